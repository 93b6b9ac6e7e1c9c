import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { uuidIds } from '@weft/proto';
import { z } from 'zod';
import { identify, type Known } from '../contacts/identify.ts';
import { aHead, putHeads } from '../store/testing/rows.ts';
import { ContactBody, ContactList, ContactNoteBody } from './contact-schemas.ts';
import { ask, refusal } from './testing/ask.ts';
import { type SignedIn, startSignedIn } from './testing/signed-in.ts';

const Any = z.any();
const Ticket = z.looseObject({
  ticketId: z.string(),
  number: z.number(),
  revision: z.number(),
  state: z.string(),
});
const Template = z.looseObject({
  ...{ templateId: z.string(), revision: z.number(), ownerId: z.string() },
  ...{ approval: z.string(), reason: z.string() },
});

describe('what agents see and change over HTTP', () => {
  let api: SignedIn;
  before(async () => {
    api = await startSignedIn({ WEFT_CONTROL_STORE: 'memory' });
    const guest = await ask(`${api.url}/v1/sessions/guest`, z.looseObject({ token: z.string() }), {
      body: {},
    });
    api.tokens.set('guest', guest.body.token);
  });
  after(() => api[Symbol.asyncDispose]());

  const request = (who: string, method: string, body?: object) => ({
    method,
    ...(body === undefined ? {} : { body }),
    headers: { authorization: `Bearer ${api.tokens.get(who) ?? ''}` },
  });
  const as = async <Body>(who: string, method: string, path: string, shape: z.ZodType<Body>, body?: object) =>
    (await ask(`${api.url}${path}`, shape, request(who, method, body))).body;
  const refused = (who: string, method: string, path: string, body?: object) =>
    refusal(`${api.url}${path}`, request(who, method, body));
  const email = (value: string, verified: boolean): Known => ({
    kind: 'email',
    value,
    shown: value,
    verified,
  });
  const see = (contactId: string, known: readonly Known[], displayName: string) =>
    api.store.write((sql) =>
      identify(sql, uuidIds, { contactId, known, profile: { displayName }, source: 'test', atMs: 1 }),
    );

  it('lets only agents in, and to each route only those who may', async () => {
    for (const path of [
      '/v1/contacts',
      '/v1/tickets',
      '/v1/tags',
      '/v1/templates',
      '/v1/filters',
      '/v1/ratings',
      '/v1/drafts',
    ]) {
      assert.equal(await refused('guest', 'GET', path), '403 FORBIDDEN', path);
      assert.equal(await refused('ops@example.com', 'GET', path), '403 FORBIDDEN', path);
      assert.equal(await refused('nobody', 'GET', path), '401 TOKEN_INVALID', path);
      await as('anna', 'GET', path, Any);
    }
    assert.equal(await refused('guest', 'GET', '/v1/floor'), '403 FORBIDDEN');
    assert.equal(await refused('nobody', 'GET', '/v1/floor'), '401 TOKEN_INVALID');
    await as('ops@example.com', 'GET', '/v1/floor', Any);
    assert.equal(await refused('anna', 'GET', '/v1/audit'), '403 FORBIDDEN');
    assert.equal(await refused('sun', 'GET', '/v1/audit'), '403 FORBIDDEN');
    await as('mei', 'GET', '/v1/audit', Any);
    assert.equal(await refused('sun', 'PUT', '/v1/dispositions', { dispositions: [] }), '403 FORBIDDEN');
  });

  it('shows who a customer is and why, and parts what was joined wrongly', async () => {
    await see('li', [email('li@a.example', true)], 'Li Wei');
    await see('li-2', [email('li@a.example', true)], 'Guest');
    const card = await as('anna', 'GET', '/v1/contacts/li-2', ContactBody);
    assert.equal(card.contactId, 'li');
    assert.deepEqual(
      card.joins.map(({ name, reasons }) => [name, reasons]),
      [['Guest', [{ what: 'identity', kind: 'email' }]]],
    );
    const joinId = card.joins[0]?.joinId ?? '';
    assert.equal(await refused('anna', 'DELETE', '/v1/contacts/li/joins/other'), '404 RECORD_NOT_FOUND');
    assert.deepEqual((await as('anna', 'DELETE', `/v1/contacts/li/joins/${joinId}`, ContactBody)).joins, []);
    assert.equal(await refused('anna', 'DELETE', `/v1/contacts/li/joins/${joinId}`), '404 RECORD_NOT_FOUND');
    assert.equal((await as('anna', 'GET', '/v1/contacts/li-2', ContactBody)).contactId, 'li-2');
  });

  it('takes nobody else’s join back through a contact that has no part in it', async () => {
    await see('x-1', [email('x@a.example', true)], 'X');
    const { joined } = await see('x-2', [email('x@a.example', true)], 'X');
    await see('y-1', [], 'Y');
    const path = `/v1/contacts/y-1/joins/${joined[0]?.joinId ?? ''}`;
    assert.equal(await refused('anna', 'DELETE', path), '404 RECORD_NOT_FOUND');
    assert.equal((await as('anna', 'GET', '/v1/contacts/x-2', ContactBody)).joins.length, 1);
  });

  it('asks an agent about what only looks alike, and does what the agent says', async () => {
    await see('bo', [email('bo@a.example', true)], 'Bo Sun');
    await see('bo-2', [], 'Bo Sun');
    const typed = { kind: 'email', value: 'BO@a.example' };
    const { proposals } = await as('anna', 'POST', '/v1/contacts/bo-2/identities', ContactBody, typed);
    assert.deepEqual(
      proposals.map(({ contactId, name }) => [contactId, name]),
      [['bo', 'Bo Sun']],
    );
    const joined = await as('anna', 'POST', '/v1/contacts/bo-2/proposals/bo', ContactBody, { same: true });
    assert.deepEqual([joined.joins.length, joined.proposals.length, joined.joins[0]?.byId], [1, 0, 'anna']);
    const again = await refused('anna', 'POST', '/v1/contacts/bo-2/proposals/bo', { same: false });
    assert.equal(again, '404 RECORD_NOT_FOUND');
    const bad = await refused('anna', 'POST', '/v1/contacts/bo/identities', {
      kind: 'phone',
      value: 'call me',
    });
    assert.equal(bad, '400 BAD_REQUEST');
  });

  it('lists everybody page by page, and those who are searched for', async () => {
    // The first page by name ends with the longest that a name may be.
    const name = (n: number): string => (n === 8 ? `Zebra 8 ${'很'.repeat(72)}` : `Zebra ${n}`);
    for (let n = 0; n < 51; n += 1) await see(`many-${n}`, [], name(n));
    const first = await as('anna', 'GET', '/v1/contacts?search=zebra', ContactList);
    assert.equal(first.contacts.length, 50);
    const next = `/v1/contacts?search=zebra&cursor=${first.cursor}`;
    const second = await as('anna', 'GET', next, ContactList);
    assert.deepEqual([second.contacts.length, second.cursor], [1, '']);
    const all = [...first.contacts, ...second.contacts].map(({ contactId }) => contactId);
    assert.equal(new Set(all).size, 51);
    assert.equal(await refused('anna', 'GET', '/v1/contacts?cursor=abc'), '400 BAD_REQUEST');
    assert.equal(await refused('anna', 'GET', `${next}&order=name`), '400 BAD_REQUEST', 'of another order');
    const named = await as('anna', 'GET', '/v1/contacts?search=zebra&order=name', ContactList);
    assert.deepEqual(
      named.contacts.slice(0, 3).map(({ displayName }) => displayName),
      ['Zebra 0', 'Zebra 1', 'Zebra 10'],
    );
    const rest = await as('anna', 'GET', `/v1/contacts?search=zebra&order=name&cursor=${named.cursor}`, Any);
    assert.deepEqual(
      rest.contacts.map(({ displayName }: { displayName: string }) => displayName),
      ['Zebra 9'],
    );
    await as('anna', 'PATCH', '/v1/contacts/many-7', ContactBody, { level: 'gold' });
    const golden = await as('anna', 'GET', '/v1/contacts?level=gold', ContactList);
    assert.deepEqual(
      [golden.contacts.map(({ contactId }) => contactId), golden.levels],
      [['many-7'], ['gold']],
    );
    assert.equal(await refused('anna', 'GET', '/v1/contacts?order=level'), '400 BAD_REQUEST');
  });

  it('writes down somebody who never wrote; what is said of them is claimed', async () => {
    const ada = { displayName: 'Ada Berg', phone: '+49 151 000 00 42', email: 'Ada@example.com' };
    const card = await as('anna', 'POST', '/v1/contacts', ContactBody, ada);
    assert.deepEqual(card.identities.map(({ kind, value, verified }) => [kind, value, verified]).sort(), [
      ['email', 'ada@example.com', false],
      ['phone', '+491510000042', false],
    ]);
    const { contacts } = await as('anna', 'GET', '/v1/contacts?search=ada@example.com', ContactList);
    assert.deepEqual(
      contacts.map(({ displayName }) => displayName),
      ['Ada Berg'],
    );
    const bad = await refused('anna', 'POST', '/v1/contacts', { displayName: 'X', phone: 'none' });
    assert.equal(bad, '400 BAD_REQUEST');
    assert.equal(await refused('guest', 'POST', '/v1/contacts', ada), '403 FORBIDDEN');
  });

  it('finds, changes and joins contacts, and keeps notes about them', async () => {
    await see('wang', [], '王小明');
    await see('wang-2', [], '小王');
    const found = await as('anna', 'GET', `/v1/contacts?search=${encodeURIComponent('小明')}`, ContactList);
    assert.deepEqual(
      found.contacts.map(({ contactId }) => contactId),
      ['wang'],
    );
    const change = { level: 'gold', attributes: { size: 'M' } };
    const changed = await as('anna', 'PATCH', '/v1/contacts/wang', ContactBody, change);
    assert.deepEqual(
      [changed.displayName, changed.level, changed.attributes],
      ['王小明', 'gold', { size: 'M' }],
    );
    const both = { contactId: 'wang-2' };
    await as('anna', 'POST', '/v1/contacts/wang/joins', ContactBody, both);
    assert.equal(await refused('anna', 'POST', '/v1/contacts/wang/joins', both), '409 CONFLICT');
    assert.equal(
      await refused('anna', 'POST', '/v1/contacts/wang/joins', { contactId: 'none' }),
      '404 RECORD_NOT_FOUND',
    );
    const note = await as('anna', 'POST', '/v1/contacts/wang-2/notes', ContactNoteBody, {
      text: 'calls at night',
    });
    const path = `/v1/contacts/wang/notes/${note.noteId}`;
    assert.equal(await refused('sun', 'PATCH', path, { text: 'no' }), '404 RECORD_NOT_FOUND');
    await as('anna', 'PATCH', path, ContactNoteBody, { text: 'calls at noon' });
    const card = await as('sun', 'GET', '/v1/contacts/wang', ContactBody);
    assert.deepEqual(
      card.notes.map(({ text, authorName }) => [text, authorName]),
      [['calls at noon', 'Anna']],
    );
  });

  it('opens no ticket of somebody or something that is not there', async () => {
    const open = (of: object) => refused('anna', 'POST', '/v1/tickets', { subject: 'lamp', ...of });
    assert.equal(await open({ contactId: 'none' }), '404 RECORD_NOT_FOUND');
    assert.equal(await open({ conversationId: 'none' }), '404 CONVERSATION_NOT_FOUND');
  });

  it('keeps tickets with owners and states, and lets nobody overwrite another’s change', async () => {
    await see('tom', [], 'Tom');
    const opened = await as('anna', 'POST', '/v1/tickets', Ticket, {
      subject: 'Broken lamp',
      contactId: 'tom',
    });
    const second = await as('anna', 'POST', '/v1/tickets', Ticket, { subject: 'Lost parcel' });
    assert.equal(second.number, opened.number + 1);
    const path = `/v1/tickets/${opened.ticketId}`;
    const mine = { revision: 1, state: 'pending', ownerId: 'anna' };
    const changed = await as('anna', 'PATCH', path, Ticket, mine);
    assert.deepEqual([changed.state, changed.ownerId, changed.revision], ['pending', 'anna', 2]);
    assert.equal(await refused('sun', 'PATCH', path, { revision: 1, state: 'closed' }), '409 CONFLICT');
    const solved = await as('sun', 'PATCH', path, Ticket, { revision: 2, state: 'solved' });
    assert.ok(Number(solved.settledAtMs) > 0);
    const reopened = await as('sun', 'PATCH', path, Ticket, { revision: 3, state: 'open' });
    assert.equal(reopened.settledAtMs, 0);
    const List = z.looseObject({ tickets: z.array(Ticket) });
    const subjects = async (query: string) =>
      (await as('anna', 'GET', `/v1/tickets?${query}`, List)).tickets.map(({ ticketId }) => ticketId);
    assert.deepEqual(await subjects('contactId=tom'), [opened.ticketId]);
    assert.deepEqual(await subjects('ownerId=anna'), [opened.ticketId]);
    assert.deepEqual(await subjects(`below=${second.number}&state=open`), [opened.ticketId]);
    assert.equal(await refused('anna', 'PATCH', '/v1/tickets/none', { revision: 1 }), '404 RECORD_NOT_FOUND');
    assert.equal(await refused('anna', 'POST', '/v1/tickets', { subject: ' ' }), '400 BAD_REQUEST');
    for (const ownerId of ['nobody', 'li', 'ops'])
      assert.equal(
        await refused('anna', 'POST', '/v1/tickets', { subject: 'x', ownerId }),
        '400 BAD_REQUEST',
        `${ownerId} is no agent`,
      );
    const nobodys = { revision: reopened.revision, ownerId: 'nobody' };
    assert.equal(await refused('anna', 'PATCH', path, nobodys), '400 BAD_REQUEST');
    const lost = { subject: 'x', queueId: 'no-such-queue' };
    assert.equal(await refused('anna', 'POST', '/v1/tickets', lost), '400 BAD_REQUEST');
    const { revision } = reopened;
    assert.equal(
      await refused('anna', 'PATCH', path, { revision, queueId: lost.queueId }),
      '400 BAD_REQUEST',
    );
    const queued = await as('anna', 'PATCH', path, Ticket, { revision, queueId: 'default' });
    assert.equal(queued.queueId, 'default');
  });

  it('keeps templates: everybody’s by supervisors, one’s own by oneself', async () => {
    const hello = { shortcut: 'hello', title: 'Hello', text: 'Hello {{contact.name}}', shared: true };
    assert.equal(await refused('anna', 'POST', '/v1/templates', hello), '403 FORBIDDEN');
    const shared = await as('sun', 'POST', '/v1/templates', Template, hello);
    assert.equal(await refused('sun', 'POST', '/v1/templates', hello), '409 CONFLICT');
    const own = await as('anna', 'POST', '/v1/templates', Template, { ...hello, shared: false });
    assert.deepEqual([shared.ownerId, own.ownerId], ['', 'anna']);
    const wrong = { ...hello, shortcut: 'x', text: 'Hi {{contact.nam}}' };
    assert.equal(await refused('sun', 'POST', '/v1/templates', wrong), '400 BAD_REQUEST');
    const { shared: _, ...text } = hello;
    const path = `/v1/templates/${own.templateId}`;
    assert.equal(await refused('sun', 'PATCH', path, { ...text, revision: 1 }), '404 RECORD_NOT_FOUND');
    await as('anna', 'PATCH', path, Template, { ...text, title: 'Hi', revision: 1 });
    assert.equal(await refused('anna', 'PATCH', path, { ...text, revision: 1 }), '409 CONFLICT');
    assert.equal(await refused('anna', 'DELETE', `/v1/templates/${shared.templateId}`), '403 FORBIDDEN');
    await as('anna', 'DELETE', path, z.undefined());
    const { templates } = await as(
      'anna',
      'GET',
      '/v1/templates',
      z.object({ templates: z.array(Template) }),
    );
    assert.deepEqual(
      templates.map(({ templateId }) => templateId),
      [],
      'nobody has approved it',
    );
  });

  it('offers agents everybody’s templates only while an administrator’s approval holds', async () => {
    const words = {
      shortcut: 'refund',
      title: 'Refund',
      text: 'Your money is on its way.',
      channels: ['sms'],
    };
    const offered = async () => {
      const List = z.object({ templates: z.array(Template) });
      const { templates } = await as('anna', 'GET', '/v1/templates', List);
      return templates.filter(({ templateId }) => templateId === path.split('/').at(-1)).length;
    };
    const made = await as('sun', 'POST', '/v1/templates', Template, { ...words, shared: true });
    const path = `/v1/templates/${made.templateId}`;
    const judgement = `${path}/judgement`;
    assert.deepEqual([made.approval, await offered()], ['pending', 0]);
    const yes = { revision: 1, approved: true };
    for (const who of ['anna', 'sun'])
      assert.equal(await refused(who, 'POST', judgement, yes), '403 FORBIDDEN', who);
    assert.equal(await refused('mei', 'POST', judgement, { ...yes, approved: false }), '400 BAD_REQUEST');
    const rejected = await as('mei', 'POST', judgement, Template, {
      ...yes,
      approved: false,
      reason: 'Too vague',
    });
    assert.deepEqual([rejected.approval, rejected.reason, await offered()], ['rejected', 'Too vague', 0]);
    assert.equal(await refused('mei', 'POST', judgement, yes), '409 CONFLICT', 'it was judged meanwhile');
    const approved = await as('mei', 'POST', judgement, Template, { ...yes, revision: 2 });
    assert.deepEqual([approved.approval, approved.reason, await offered()], ['approved', '', 1]);

    // Another title is no other text; another text, or going where it did not, is.
    const renamed = await as('sun', 'PATCH', path, Template, { ...words, title: 'Refunds', revision: 3 });
    assert.deepEqual([renamed.approval, await offered()], ['approved', 1]);
    const wider = await as('sun', 'PATCH', path, Template, {
      ...words,
      channels: ['sms', 'email'],
      revision: 4,
    });
    assert.deepEqual([wider.approval, await offered()], ['pending', 0]);
    await as('mei', 'POST', judgement, Template, { ...yes, revision: 5 });
    const other = { ...words, channels: ['email', 'sms'], text: 'Call us.', revision: 6 };
    const changed = await as('sun', 'PATCH', path, Template, other);
    assert.deepEqual([changed.approval, await offered()], ['pending', 0]);
    await as('sun', 'DELETE', path, z.undefined());
  });

  it('asks nobody to approve an agent’s own template, and lets nobody else judge it', async () => {
    const own = { shortcut: 'mine', title: 'Mine', text: 'Hi', shared: false };
    const made = await as('anna', 'POST', '/v1/templates', Template, own);
    const path = `/v1/templates/${made.templateId}`;
    assert.equal(made.approval, 'approved');
    const yes = { revision: 1, approved: true };
    assert.equal(await refused('mei', 'POST', `${path}/judgement`, yes), '404 RECORD_NOT_FOUND');
    const { shared: _, ...text } = own;
    const changed = await as('anna', 'PATCH', path, Template, { ...text, text: 'Hello', revision: 1 });
    assert.equal(changed.approval, 'approved');
    await as('anna', 'DELETE', path, z.undefined());
  });

  it('replaces the list of dispositions, in its order', async () => {
    const dispositions = ['solved', 'spam'].map((code) => ({
      code,
      labelZh: code,
      labelEn: code,
      active: true,
    }));
    await as('mei', 'PUT', '/v1/dispositions', Any, { dispositions: dispositions.toReversed() });
    assert.deepEqual(await as('anna', 'GET', '/v1/dispositions', Any), {
      dispositions: dispositions.toReversed(),
    });
    const twice = { dispositions: [dispositions[0], dispositions[0]] };
    assert.equal(await refused('mei', 'PUT', '/v1/dispositions', twice), '400 BAD_REQUEST');
  });

  it('shows agents their own ratings beside everybody’s, and supervisors all', async () => {
    await see('rita', [], 'Rita');
    await api.store.write(async (sql) => {
      await putHeads(
        sql,
        ['r-1', 'r-2'].map((id) => aHead(id, { contactId: 'rita' })),
      );
      const rating = { comment: '', atMs: 100, toSeq: 0 };
      await sql
        .insertInto('ratings')
        .values([
          { ...rating, conversationId: 'r-1', stars: 5, agentId: 'anna' },
          { ...rating, conversationId: 'r-2', stars: 2, agentId: 'sun' },
        ])
        .execute();
    });
    const all = { agentId: '', count: 2, average: 3.5 };
    const annas = { agentId: 'anna', count: 1, average: 5 };
    assert.deepEqual(await as('anna', 'GET', '/v1/ratings?sinceMs=50', Any), { ratings: [all, annas] });
    const suns = { agentId: 'sun', count: 1, average: 2 };
    assert.deepEqual(await as('sun', 'GET', '/v1/ratings', Any), { ratings: [all, annas, suns] });
    const none = { agentId: '', count: 0, average: 0 };
    assert.deepEqual(await as('sun', 'GET', '/v1/ratings?sinceMs=101', Any), { ratings: [none] });
  });

  it('keeps the latest draft, and lets an older one bring nothing back', async () => {
    const put = (reply: string, atMs: number) =>
      as('anna', 'PUT', '/v1/drafts/conv-1', z.undefined(), { mode: 'note', reply, note: '', atMs });
    await put('new', 20);
    await put('old', 10);
    const drafts = async (who: string) => (await as(who, 'GET', '/v1/drafts', Any)).drafts;
    assert.deepEqual(await drafts('anna'), [
      { conversationId: 'conv-1', mode: 'note', reply: 'new', note: '', atMs: 20 },
    ]);
    assert.deepEqual(await drafts('sun'), []);
    await put('', 30);
    assert.deepEqual(await drafts('anna'), []);
  });

  it('gives admins a backup of an embedded store', async () => {
    assert.equal(await refused('sun', 'GET', '/v1/store/backup'), '403 FORBIDDEN');
    const response = await fetch(`${api.url}/v1/store/backup`, { headers: request('mei', 'GET').headers });
    const archive = Buffer.from(await response.arrayBuffer());
    assert.equal(response.headers.get('content-type'), 'application/gzip');
    assert.equal(archive.subarray(0, 2).toString('hex'), '1f8b');
  });

  it('writes down who saw and changed what, without what was written', async () => {
    await see('eve', [], 'Eve');
    await as('anna', 'GET', '/v1/contacts/eve', ContactBody);
    await as('sun', 'POST', '/v1/contacts/eve/notes', ContactNoteBody, { text: 'a secret' });
    const { entries } = await as('mei', 'GET', '/v1/audit?subjectId=eve', Any);
    assert.deepEqual(
      entries.map(({ actorId, action }: { actorId: string; action: string }) => [actorId, action]),
      [
        ['sun', 'note.added'],
        ['anna', 'contact.seen'],
      ],
    );
    assert.doesNotMatch(JSON.stringify(entries), /secret/);
    await as('anna', 'GET', '/v1/contacts?search=eve', Any);
    const { number } = await as('anna', 'POST', '/v1/tickets', Ticket, { subject: 'E', contactId: 'eve' });
    await as('anna', 'GET', '/v1/tickets?contactId=eve', Any);
    const { entries: lists } = await as('mei', 'GET', '/v1/audit?actorId=anna', Any);
    assert.deepEqual(
      lists
        .filter(({ action }: { action: string }) => action.endsWith('.listed'))
        .slice(0, 2)
        .map(({ action, detail }: { action: string; detail: unknown }) => [action, detail]),
      [
        ['tickets.listed', { contactId: 'eve', numbers: [number] }],
        ['contacts.listed', { contactIds: ['eve'] }],
      ],
    );
  });
});
