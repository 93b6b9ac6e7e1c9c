import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { CallSummary, uuidIds } from '@weft/proto';
import { identify } from '../contacts/identify.ts';
import { aHead, putHeads } from '../store/testing/rows.ts';
import { FloorCalls, OwnCalls } from './schemas.ts';
import { ask, refusal } from './testing/ask.ts';
import { type SignedIn, startSignedIn } from './testing/signed-in.ts';

describe('whom calls are with', () => {
  let api: SignedIn;
  before(async () => {
    api = await startSignedIn({ WEFT_CONTROL_STORE: 'memory' });
    await api.store.write(async (sql) => {
      const profile = { displayName: 'Li Wei', nameClaimed: true };
      await identify(sql, uuidIds, { contactId: 'li', known: [], profile, source: 'test', atMs: 1 });
    });
  });
  after(() => api[Symbol.asyncDispose]());

  const headers = (login: string) => ({
    headers: { authorization: `Bearer ${api.tokens.get(login) ?? ''}` },
  });
  const live = async () => {
    const { body } = await ask(`${api.url}/v1/floor/calls`, FloorCalls, headers('sun'));
    return body.calls.map(({ customerName, customerNameClaimed }) => [customerName, customerNameClaimed]);
  };

  it('shows supervisors the name of the conversation that a call belongs to, and the one of the session without', async () => {
    assert.deepEqual(await live(), [['Guest', false]]);
    await api.store.write((sql) => putHeads(sql, [aHead('conversation-of-call-1', { contactId: 'li' })]));
    assert.deepEqual(await live(), [['Li Wei', true]]);
  });

  it('tells agents so of the calls that they had, and of nobody else’s', async () => {
    await api.store.write((sql) => putHeads(sql, [aHead('conversation-1', { contactId: 'li' })]));
    const agentId = 'anna';
    api.history.set(agentId, [
      CallSummary.create({ callId: 'call-8', conversationId: 'conversation-1', customerName: 'Guest' }),
      CallSummary.create({ callId: 'call-7', conversationId: 'conversation-9', customerName: 'Guest' }),
    ]);
    const own = await ask(`${api.url}/v1/floor/own-calls`, OwnCalls, headers('anna'));
    assert.deepEqual(own.body.calls, [
      { callId: 'call-8', customerName: 'Li Wei', customerNameClaimed: true },
    ]);
    const others = await ask(`${api.url}/v1/floor/own-calls`, OwnCalls, headers('sun'));
    assert.deepEqual(others.body.calls, []);
    assert.equal(await refusal(`${api.url}/v1/floor/own-calls`, headers('ops@example.com')), '403 FORBIDDEN');
  });
});
