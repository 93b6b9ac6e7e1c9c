import {
  type CallRecord,
  type CallReplyInit,
  type CallRequest,
  type ControlReplyInit,
  type Principal,
  type RelayedReplyInit,
  type RelayedRequest,
  WeftError,
} from '@weft/proto';
import { type CallCommand, isCallCommand, parseCommand } from '../requests/commands.ts';
import { relayedReply } from '../requests/reply.ts';
import { dueAtMs, isCalling } from './callback.ts';
import type { CallContext } from './context.ts';
import type { CallOwner } from './owner.ts';
import { stateOf } from './record.ts';
import { callFor } from './seats.ts';
import type { ActiveCall } from './state.ts';
import { legOf } from './step.ts';
import { supervise } from './supervision.ts';

const ACCEPTED: ControlReplyInit = { body: { case: 'accepted', value: {} } };

/** Answers a participant's request at the call's owner. Throws CALL_NOT_FOUND to who is not in the call, and what the owner throws. */
export async function serveCall(
  context: CallContext,
  owner: CallOwner,
  who: Principal,
  command: CallCommand,
): Promise<ControlReplyInit> {
  const { subjectId, sessionId } = who;
  if (command.name === 'supervise-call') {
    await supervise(context, owner, who, command.mode);
    return callReply(context, owner, subjectId);
  }
  // Who asks for the call may just be coming into it: that is known when it is their turn.
  const waits = command.name === 'sync-call' && owner.state.stage !== 'ended';
  if (!waits && legOf(owner.state, subjectId) === undefined) throw new WeftError('CALL_NOT_FOUND');
  const atMs = context.clock.now();
  switch (command.name) {
    case 'hang-up':
      await owner.take({ name: 'hung-up', subjectId, atMs, pauseMs: context.callbacks.pauseMs });
      return ACCEPTED;
    case 'ask-callback':
      await owner.take({ name: 'callback-asked', subjectId });
      await owner.enqueueAgain();
      return callReply(context, owner, subjectId);
    case 'answer-callback':
      await answerCallback(context, owner, who, command.accept);
      return callReply(context, owner, subjectId);
    case 'set-hold':
      await owner.take({ name: 'held', subjectId, on: command.on, atMs });
      return ACCEPTED;
    case 'transfer-call':
      await owner.take({
        ...{ name: 'transferred', subjectId },
        ...{ toAgentId: command.toAgentId, toQueueId: command.toQueueId },
      });
      return ACCEPTED;
    case 'invite-colleague': {
      const { state } = owner;
      if (state.stage !== 'active') throw new WeftError('NOT_AVAILABLE', 'nobody has answered the call');
      if (state.agent.subjectId !== subjectId)
        throw new WeftError('FORBIDDEN', "only the call's agent asks in");
      if (legOf(state, command.agentId) !== undefined) throw new WeftError('NOT_AVAILABLE', 'they are in it');
      await invite(context, owner, state, command);
      return ACCEPTED;
    }
    case 'withdraw-invitation': {
      const { state } = owner;
      if (!('agent' in state) || state.agent?.subjectId !== subjectId)
        throw new WeftError('FORBIDDEN', "only the call's agent asks in");
      await context.queues.withdraw(state, command.agentId);
      return ACCEPTED;
    }
    case 'release-guest':
      await owner.take({ name: 'guest-released', subjectId, participantId: command.participantId });
      return ACCEPTED;
    case 'report-gap': {
      const { epoch, audioGapMs } = command;
      if (owner.state.stage === 'ended') return ACCEPTED;
      await owner.take({ name: 'gap-reported', subjectId, epoch, audioGapMs });
      return ACCEPTED;
    }
    case 'standby-failed':
      owner.mending.standbyFailed(subjectId, command.nodeId);
      return ACCEPTED;
    case 'node-heard':
      owner.mending.heard(subjectId, command.nodeId, command.needed);
      return ACCEPTED;
    case 'sync-call':
      if (owner.state.stage === 'ended') return callReply(context, owner, subjectId);
      await bind(owner, subjectId, sessionId);
      return callReply(context, owner, subjectId);
    case 'request-call':
      await bind(owner, subjectId, sessionId);
      return callReply(context, owner, subjectId);
  }
}

/** Rings at a colleague; what the hold is for is kept before it does. Throws what the queue refuses it with. */
async function invite(
  { queues }: CallContext,
  owner: CallOwner,
  call: ActiveCall,
  { agentId, heldForIt }: CallCommand & { readonly name: 'invite-colleague' },
): Promise<void> {
  const { subjectId } = call.agent;
  const awaited = (on: boolean): Promise<unknown> => owner.take({ name: 'colleague-awaited', subjectId, on });
  if (heldForIt) await awaited(true);
  try {
    await queues.invite(call, agentId, heldForIt);
  } catch (error) {
    if (heldForIt) await awaited(false);
    throw error;
  }
}

