import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { type ControlRequestInit, RelayedReply, subjects, WeftError } from '@weft/proto';
import { until } from '@weft/proto/testing';
import { FakeMesh } from '../calls/testing/fake-mesh.ts';
import { seededRandom } from '../calls/testing/random.ts';

let mesh: FakeMesh;
before(async () => {
  mesh = await FakeMesh.start();
  await mesh.startControl('control-1', { CALL_BURST: '2', CALLS_PER_MINUTE: '1' });
});
after(() => mesh[Symbol.asyncDispose]());

type Body = NonNullable<ControlRequestInit['body']>;

const code = (error: unknown): string => (error instanceof WeftError ? error.code : String(error));

/** How a request of somebody was answered: "ok", or the fault's code. */
const outcome = async (role: 'customer' | 'agent' | 'operator', body: Body): Promise<string> => {
  const client = mesh.client(`${role}-x`, role);
  const answer = await client.ask(body, 'accepted').then(() => 'ok', code);
  client.vanish();
  return answer;
};

type Role = 'customer' | 'agent' | 'operator';
const ROLES: readonly Role[] = ['customer', 'agent', 'operator'];
const conversationId = 'conversation-1';
const callId = 'call-1';

/** Every request there is, with those who may ask it. */
const WHOSE: readonly (readonly [roles: readonly Role[], body: Body])[] = [
  [['customer'], { case: 'requestCall', value: { kind: 'video' } }],
  [['customer', 'agent'], { case: 'hangUp', value: { callId } }],
  [['customer', 'agent'], { case: 'syncCall', value: { callId } }],
  [['agent'], { case: 'setHold', value: { callId, on: true } }],
  [['agent'], { case: 'transferCall', value: { callId, agentId: 'ben' } }],
  [['agent'], { case: 'inviteColleague', value: { callId, agentId: 'ben' } }],
  [['agent'], { case: 'withdrawInvitation', value: { callId, agentId: 'ben' } }],
  [['agent'], { case: 'releaseGuest', value: { callId, participantId: 'participant-1' } }],
  [['agent'], { case: 'superviseCall', value: { callId, mode: 'listen' } }],
  [['customer'], { case: 'askCallback', value: { callId } }],
  [['customer'], { case: 'answerCallback', value: { callId, accept: true } }],
  [['customer', 'agent'], { case: 'reportGap', value: { callId, epoch: 1, audioGapMs: 5 } }],
  [['customer', 'agent'], { case: 'standbyFailed', value: { callId, nodeId: 'eu-1' } }],
  [['customer', 'agent'], { case: 'nodeHeard', value: { callId, nodeId: 'eu-1', needed: false } }],
  [['agent'], { case: 'setPresence', value: { presence: 'available' } }],
  [['agent'], { case: 'answerOffer', value: { offerId: 'offer-1', accept: true } }],
  [['agent'], { case: 'syncDesk', value: {} }],
  [['operator'], { case: 'watchMesh', value: { on: false } }],
  [['operator'], { case: 'drainNode', value: { nodeId: 'eu-9', on: true } }],
  [['customer', 'agent'], { case: 'syncConversation', value: { conversationId } }],
  [
    ['customer', 'agent'],
    { case: 'postItem', value: { conversationId, clientId: 'c-1', body: { case: 'text', value: 'hello' } } },
  ],
  [
    ['customer', 'agent'],
    { case: 'editItem', value: { conversationId, seq: 1, clientId: 'c-1', text: 'x' } },
  ],
  [['customer', 'agent'], { case: 'markSeen', value: { conversationId, readSeq: 1 } }],
  [['customer', 'agent'], { case: 'setTyping', value: { conversationId, on: true } }],
  [['customer'], { case: 'rateConversation', value: { conversationId, stars: 5 } }],
  [['agent'], { case: 'listConversations', value: { view: 'all' } }],
  [['agent'], { case: 'focusConversation', value: { conversationId } }],
  [['agent'], { case: 'takeConversation', value: { conversationId } }],
  [['agent'], { case: 'transferConversation', value: { conversationId, agentId: 'ben' } }],
  [['customer', 'agent'], { case: 'closeConversation', value: { conversationId } }],
  [['agent'], { case: 'tagConversation', value: { conversationId, add: ['vip'] } }],
  [['agent'], { case: 'prioritizeConversation', value: { conversationId, priority: 30 } }],
  [['agent'], { case: 'snoozeConversation', value: { conversationId, untilMs: 0 } }],
  [['agent'], { case: 'wakeConversation', value: { conversationId } }],
  [['agent'], { case: 'blockCustomer', value: { conversationId, on: true } }],
  [['agent'], { case: 'followConversation', value: { conversationId, add: ['anna'] } }],
  [
    ['agent'],
    {
      case: 'changeConversations',
      value: { chosen: [{ conversationId }], change: { case: 'close', value: {} } },
    },
  ],
];

