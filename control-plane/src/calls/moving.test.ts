import assert from 'node:assert/strict';
import { test } from 'node:test';
import { next } from './call.ts';
import { MAX_MOVES } from './moving.ts';
import { decide, type NodeCondition, type Outlook } from './repair.ts';
import { callFor, homesOf, roomOf } from './seats.ts';
import type { CallEvent, CallState, CallWork, LegMove, LiveCall } from './state.ts';
import { legsOf } from './step.ts';
import { ACTIVE, AGENT, CUSTOMER, ENDED, QUEUED } from './testing/call-states.ts';

const TO_AP: LegMove = {
  participantId: CUSTOMER.participantId,
  fromNodeId: 'eu-1',
  to: { nodeId: 'ap-1', region: 'ap' },
  cause: 'node-disconnected',
};
const moved = (...moves: readonly LegMove[]): CallEvent => ({
  ...{ name: 'moved', moves, standbys: new Map(), atMs: 7_000 },
});

function taken(call: CallState, event: CallEvent): { state: CallState; work: CallWork } {
  const step = next(call, event);
  assert.ok(step.ok, step.ok ? '' : `${step.code}: ${step.reason}`);
  return step;
}

/** Nodes are "usable" but for these. */
const mesh = (conditions: Readonly<Record<string, NodeCondition>>, more: Partial<Outlook> = {}): Outlook => ({
  conditionOf: (nodeId) => conditions[nodeId] ?? 'usable',
  avoided: () => false,
  keeps: () => false,
  causeOf: () => 'node-silent-to-cluster',
  hostOf: (nodeId) => nodeId,
  mayLeave: () => false,
  ...more,
});

test('[CTL62] a move raises the epoch, tells the page first, then everybody, and is true before it is stored', () => {
  const { state, work } = taken(ACTIVE, moved(TO_AP));
  assert.deepEqual([state.epoch, state.customer.nodeId, state.customer.region], [2, 'ap-1', 'ap']);
  assert.equal(state.customer.standby, undefined, 'its standby is its home now');
  assert.deepEqual(
    work.moveNow.map(({ leg, push }) => [leg.sessionId, push.epoch, push.fromNodeId, push.toNodeId]),
    [['session-c', 2, 'eu-1', 'ap-1']],
  );
  assert.deepEqual([work.tellFirst, work.write, work.rooms], [legsOf(state), 'after', 'follow']);
  assert.deepEqual(
    work.facts.map(({ key, body }) => [key, body.case]),
    [['moved-2-participant-1', 'callMoved']],
  );
});

test('[CTL61] a second witness finds the participant gone already and changes nothing', () => {
  const { state } = taken(ACTIVE, moved(TO_AP));
  assert.equal(taken(state, moved(TO_AP)).state, state);
  assert.equal(taken(state, moved({ ...TO_AP, cause: 'worker-died' })).state, state);
});

test('[CTL63] both participants of a node move in one epoch', () => {
  const together: LiveCall = { ...ACTIVE, agent: { ...AGENT, nodeId: 'eu-1', region: 'eu' } };
  const both = moved(TO_AP, { ...TO_AP, participantId: AGENT.participantId });
  const { state } = taken(together, both);
  assert.deepEqual([state.epoch, homesOf(state), state.moves.length], [2, ['ap-1'], 2]);
});

test('[CTL62] a call remembers its last twenty moves, with the epoch of each', () => {
  let call: CallState = ACTIVE;
  for (let turn = 0; turn < 30; turn += 1) {
    const fromNodeId: string = call.customer.nodeId;
    const to = fromNodeId === 'eu-1' ? 'eu-2' : 'eu-1';
    call = taken(call, moved({ ...TO_AP, fromNodeId, to: { nodeId: to, region: 'eu' } })).state;
  }
  assert.deepEqual([call.epoch, call.moves.length], [31, MAX_MOVES]);
  assert.deepEqual([call.moves[0]?.epoch, call.moves.at(-1)?.epoch], [12, 31]);
});

test('[CTL62] an ended call moves no more', () => {
  const step = next(ENDED, moved(TO_AP));
  assert.equal(step.ok ? 'taken' : step.code, 'CALL_ENDED');
});

test('[CTL60] every node of a call is told of all nodes, and of who is at home and who stands by there', () => {
  const roles = (nodeId: string): unknown => roomOf(ACTIVE, nodeId).seats?.map((seat) => seat.role);
  assert.deepEqual(
    [roles('eu-1'), roles('ap-1')],
    [
      ['home', 'standby'],
      ['standby', 'home'],
    ],
  );
  assert.deepEqual(
    roomOf(QUEUED, 'eu-2').places?.map(({ nodeId }) => nodeId),
    ['eu-1', 'eu-2'],
  );
  assert.deepEqual(
    roomOf(QUEUED, 'eu-2').seats?.map(({ role }) => role),
    ['standby'],
  );
});

test('[CTL60] a page is told its standby, and to send on both only when the queue’s policy says so', () => {
  const seat = (call: CallState) => callFor(call, 'customer-1', () => undefined).seat;
  assert.deepEqual(
    [seat(QUEUED)?.standbyNodeId, seat(QUEUED)?.standbyRegion, seat(QUEUED)?.hot],
    ['eu-2', 'eu', false],
  );
  assert.equal(seat({ ...QUEUED, hot: true })?.hot, true);
  const alone = { ...QUEUED, hot: true, customer: { ...CUSTOMER, standby: undefined } };
  assert.equal(seat(alone)?.hot, false, 'there is no other');
});

