import type { CallMove } from '@weft/proto';
import type { CallStep, Leg, LegMove, LiveCall, Spot, Standbys } from './state.ts';
import { done, legOf, legsOf, refused } from './step.ts';

/** Moves that a call remembers; the oldest are forgotten. */
export const MAX_MOVES = 20;

/** Rewrites each leg of a call. */
export function mapLegs<Call extends LiveCall>(call: Call, change: (leg: Leg) => Leg): Call {
  const customer = change(call.customer);
  if (call.stage !== 'active') return { ...call, customer };
  const guests = call.guests.map((guest) => ({ ...change(guest), part: guest.part }));
  return { ...call, customer, agent: change(call.agent), guests };
}

/** The call with these standbys; one that would be the participant's own home is none. */
export const withStandbys = <Call extends LiveCall>(call: Call, standbys: Standbys): Call =>
  mapLegs(call, (leg) => {
    const standby = standbys.has(leg.participantId) ? standbys.get(leg.participantId) : leg.standby;
    return { ...leg, standby: standby?.nodeId === leg.nodeId ? undefined : standby };
  });

/**
 * Moves participants, all in one new epoch. Who is not at the node that is to
 * be left was moved by another witness before and stays; when that holds for
 * all of them nothing changes.
 */
export function move(call: LiveCall, wanted: readonly LegMove[], standbys: Standbys, atMs: number): CallStep {
  const legs = legsOf(call);
  const moves = wanted.filter(({ participantId, fromNodeId, to, cause }) => {
    const leg = legs.find((other) => other.participantId === participantId);
    // A node whose worker died may carry the participant again, by another worker.
    return leg?.nodeId === fromNodeId && (to.nodeId !== fromNodeId || cause === 'worker-died');
  });
  if (moves.length === 0) return done(call);
  const epoch = call.epoch + 1;
  const told: CallMove[] = moves.map(({ participantId, fromNodeId, to, cause }) => ({
    ...{ atMs, participantId, fromNodeId, toNodeId: to.nodeId, cause, epoch, audioGapMs: 0 },
  }));
  const moved = mapLegs(call, (leg) => {
    const to = moves.find(({ participantId }) => participantId === leg.participantId)?.to;
    return to === undefined ? leg : { ...leg, nodeId: to.nodeId, region: to.region };
  });
  const state = withStandbys(
    { ...moved, epoch, moves: [...call.moves, ...told].slice(-MAX_MOVES) },
    standbys,
  );
  const { callId } = call;
  return done(state, {
    moveNow: told.flatMap(({ participantId, fromNodeId, toNodeId, cause }) =>
      legs
        .filter((leg) => leg.participantId === participantId)
        .map((leg) => ({ leg, push: { callId, epoch, fromNodeId, toNodeId, cause } })),
    ),
    tellFirst: legsOf(state),
    write: 'after',
    rooms: 'follow',
    facts: told.map((one) => ({
      key: `moved-${epoch}-${one.participantId}`,
      body: { case: 'callMoved', value: { move: one, fromEpoch: call.epoch } },
    })),
  });
}

const sameSpot = (a: Spot | undefined, b: Spot | undefined): boolean => a?.nodeId === b?.nodeId;

/** Gives participants other standbys, in the same epoch: nobody's media is touched. */
export function standBy(call: LiveCall, standbys: Standbys): CallStep {
  const state = withStandbys(call, standbys);
  const before = legsOf(call);
  if (legsOf(state).every(({ standby }, i) => sameSpot(standby, before[i]?.standby))) return done(call);
  return done(state, { write: 'after', rooms: 'follow', tellAfter: legsOf(state) });
}

/** What a participant heard of a move: the largest gap that anybody tells counts. */
export function reportGap(
  call: LiveCall,
  report: { readonly subjectId: string; readonly epoch: number; readonly audioGapMs: number },
): CallStep {
  const reporter = legOf(call, report.subjectId);
  if (reporter === undefined) return refused('CALL_NOT_FOUND', 'not a participant');
  const { epoch, audioGapMs } = report;
  const longer = (one: CallMove): boolean => one.epoch === epoch && one.audioGapMs < audioGapMs;
  if (!call.moves.some(longer)) return done(call);
  const moves = call.moves.map((one) => (longer(one) ? { ...one, audioGapMs } : one));
  return done(
    { ...call, moves },
    {
      write: 'soon',
      tellAfter: legsOf(call),
      facts: moves
        .filter((one) => one.epoch === epoch)
        .map((one) => ({
          key: `gap-${epoch}-${one.participantId}-${reporter.participantId}`,
          body: { case: 'callMoved', value: { move: one, fromEpoch: epoch - 1 } },
        })),
    },
  );
}
