import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CallRecord, CallReply, WeftError } from '@weft/proto';
import { AgentCalls } from './agent-calls.ts';

const anna = {
  ...{ sessionId: 's-anna', subjectId: 'anna', displayName: 'Anna', region: 'eu', edgeId: 'edge-1' },
  role: 'agent',
} as const;

/** A call that has no owner until it is adopted, if then. */
function setUp(stage: CallRecord['stage'], answers: (CallReply | 'NO_RESPONDER')[]) {
  const adopted: string[] = [];
  const calls = new AgentCalls(
    {
      bus: {
        request: async () => {
          const answer = answers.shift() ?? 'NO_RESPONDER';
          if (answer === 'NO_RESPONDER') throw new WeftError('NO_RESPONDER');
          return CallReply.encode(answer);
        },
      },
      live: { records: { get: () => ({ value: CallRecord.create({ stage }), revision: '1' }) } },
      adopt: async (callId) => {
        adopted.push(callId);
      },
    },
    '1',
  );
  return { calls, adopted };
}
const code = (error: unknown): string => (error instanceof WeftError ? error.code : String(error));

test('[RT33] who asks for a call that ended meanwhile is told so, and not that nobody answers', async () => {
  const { calls, adopted } = setUp('ended', []);
  assert.equal(await calls.sync(anna, 'call-1').catch(code), 'CALL_ENDED');
  assert.deepEqual(adopted, ['call-1']);
});

test('[RT33] a call without an owner gets one, and is asked for again', async () => {
  const fault = CallReply.create({ result: { case: 'fault', value: { code: 'CALL_NOT_FOUND' } } });
  const { calls, adopted } = setUp('active', ['NO_RESPONDER', fault]);
  assert.equal(await calls.sync(anna, 'call-1').catch(code), 'CALL_NOT_FOUND');
  assert.deepEqual(adopted, ['call-1']);
});
