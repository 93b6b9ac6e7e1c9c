import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { z } from 'zod';
import { InvitationRules } from './schemas.ts';
import { ask, refusal } from './testing/ask.ts';
import { type SignedIn, startSignedIn } from './testing/signed-in.ts';

const Any = z.any();
const Entries = z.object({
  entries: z.array(
    z.looseObject({
      ...{ actorId: z.string(), action: z.string(), subjectId: z.string() },
      detail: z.record(z.string(), z.unknown()),
    }),
  ),
});
const rules = (when: string) => ({ queues: { q: { steps: [{ when }] } }, defaultQueue: 'q' });

describe('the audit log', () => {
  let api: SignedIn;
  before(async () => {
    api = await startSignedIn({ WEFT_CONTROL_STORE: 'memory' });
  });
  after(() => api[Symbol.asyncDispose]());

  const as = (login: string) => ({ headers: { authorization: `Bearer ${api.tokens.get(login)}` } });
  const send = (method: string, path: string, body: object, login = 'mei') =>
    ask(`${api.url}${path}`, Any, { ...as(login), method, body });
  const newest = async () => {
    const { entries } = (await ask(`${api.url}/v1/audit`, Entries, as('mei'))).body;
    return entries.filter(({ action }) => !['audit.seen', 'agent.signed-in'].includes(action));
  };

  it('has who changed rules, skills and invitations, and which', async () => {
    await send('POST', '/v1/routing/rules', { rules: rules('TRUE'), basedOn: 0 });
    await send(
      'POST',
      '/v1/routing/rules',
      { rules: rules('agent.team == "a"'), basedOn: 1 },
      'ops@example.com',
    );
    await send('POST', '/v1/routing/versions/1/restore', { basedOn: 2 });
    await send('PUT', '/v1/routing/agents/anna', { skills: { refunds: 3 }, languages: ['zh'] });
    const text = { en: 'Need help?', zh: '需要帮助吗？' };
    await ask(`${api.url}/v1/invitations`, InvitationRules, {
      ...{ ...as('mei'), method: 'PUT' },
      body: { rules: [{ ruleId: 'hesitates', text }] },
    });
    const told = (await newest()).map(({ actorId, action, subjectId, detail }) => ({
      ...{ by: actorId.startsWith('mei') ? 'mei' : 'other', action, subjectId, detail },
    }));
    assert.deepEqual(told, [
      { by: 'mei', action: 'invitations.replaced', subjectId: '', detail: { rules: ['hesitates'] } },
      {
        ...{ by: 'mei', action: 'agent.skills-set', subjectId: 'anna' },
        detail: { skills: { refunds: 3 }, languages: ['zh'], capacity: 'default' },
      },
      { by: 'mei', action: 'rules.restored', subjectId: '3', detail: { version: 3, copyOf: 1 } },
      { by: 'other', action: 'rules.saved', subjectId: '2', detail: { version: 2 } },
      { by: 'mei', action: 'rules.saved', subjectId: '1', detail: { version: 1 } },
    ]);
  });

  it('has what of the widgets’ look was changed, and not the words', async () => {
    const put = (body: object) => send('PUT', '/v1/look', body);
    await put({ company: { en: 'Lumen', zh: '' }, colour: '#7a1f5c' });
    await put({ company: { en: 'Lumen', zh: '' }, colour: '#7a1f5c', side: 'left' });
    const [second, first] = await newest();
    assert.deepEqual(
      [first, second].map((entry) => [entry?.action, entry?.subjectId, entry?.detail]),
      [
        ['look.changed', '', { changed: ['company', 'colour'] }],
        ['look.changed', '', { changed: ['side'] }],
      ],
    );
  });

  it('has nothing of rules that were refused', async () => {
    const before = (await newest()).length;
    await send('POST', '/v1/routing/rules', { rules: rules('nonsense =='), basedOn: 3 });
    const stale = { ...as('mei'), body: { rules: rules('TRUE'), basedOn: 0 } };
    assert.equal(await refusal(`${api.url}/v1/routing/rules`, stale), '409 CONFLICT');
    assert.equal((await newest()).length, before);
  });

  it('has which intents were changed, and not what somebody wrote in them', async () => {
    const spec = { examples: { zh: ['租吊车'] } };
    await send('PUT', '/v1/intents/rental', { spec, basedOn: 0 });
    await send('PATCH', '/v1/intents', { threshold: 0.7, basedOn: 1 });
    await send('DELETE', '/v1/intents/rental', { basedOn: 2 });
    await send('POST', '/v1/intents/versions/0/restore', { basedOn: 3 });
    const told = (await newest()).slice(0, 4);
    assert.deepEqual(
      told.map(({ action, subjectId, detail }) => [action, subjectId, detail]),
      [
        ['intents.restored', '4', { copyOf: 0 }],
        ['intents.saved', '3', { removed: 'rental' }],
        ['intents.saved', '2', { threshold: 0.7 }],
        ['intents.saved', '1', { intent: 'rental' }],
      ],
    );
  });

  it('has what operators did to nodes and queues, and what agents changed in their notes', async () => {
    const path = '/v1/nodes/eu-1/drain';
    for (const method of ['POST', 'DELETE'])
      await ask(`${api.url}${path}`, Any, { ...as('ops@example.com'), method });
    await send('PUT', '/v1/queues/default/policy', { hotAudio: true }, 'ops@example.com');
    const somebody = { displayName: 'Li Wei', phone: '', email: '' };
    const { contactId } = (await send('POST', '/v1/contacts', somebody)).body;
    const { noteId } = (await send('POST', `/v1/contacts/${contactId}/notes`, { text: 'calls at noon' }))
      .body;
    await send('PATCH', `/v1/contacts/${contactId}/notes/${noteId}`, { text: 'calls at night' });
    const told = (await newest()).slice(0, 6);
    assert.deepEqual(
      told.map(({ action, subjectId, detail }) => [action, subjectId, detail]),
      [
        ['note.edited', contactId, { noteId }],
        ['note.added', contactId, { noteId }],
        ['contact.created', contactId, {}],
        ['queue.policy-set', 'default', { hotAudio: true }],
        ['node.undrained', 'eu-1', {}],
        ['node.drained', 'eu-1', {}],
      ],
    );
  });

  it('says what its subjects are called today, and nothing of what is gone', async () => {
    const Named = z.object({
      entries: z.array(z.object({ action: z.string(), subjectId: z.string(), subjectName: z.string() })),
    });
    const somebody = { displayName: 'Zhao Min', phone: '', email: '' };
    const { contactId } = (await send('POST', '/v1/contacts', somebody)).body;
    const ticket = { contactId, subject: 'A lamp that flickers' };
    const { ticketId } = (await send('POST', '/v1/tickets', ticket, 'anna')).body;
    const namesOf = async (subjectId: string) => {
      const { body } = await ask(`${api.url}/v1/audit?subjectId=${subjectId}`, Named, as('mei'));
      return body.entries
        .filter(({ action }) => action !== 'audit.seen')
        .map(({ action, subjectName }) => [action, subjectName]);
    };
    assert.deepEqual(await namesOf(contactId), [['contact.created', 'Zhao Min']]);
    assert.deepEqual(await namesOf(ticketId), [['ticket.opened', 'A lamp that flickers']]);
    const { templateId } = (
      await send('POST', '/v1/templates', {
        ...{ shared: true, shortcut: 'thanks', title: 'Thanks', language: 'en' },
        ...{ text: 'Thank you!', channels: [] },
      })
    ).body;
    assert.deepEqual((await namesOf(templateId)).at(-1), ['template.added', 'Thanks']);
    await send('DELETE', `/v1/templates/${templateId}`, {});
    assert.deepEqual(
      (await namesOf(templateId)).map(([, name]) => name),
      ['', ''],
    );
  });

  it('knows the people it names, for administrators only', async () => {
    const People = z.object({ people: z.array(z.looseObject({ login: z.string(), name: z.string() })) });
    const { body } = await ask(`${api.url}/v1/people`, People, as('mei'));
    assert.deepEqual(
      body.people.map(({ name }) => name),
      ['Anna', 'Mei', 'Olga', 'Sun'],
    );
    assert.equal(JSON.stringify(body).includes('argon2'), false);
    assert.equal(await refusal(`${api.url}/v1/people`, as('sun')), '403 FORBIDDEN');
  });
});