test('[CTL60] each is the other’s standby; on one node both have another; a host is not its own standby', () => {
  const text = (call: LiveCall, outlook: Outlook): string => {
    const { standbys, wanting } = decide(call, outlook);
    const chosen = [...standbys].map(([id, spot]) => `${id.slice(-1)}:${spot?.nodeId ?? '-'}`);
    return [...chosen, ...wanting.map(({ participantId }) => `${participantId.slice(-1)} wants`)].join(' ');
  };
  const seated: LiveCall = { ...ACTIVE, customer: CUSTOMER, agent: { ...AGENT, standby: undefined } };
  assert.equal(text(seated, mesh({})), '1:ap-1 2:eu-1');
  assert.equal(text(ACTIVE, mesh({})), '', 'all is well');
  assert.equal(text(ACTIVE, mesh({}, { hostOf: () => 'one' })), '1:- 2:- 1 wants 2 wants');
  const together: LiveCall = {
    ...ACTIVE,
    customer: CUSTOMER,
    agent: { ...AGENT, nodeId: 'eu-1', standby: undefined },
  };
  assert.equal(text(together, mesh({})), '2:eu-2', 'what the other has');
  assert.equal(text(QUEUED, mesh({ 'eu-2': 'dead' })), '1:- 1 wants');
  assert.equal(text(QUEUED, mesh({ 'eu-2': 'draining' })), '1:- 1 wants');
  assert.equal(text(QUEUED, mesh({ 'eu-2': 'unknown' })), '', 'nothing is decided by what is not known');
  assert.equal(text(QUEUED, mesh({}, { avoided: (nodeId) => nodeId === 'eu-2' })), '1:- 1 wants');
});

test('[CTL61] whoever is at a dead node moves to a standby that lives, else is placed anew', () => {
  const { moves, standbys, wanting } = decide(ACTIVE, mesh({ 'eu-1': 'dead' }));
  assert.deepEqual(moves, [{ ...TO_AP, cause: 'node-silent-to-cluster' }]);
  assert.deepEqual([...standbys.values()], [undefined, undefined], 'none of them can be at the dead node');
  assert.equal(wanting.length, 2);
  const both = decide(ACTIVE, mesh({ 'eu-1': 'dead', 'ap-1': 'dead' }));
  assert.deepEqual([both.moves.length, both.homeless.length], [0, 2]);
  const blind = decide(ACTIVE, mesh({ 'eu-1': 'unknown', 'ap-1': 'unknown' }));
  assert.deepEqual([blind.moves.length, blind.homeless.length, blind.standbys.size], [0, 0, 0]);
});

test('[CTL75][CTL76] whoever is kept at a dead node stays while nobody of the call moves, and goes along when somebody does', () => {
  const keeps = () => true;
  const kept = decide(ACTIVE, mesh({ 'eu-1': 'dead' }, { keeps }));
  assert.deepEqual([kept.moves, kept.homeless], [[], []]);
  assert.deepEqual([...kept.standbys], [[AGENT.participantId, undefined]], 'it is nobody’s standby');
  const both = decide(ACTIVE, mesh({ 'eu-1': 'dead', 'ap-1': 'draining' }, { keeps, mayLeave: () => true }));
  assert.deepEqual([both.moves, both.waiting.length], [[], 1], 'the agent’s standby is the dead node');
  const agent = { ...AGENT, standby: { nodeId: 'ap-2', region: 'ap' } };
  const along = decide(
    { ...ACTIVE, agent },
    mesh({ 'eu-1': 'dead', 'ap-1': 'draining' }, { keeps, mayLeave: () => true }),
  );
  assert.deepEqual(
    along.moves.map(({ fromNodeId, to }) => [fromNodeId, to.nodeId]),
    [
      ['eu-1', 'ap-1'],
      ['ap-1', 'ap-2'],
    ],
  );
});

test('[CTL67] a draining node is left when the standby is ready, and is nobody’s standby at once', () => {
  const waiting = decide(ACTIVE, mesh({ 'eu-1': 'draining' }));
  assert.deepEqual([waiting.moves.length, waiting.waiting.length], [0, 1]);
  assert.deepEqual([...waiting.standbys], [[AGENT.participantId, undefined]]);
  const ready = decide(ACTIVE, mesh({ 'eu-1': 'draining' }, { mayLeave: () => true }));
  assert.deepEqual(ready.moves, [{ ...TO_AP, cause: 'drained' }]);
});

test('[CTL69] an epoch that is known elsewhere is overtaken by two, once', () => {
  const { state, work } = taken(ACTIVE, { name: 'outdated', epoch: 1 });
  assert.deepEqual([state.epoch, work.rooms], [3, 'follow']);
  assert.equal(taken(state, { name: 'outdated', epoch: 1 }).state, state);
});

test('[CTL60] a customer who is far from home looks for a standby near it, and the agent there shares what is found', () => {
  const away: LiveCall = {
    ...ACTIVE,
    customer: { ...CUSTOMER, nodeId: 'ap-1', region: 'ap', standby: undefined },
    agent: { ...AGENT, standby: { nodeId: 'ap-2', region: 'ap' } },
  };
  const { wanting } = decide(away, mesh({ 'eu-1': 'dead' }));
  assert.deepEqual(
    wanting.map(({ participantId, nearRegion }) => [participantId, nearRegion]),
    [[CUSTOMER.participantId, 'eu']],
  );
  const eu2 = { nodeId: 'eu-2', region: 'eu' };
  const { standbys } = decide({ ...away, customer: { ...away.customer, standby: eu2 } }, mesh({}));
  assert.deepEqual(standbys, new Map([[AGENT.participantId, eu2]]));
});
