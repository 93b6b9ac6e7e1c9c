import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { WeftError } from '@weft/proto';
import { startPostgres } from '@weft/proto/testing';
import { z } from 'zod';
import { addContact, aHead, putHeads } from '../store/testing/rows.ts';
import { ask, refusal } from './testing/ask.ts';
import { type SignedIn, startSignedIn } from './testing/signed-in.ts';

const Any = z.any();
const Macro = z.looseObject({ macroId: z.string(), revision: z.number(), steps: z.array(Any) });
const Result = z.looseObject({ done: z.number(), refused: z.looseObject({ code: z.string() }).optional() });
const Template = z.looseObject({ templateId: z.string(), revision: z.number() });

/** An API on each kind of store; the database ends with the second. */
const engines = [
  { name: 'PGlite', start: async (_owned: AsyncDisposableStack) => ({ WEFT_CONTROL_STORE: 'memory' }) },
  {
    name: 'PostgreSQL',
    start: async (owned: AsyncDisposableStack) => ({ DATABASE_URL: owned.use(await startPostgres()).url }),
  },
];

for (const engine of engines) {
  describe(`macros, in ${engine.name}`, () => {
    const owned = new AsyncDisposableStack();
    let api: SignedIn;
    let templateId = '';
    let served: Parameters<SignedIn['serve']>[1][] = [];
    before(async () => {
      api = owned.use(await startSignedIn(await engine.start(owned)));
      await api.store.write(async (sql) => {
        await addContact(sql, 'li', 'Li Wei');
        await putHeads(sql, [aHead('conv-1', { contactId: 'li', contactName: 'Li Wei' })]);
      });
      const text = { shortcut: 'done', title: 'Done', text: 'Bye {{contact.name}}', shared: true };
      const added = await as('sun', 'POST', '/v1/templates', Template, text);
      templateId = added.templateId;
      const path = `/v1/templates/${templateId}/judgement`;
      await as('mei', 'POST', path, Template, { revision: added.revision, approved: true });
    });
    beforeEach(() => {
      served = [];
      api.serve = async (_who, command) => void served.push(command);
    });
    after(() => owned.disposeAsync());

    const request = (who: string, method: string, body?: object) => ({
      method,
      ...(body === undefined ? {} : { body }),
      headers: { authorization: `Bearer ${api.tokens.get(who) ?? ''}` },
    });
    const as = async <Body>(
      who: string,
      method: string,
      path: string,
      shape: z.ZodType<Body>,
      body?: object,
    ) => (await ask(`${api.url}${path}`, shape, request(who, method, body))).body;
    const refused = (who: string, method: string, path: string, body?: object) =>
      refusal(`${api.url}${path}`, request(who, method, body));
    const run = { conversationId: 'conv-1', revision: 1, runId: 'press-0001' };

    it('are an administrator’s to change, an agent’s to run, and nobody’s else', async () => {
      const steps = [{ do: 'tag', add: ['VIP Gold'] }];
      for (const who of ['anna', 'sun'])
        assert.equal(await refused(who, 'POST', '/v1/macros', { name: 'x', steps }), '403 FORBIDDEN');
      assert.equal(await refused('ops@example.com', 'GET', '/v1/macros'), '403 FORBIDDEN');
      const { macroId } = await as('mei', 'POST', '/v1/macros', Macro, { name: 'VIP', steps });
      const listed = await as('anna', 'GET', '/v1/macros', z.object({ macros: z.array(Macro) }));
      assert.deepEqual(listed.macros[0]?.steps, [{ do: 'tag', add: ['vip-gold'], remove: [] }]);
      assert.equal(await refused('mei', 'POST', '/v1/macros', { name: 'VIP', steps }), '409 CONFLICT');
      const path = `/v1/macros/${macroId}`;
      assert.equal(await refused('anna', 'PATCH', path, { name: 'y', steps, revision: 1 }), '403 FORBIDDEN');
      const changed = await as('mei', 'PATCH', path, Macro, { name: 'y', steps, revision: 1 });
      assert.equal(changed.revision, 2);
      assert.equal(await refused('mei', 'PATCH', path, { name: 'y', steps, revision: 1 }), '409 CONFLICT');
      assert.equal(
        await refused('anna', 'POST', `${path}/runs`, run),
        '409 CONFLICT',
        'of steps that nobody saw',
      );
      assert.equal(await refused('ops@example.com', 'POST', `${path}/runs`, run), '403 FORBIDDEN');
      await as('mei', 'DELETE', path, z.undefined());
      assert.equal(await refused('anna', 'POST', `${path}/runs`, run), '404 RECORD_NOT_FOUND');
    });

    it('are refused where a step could never be done', async () => {
      const add = (steps: readonly object[]) => refused('mei', 'POST', '/v1/macros', { name: 'bad', steps });
      assert.equal(await add([]), '400 BAD_REQUEST');
      assert.equal(await add([{ do: 'dance' }]), '400 BAD_REQUEST');
      assert.equal(await add([{ do: 'tag' }]), '400 BAD_REQUEST');
      assert.equal(await add([{ do: 'reply', templateId: 'none' }]), '400 BAD_REQUEST');
      assert.equal(await add([{ do: 'close' }, { do: 'note', text: 'x' }]), '400 BAD_REQUEST');
      assert.equal(await add(Array(13).fill({ do: 'take' })), '400 BAD_REQUEST');
    });

    it('do every step in its order as the agent would by hand, and the log says so', async () => {
      const steps = [
        { do: 'take' },
        { do: 'tag', add: ['done'], remove: ['new'] },
        { do: 'prioritize', priority: 5 },
        { do: 'reply', templateId },
        { do: 'note', text: 'All said' },
        { do: 'close', disposition: 'solved' },
      ];
      const { macroId } = await as('mei', 'POST', '/v1/macros', Macro, { name: 'Finish', steps });
      const path = `/v1/macros/${macroId}/runs`;
      assert.deepEqual(await as('anna', 'POST', path, Result, run), { done: 6 });
      assert.deepEqual(
        served.map(({ name }) => name),
        [
          ...['take-conversation', 'tag-conversation', 'prioritize-conversation'],
          ...['post-item', 'post-item', 'close-conversation'],
        ],
      );
      const posts = served.flatMap((command) => (command.name === 'post-item' ? [command] : []));
      assert.deepEqual(
        posts.map(({ clientId, note, body }) => [clientId, note, body]),
        [
          ['press-0001-3', false, { case: 'text', value: 'Bye Li Wei' }],
          ['press-0001-4', true, { case: 'text', value: 'All said' }],
        ],
      );
      const { entries } = await as('mei', 'GET', '/v1/audit?subjectId=conv-1', Any);
      assert.deepEqual(
        [entries[0].actorId, entries[0].action, entries[0].detail],
        ['anna', 'macro.run', { macroId, name: 'Finish', contactId: 'li', done: 6 }],
      );
      assert.equal(
        await refused('anna', 'POST', path, { ...run, conversationId: 'none' }),
        '404 CONVERSATION_NOT_FOUND',
      );
    });

    it('stop at the step that is refused, and say which', async () => {
      api.serve = async (_who, command) => {
        served.push(command);
        if (command.name === 'transfer-conversation') throw new WeftError('BAD_REQUEST', 'no such queue');
      };
      const steps = [{ do: 'tag', add: ['x'] }, { do: 'transfer', queueId: 'none' }, { do: 'close' }];
      const { macroId } = await as('mei', 'POST', '/v1/macros', Macro, { name: 'Hand over', steps });
      const result = await as('anna', 'POST', `/v1/macros/${macroId}/runs`, Result, run);
      assert.deepEqual([result.done, result.refused?.code], [1, 'BAD_REQUEST']);
      assert.deepEqual(
        served.map(({ name }) => name),
        ['tag-conversation', 'transfer-conversation'],
      );
      const { entries } = await as('mei', 'GET', '/v1/audit?subjectId=conv-1', Any);
      assert.deepEqual(
        [entries[0].detail.failed, entries[0].detail.code, entries[0].detail.done],
        ['transfer', 'BAD_REQUEST', 1],
      );
    });

    it('send no words that are not approved, or that nobody could fill in', async () => {
      const text = { shortcut: 'size', title: 'Size', text: 'Your size is {{size}}', shared: true };
      const { templateId: other } = await as('sun', 'POST', '/v1/templates', Template, text);
      const steps = [{ do: 'reply', templateId: other }];
      const { macroId } = await as('mei', 'POST', '/v1/macros', Macro, { name: 'Size', steps });
      const path = `/v1/macros/${macroId}/runs`;
      assert.equal((await as('anna', 'POST', path, Result, run)).refused?.code, 'BAD_REQUEST');
      const judged = { revision: 1, approved: true };
      await as('mei', 'POST', `/v1/templates/${other}/judgement`, Template, judged);
      assert.equal((await as('anna', 'POST', path, Result, run)).refused?.code, 'BAD_REQUEST');
      assert.deepEqual(served, []);
      await as('anna', 'PATCH', '/v1/contacts/li', Any, { attributes: { size: 'L' } });
      assert.deepEqual(await as('anna', 'POST', path, Result, run), { done: 1 });
    });
  });
}