test('[CTL40] each request is for its roles only, and no request is left out here', async () => {
  for (const [roles, body] of WHOSE) {
    for (const role of ROLES.filter((one) => !roles.includes(one)))
      assert.equal(await outcome(role, body), 'FORBIDDEN', `${body.case} of ${role}`);
  }
  const named = new Set(WHOSE.map(([, { case: name }]) => name));
  assert.equal(named.size, WHOSE.length);
  const known = await readFile(new URL('./requests.ts', import.meta.url), 'utf8');
  const [, table = ''] = /const ROLES[^{]*\{([^}]*)\}/.exec(known) ?? [];
  const commands = [...table.matchAll(/'([a-z-]+)': \[/g)].map(([, name = '']) => name);
  const camel = (name: string): string => name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  assert.deepEqual(commands.map(camel).sort(), [...named].sort());
});

test('[CTL40] what is not a request, or has nobody behind it, is answered with a fault', async () => {
  const customer = mesh.client('customer-g', 'customer');
  const bad = (bytes: Uint8Array) => customer.askRaw(bytes, 'call').then(() => 'ok', code);
  assert.equal(await bad(new Uint8Array()), 'BAD_REQUEST');
  assert.equal(await bad(new Uint8Array([1, 2, 3])), 'BAD_REQUEST');
  for (const bytes of [new Uint8Array(), new Uint8Array([0xff, 0x01]), new Uint8Array(64).fill(7)]) {
    const reply = RelayedReply.decode(await mesh.bus.request(subjects.control('eu'), bytes));
    assert.equal(reply.result?.case === 'fault' && reply.result.value.code, 'BAD_REQUEST');
  }
});

test('[CTL40] garbage costs nobody else anything', async () => {
  const random = seededRandom(7);
  const customer = mesh.client('customer-f', 'customer');
  const flood = Array.from({ length: 500 }, () => {
    const bytes = Uint8Array.from({ length: random.whole(80) }, () => random.whole(256));
    return customer.askRaw(bytes, 'call').then(() => 'ok', code);
  });
  const others = mesh.client('customer-other', 'customer').requestCall();
  for (const answer of await Promise.all(flood))
    assert.match(answer, /BAD_REQUEST|RATE_LIMITED|CALL_NOT_FOUND|FORBIDDEN|expected call/);
  assert.equal((await others).stage, 'queued');
});

test('[CTL41] calls have a rate of their own, and the fault says how long to wait', async () => {
  const customer = mesh.client('customer-r', 'customer');
  await customer.requestCall();
  await customer.requestCall();
  await assert.rejects(customer.requestCall(), (error) => {
    assert.ok(error instanceof WeftError);
    assert.equal(error.code, 'RATE_LIMITED');
    assert.ok(error.retryAfterMs > 0 && error.retryAfterMs <= 60_000, `${error.retryAfterMs} ms`);
    return true;
  });
  await customer.ask({ case: 'syncCall', value: {} }, 'call');
});

test('[CTL42] an operator sees the mesh, is told of changes, and drains a node', async () => {
  const operator = mesh.client('ops', 'operator');
  const seen = await operator.ask({ case: 'watchMesh', value: { on: true } }, 'mesh');
  assert.deepEqual(
    seen.nodes.map(({ nodeId, state }) => `${nodeId} ${state}`),
    ['ap-1 active', 'ap-2 active', 'eu-1 active', 'eu-2 active'],
  );
  await operator.ask({ case: 'drainNode', value: { nodeId: 'eu-1', on: true } }, 'accepted');
  await until(() => {
    const state = operator.last('mesh')?.nodes.find(({ nodeId }) => nodeId === 'eu-1')?.state;
    return state === 'draining' || `eu-1 is shown as ${state}`;
  });
  const customer = mesh.client('customer-d', 'customer');
  const call = await customer.requestCall();
  assert.equal(call.seat?.nodeId, 'eu-2', 'a draining node takes nobody new');
  await until(
    () => operator.last('mesh')?.calls.some(({ callId }) => callId === call.callId) || 'call not shown',
  );

  mesh.nodes.get('eu-2')?.report(call.callId, call.seat?.participantId ?? '', true, 9);
  mesh.nodes.get('ap-1')?.report(call.callId, call.seat?.participantId ?? '', false, 1);
  await until(() => {
    const leg = operator.last('mesh')?.calls.find(({ callId }) => callId === call.callId)?.legs[0];
    return (leg?.connected === true && leg.score === 9) || `leg is ${leg?.connected} ${leg?.score}`;
  });
  await operator.ask({ case: 'drainNode', value: { nodeId: 'eu-1', on: false } }, 'accepted');
  await until(() => mesh.nodes.get('eu-1')?.draining === false || 'still draining');
  await operator.ask({ case: 'watchMesh', value: { on: false } }, 'accepted');
  assert.equal(
    await operator.ask({ case: 'drainNode', value: { nodeId: 'eu-9', on: true } }, 'accepted').catch(code),
    'NODE_NOT_FOUND',
  );
});

test('[CTL6] nodes that came before the control plane, a drain and a loss are one fact each', async () => {
  await using quiet = await FakeMesh.start([['eu-1', 'eu']]);
  await Promise.all([quiet.startControl('control-1'), quiet.startControl('control-2')]);
  const facts = async (): Promise<readonly string[]> =>
    (await quiet.factsSoFar()).map(({ body }) => {
      const nodeId = body !== undefined && 'nodeId' in body.value ? body.value.nodeId : '';
      return `${body?.case} ${nodeId}`;
    });
  await until(async () => (await facts()).includes('nodeSeen eu-1') || 'not told');
  const second = await quiet.startNode('eu-2', 'eu');
  await until(async () => (await facts()).includes('nodeSeen eu-2') || 'not told');
  await second[Symbol.asyncDispose]();
  await until(async () => (await facts()).includes('nodeLost eu-2') || 'not told');
  const third = await quiet.startControl('control-3');
  assert.ok(third.port > 0);
  assert.deepEqual(await facts(), ['nodeSeen eu-1', 'nodeSeen eu-2', 'nodeLost eu-2']);
});
