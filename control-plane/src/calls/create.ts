import { type CustomerProfile, type Principal, WeftError } from '@weft/proto';
import type { Placement } from '../placement/place.ts';
import type { NodeView } from '../registry/node-view.ts';
import type { CallCommand } from '../requests/commands.ts';
import type { CallContext } from './context.ts';
import type { QueuedCall, Spot } from './state.ts';
import { Tenure } from './tenure.ts';

type RequestCommand = Extract<CallCommand, { readonly name: 'request-call' }>;

/** Nodes tried for a new call. */
const MAX_TRIES = 3;

/** A call that was just made. */
export interface Created {
  readonly call: QueuedCall;
  readonly tenure: Tenure;
  /** Why it is placed as it is. */
  readonly reason: string;
}

/**
 * Makes a call: record, owner key and the customer's key in one transaction,
 * and at the same time the room at its home node. Undefined when the customer
 * has a live call. Throws NO_MEDIA_NODE, and UNAVAILABLE or TIMEOUT of etcd.
 */
export async function createCall(
  context: CallContext,
  who: Principal,
  asked: RequestCommand,
  callId: string,
): Promise<Created | undefined> {
  const exclude = new Set<string>();
  const placed = (): Placement & { readonly placed: true } => {
    const placement = context.place({ rtts: asked.rtts, edgeRegion: who.region, exclude });
    if (!placement.placed) throw new WeftError('NO_MEDIA_NODE', placement.reason);
    return placement;
  };
  const profile = await context.profileOf(who.subjectId);
  const first = placed();
  const call = newCall(context, who, asked, callId, first, profile);
  const [held, opened] = await Promise.allSettled([
    context.store.create(call),
    context.rooms.open(call, call.customer.nodeId),
  ]);
  if (held.status === 'rejected' || held.value === undefined) {
    if (opened.status === 'fulfilled') dropRoom(context, call);
    if (held.status === 'rejected') throw held.reason;
    return undefined;
  }
  const tenure = new Tenure(context.store, context.instanceId, callId, held.value);
  if (opened.status === 'fulfilled') return { call, tenure, reason: first.reason };
  return moveOn(context, call, tenure, String(opened.reason), exclude, placed);
}

/** The home node did not open the room: the next ones are tried, each written before it is told. */
async function moveOn(
  context: CallContext,
  refused: QueuedCall,
  tenure: Tenure,
  why: string,
  exclude: Set<string>,
  placed: () => Placement & { readonly placed: true },
): Promise<Created> {
  let call = refused;
  let reason = why;
  try {
    while (exclude.size + 1 < MAX_TRIES) {
      context.log.warn(
        { callId: call.callId, nodeId: call.customer.nodeId, error: reason },
        'node takes no call',
      );
      exclude.add(call.customer.nodeId);
      const placement = placed();
      call = { ...call, customer: { ...call.customer, ...spotsOf(placement) } };
      await tenure.write(call);
      try {
        await context.rooms.open(call, call.customer.nodeId);
        return { call, tenure, reason: placement.reason };
      } catch (error) {
        reason = String(error);
      }
    }
    throw new WeftError('NO_MEDIA_NODE', reason);
  } catch (error) {
    await tenure.finish({
      ...call,
      stage: 'ended',
      agent: undefined,
      guests: [],
      answeredAtMs: 0,
      endedAtMs: context.clock.now(),
      cause: 'no-capacity',
    });
    throw error;
  }
}

function newCall(
  context: CallContext,
  who: Principal,
  asked: RequestCommand,
  callId: string,
  placement: Placement & { readonly placed: true },
  profile: CustomerProfile | undefined,
): QueuedCall {
  return {
    callId,
    epoch: 1,
    kind: asked.kind,
    queueId: asked.queueId,
    page: asked.page,
    profile,
    customer: {
      participantId: context.ids.next('participant'),
      role: 'customer',
      displayName: asked.displayName === '' ? who.displayName : asked.displayName,
      subjectId: who.subjectId,
      sessionId: who.sessionId,
      ...spotsOf(placement),
    },
    hot: context.hotAudio(asked.queueId),
    wantedAgentId: '',
    wantedQueueId: asked.wantedQueueId,
    company: [],
    moves: [],
    requestedAtMs: context.clock.now(),
    callback: undefined,
    stage: 'queued',
    place: 0,
    agentsOnDuty: 0,
  };
}

const spotOf = ({ record: { nodeId, region } }: NodeView): Spot => ({ nodeId, region });

const spotsOf = ({ home, standby }: Placement & { readonly placed: true }) => ({
  ...spotOf(home),
  nearRegion: home.record.region,
  standby: standby === undefined ? undefined : spotOf(standby),
});

function dropRoom(context: CallContext, call: QueuedCall): void {
  context.rooms
    .close(call.callId, call.epoch, call.customer.nodeId, 'no-capacity')
    .catch((error: unknown) => {
      context.log.warn({ callId: call.callId, error: String(error) }, 'room of no call not closed');
    });
}