/** The participant goes on with this session; a customer who comes back to a callback may be called at once. */
async function bind(owner: CallOwner, subjectId: string, sessionId: string): Promise<void> {
  const dueMs = dueAtMs(owner.state);
  await owner.take({ name: 'bound', subjectId, sessionId });
  if (dueAtMs(owner.state) !== dueMs) await owner.enqueueAgain();
}

/** The customer's page rings, and they answer with this session, or not now. Throws NOT_AVAILABLE when nobody calls any more. */
async function answerCallback(
  { clock, callbacks }: CallContext,
  owner: CallOwner,
  { subjectId, sessionId }: Principal,
  accept: boolean,
): Promise<void> {
  const atMs = clock.now();
  if (accept) {
    await owner.take({ name: 'bound', subjectId, sessionId });
    await owner.take({ name: 'callback-answered', subjectId, atMs });
    return;
  }
  const { state } = owner;
  if (state.customer.subjectId !== subjectId) throw new WeftError('FORBIDDEN', 'only the customer answers');
  if (!isCalling(state)) return;
  const { sinceMs } = state.callback;
  await owner.take({ name: 'callback-missed', sinceMs, why: 'declined', atMs, pauseMs: callbacks.pauseMs });
}

/** Answers a request about a call that is over, from its record. Throws CALL_NOT_FOUND to who was not in it. */
export function serveEnded(record: CallRecord, who: Principal, command: CallCommand): ControlReplyInit {
  if (command.name === 'supervise-call') throw new WeftError('CALL_ENDED');
  const call = stateOf(record);
  if (call === undefined || legOf(call, who.subjectId) === undefined) throw new WeftError('CALL_NOT_FOUND');
  switch (command.name) {
    case 'sync-call':
      return { body: { case: 'call', value: callFor(call, who.subjectId, () => undefined) } };
    case 'hang-up':
    case 'report-gap':
    case 'standby-failed':
    case 'node-heard':
      return ACCEPTED;
    case 'set-hold':
    case 'transfer-call':
    case 'invite-colleague':
    case 'withdraw-invitation':
    case 'release-guest':
    case 'request-call':
    case 'ask-callback':
    case 'answer-callback':
      throw new WeftError('CALL_ENDED');
  }
}

/** Answers other instances: a client's request they received, the queue's news, an agent that accepted. */
export async function answerCall(
  context: CallContext,
  owner: CallOwner,
  { body }: CallRequest,
): Promise<CallReplyInit> {
  switch (body?.case) {
    case 'relayed':
      return { result: { case: 'relayed', value: await answerRelayed(context, owner, body.value) } };
    case 'standing': {
      const { stage, queuePlace, agentsOnDuty } = body.value;
      if (stage !== 'queued' && stage !== 'ringing') throw new WeftError('BAD_REQUEST', 'no such standing');
      await owner.take({ name: 'standing', stage, place: queuePlace, agentsOnDuty });
      return { result: { case: 'done', value: {} } };
    }
    case 'assign': {
      if (body.value.invited) await owner.join(body.value, 'confers');
      else await owner.seat(body.value);
      const call = callFor(owner.state, body.value.agentId, (nodeId) => context.capabilitiesOf(nodeId));
      return { result: { case: 'call', value: call } };
    }
    case 'nobodyCame': {
      const { byAgentId: subjectId } = body.value;
      await owner.take({ name: 'nobody-came', subjectId, atMs: context.clock.now() });
      return { result: { case: 'done', value: {} } };
    }
    case 'promoted':
      await owner.promoted(body.value);
      return { result: { case: 'done', value: {} } };
    default:
      throw new WeftError('BAD_REQUEST', "nothing that a call's owner is asked");
  }
}

function answerRelayed(
  context: CallContext,
  owner: CallOwner,
  { principal, body }: RelayedRequest,
): Promise<RelayedReplyInit> {
  return relayedReply(
    () => {
      if (principal === undefined) throw new WeftError('BAD_REQUEST', 'nobody asks');
      const command = parseCommand(body);
      if (!isCallCommand(command)) throw new WeftError('BAD_REQUEST', 'not a request about a call');
      return serveCall(context, owner, principal, command);
    },
    (error) => context.log.error({ callId: owner.state.callId, error: String(error) }, 'request failed'),
  );
}

function callReply(context: CallContext, owner: CallOwner, subjectId: string): ControlReplyInit {
  const call = callFor(owner.state, subjectId, (nodeId) => context.capabilitiesOf(nodeId));
  return { body: { case: 'call', value: call } };
}
