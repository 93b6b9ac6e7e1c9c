import { type MoveCause, type Promoted, type Timer, WeftError } from '@weft/proto';
import { isAway } from './callback.ts';
import type { CallContext } from './context.ts';
import { FailedStandbys } from './failed-standbys.ts';
import { MoveNotices } from './move-notices.ts';
import { decide, type NodeCondition, type Outlook, refuge, standbysFor } from './repair.ts';
import { SilentHomes } from './silent-homes.ts';
import type { SpotAnswer } from './spots.ts';
import type { CallEvent, CallState, Leg, LegMove, LiveCall, MoveNotice, Spot, Standbys } from './state.ts';
import { legsOf } from './step.ts';
import { askWhoHears } from './telling.ts';

/** A node that took no room, or that a client no longer heard, is no standby of this call for so long. */
const SHUN_MS = 10_000;
/** When something has to be looked at again without anything having happened. */
const AGAIN_MS = 500;
/** When a node is looked at again that could not be told of. */
const UNKNOWN_MS = 1_000;
/** A participant whose standby does not become ready leaves a draining node after this all the same. */
const DRAIN_PATIENCE_MS = 20_000;
/** With no node left a call waits so long for one: a service that is started again takes some seconds, a machine half a minute. */
const HOPELESS_MS = 30_000;
/** Rooms report every two seconds: who was not heard of for this long has no media there. */
const HEARSAY_MS = 5_000;

/** What mending does to the call it looks after. */
export interface MendingPatient {
  readonly state: () => CallState;
  /** In turn only. */
  readonly apply: (event: CallEvent) => Promise<void>;
  /** Runs in turn while the call lives; failures are the runner's. */
  readonly inTurn: (run: (call: LiveCall) => Promise<void>) => void;
}

/**
 * Keeps one call on living nodes: what `decide` says is done here. Pages are
 * told of a move at once, also while the owner waits for something else.
 */
export class Mending implements Disposable {
  readonly #context: CallContext;
  readonly #patient: MendingPatient;
  /** Nodes known to have lost this call's room, until the next look has dealt with them. */
  readonly #broken = new Map<string, MoveCause>();
  readonly #shunned = new Map<string, number>();
  readonly #failed: FailedStandbys;
  readonly #silent: SilentHomes;
  readonly #notices: MoveNotices;
  /** Since when participants wait to leave a draining node. */
  readonly #waitingSince = new Map<string, number>();
  readonly #bornAtMs: number;
  /** Since when somebody's home is dead and no node is left. */
  #hopelessSinceMs: number | undefined;
  #again: Timer | undefined;
  #looking = false;
  #stopped = false;

  constructor(context: CallContext, patient: MendingPatient) {
    this.#context = context;
    this.#patient = patient;
    this.#failed = new FailedStandbys(context.clock);
    this.#notices = new MoveNotices(context.sessions);
    this.#bornAtMs = context.clock.monotonic();
    this.#silent = new SilentHomes({
      clock: context.clock,
      ask: (call, nodeId) => askWhoHears(context, call, nodeId, this.#outlook(call)),
      reachable: () => context.sessions.reachable,
      look: () => this.look(),
    });
  }

  /** A node has lost the call's room. */
  broken(nodeId: string, cause: MoveCause): void {
    this.#broken.set(nodeId, cause);
    this.look();
  }

  /** A node is silent: a page that it carries goes on over its standby if that node is silent to it as well, or says that it is not. */
  doubt(nodeId: string): void {
    const call = this.#patient.state();
    const here = call.stage !== 'ended' && legsOf(call).some((leg) => leg.nodeId === nodeId);
    if (here) this.#silent.begin(call, nodeId);
  }

  /** A node that was silent to the cluster is not any more. `same`: what it carried, it carries. */
  heardAgain(nodeId: string, same: boolean): void {
    this.#silent.end(nodeId);
    // A worker that died did so whatever its node is.
    if (same && this.#broken.get(nodeId) !== 'worker-died') this.#broken.delete(nodeId);
    this.look();
  }

  /** A participant's page hears a node that the cluster does not. `needed`: it wants something there and gets no answer. */
  heard(subjectId: string, nodeId: string, needed: boolean): void {
    const call = this.#patient.state();
    const leg = call.stage === 'ended' ? undefined : legsOf(call).find((one) => one.subjectId === subjectId);
    if (leg?.nodeId !== nodeId) return;
    if (needed) {
      this.#silent.need(nodeId);
      this.look();
    } else this.#silent.heard(leg.participantId, nodeId);
  }

  /** Whether somebody's home can be told nothing now, and is left alone. */
  isCutOff(nodeId: string): boolean {
    const call = this.#patient.state();
    if (call.stage === 'ended') return false;
    const { conditionOf, keeps } = this.#outlook(call);
    return legsOf(call).some((leg) => leg.nodeId === nodeId && conditionOf(nodeId) === 'dead' && keeps(leg));
  }

  /** The call is to change: who is at a node that cannot be told leaves first. In turn only. True when somebody left. */
  async leaveCutOff(): Promise<boolean> {
    const call = this.#patient.state();
    if (call.stage === 'ended') return false;
    const there = legsOf(call).filter(({ nodeId }) => this.isCutOff(nodeId));
    if (there.length === 0) return false;
    for (const { nodeId } of there) this.#silent.need(nodeId);
    await this.#mend(call);
    const now = this.#patient.state();
    return now.stage === 'ended' || now.epoch !== call.epoch;
  }

  /** A node did not take the room: a standby there is chosen anew, a home is told again by `retry`. */
  refused(nodeId: string, retry: () => void): void {
    const call = this.#patient.state();
    const home = legsOf(call).some((leg) => leg.nodeId === nodeId);
    if (!home) this.#shunned.set(nodeId, this.#context.clock.monotonic() + SHUN_MS);
    this.#lookAgain(AGAIN_MS, home ? retry : undefined);
  }

  /** A participant's page does not get a leg to work at this node: their standby is chosen anew, if it is there. */
  standbyFailed(subjectId: string, nodeId: string): void {
    const call = this.#patient.state();
    const leg = call.stage === 'ended' ? undefined : legsOf(call).find((one) => one.subjectId === subjectId);
    if (leg?.standby?.nodeId !== nodeId) return;
    const { participantId } = leg;
    this.#context.log.warn({ callId: call.callId, participantId, nodeId }, 'standby does not work');
    this.#failed.add(participantId, nodeId);
    this.look();
  }

  /** Compares the call with its nodes; does nothing when all is well. */
  look(): void {
    const call = this.#patient.state();
    if (this.#stopped || call.stage === 'ended') return;
    this.#lookAtSilent(call);
    const { moves } = decide(call, this.#outlook(call));
    this.#notices.tellEarly(call, moves);
    if (this.#looking) return;
    this.#looking = true;
    this.#patient.inTurn((now) => {
      this.#looking = false;
      return this.#mend(now);
    });
  }

  /** A participant is at this node already. Throws like the owner's `promoted`. */
  async promoted({ participantId, nodeId, cause }: Promoted): Promise<void> {
    const call = this.#patient.state();
    if (call.stage === 'ended') throw new WeftError('CALL_ENDED');
    const leg = legsOf(call).find((other) => other.participantId === participantId);
    if (leg === undefined) throw new WeftError('CALL_NOT_FOUND');
    if (leg.nodeId === nodeId) return;
    const to = this.#whereTo(call, leg, nodeId);
    if (cause !== 'drained') {
      this.#shunned.set(leg.nodeId, this.#context.clock.monotonic() + SHUN_MS);
    }
    this.#notices.known(participantId, call.epoch + 1);
    const told = cause === 'unspecified' ? 'node-silent-to-client' : cause;
    const move = { participantId, fromNodeId: leg.nodeId, to, cause: told };
    await this.#move(call, [move], this.#outlook(call));
    this.look();
  }

  /** The standbys when this leg is in it too, or in place of its subject's before. */
  standbysWith(call: CallState, added: Leg): Standbys | undefined {
    if (call.stage === 'ended') return undefined;
    const others = legsOf(call).filter(({ subjectId }) => subjectId !== added.subjectId);
    return standbysFor(call, [...others, added], this.#outlook(call)).standbys;
  }

  /** Sends what was not sent early. */
  tell(notices: readonly MoveNotice[]): void {
    this.#notices.tell(notices);
  }

  [Symbol.dispose](): void {
    this.#stopped = true;
    this.#again?.cancel();
    this.#silent[Symbol.dispose]();
  }

  #lookAtSilent(call: LiveCall): void {
    const { conditionOf } = this.#outlook(call);
    const homes = [...new Set(legsOf(call).map(({ nodeId }) => nodeId))];
    const silent = homes.filter((nodeId) => conditionOf(nodeId) === 'dead' && !this.#surelyDead(nodeId));
    for (const nodeId of this.#silent.follow(call, silent)) this.#context.outlook.cutOff(nodeId);
  }

  #surelyDead(nodeId: string): boolean {
    const cause = this.#broken.get(nodeId);
    if (cause !== undefined && cause !== 'node-silent-to-cluster') return true;
    return this.#context.outlook.surelyDead(nodeId);
  }

  #whereTo(call: LiveCall, leg: Leg, nodeId: string): Spot {
    if (leg.standby?.nodeId === nodeId) return leg.standby;
    const left = call.moves.some(
      ({ participantId, fromNodeId }) => participantId === leg.participantId && fromNodeId === nodeId,
    );
    const region = this.#context.outlook.regionOf(nodeId);
    if (left || region === undefined) {
      throw new WeftError('NOT_AVAILABLE', 'the call is not at that node any more');
    }
    return { nodeId, region };
  }

  async #mend(call: LiveCall): Promise<void> {
    const outlook = this.#outlook(call);
    const repair = decide(call, outlook);
    this.#wait(repair.waiting);
    const anew = this.#placeAnew(call, repair.homeless);
    const moves = [...repair.moves, ...anew];
    const hopeless = repair.homeless.length > anew.length && !this.#context.outlook.anyLeft();
    if (hopeless && isAway(call) && moves.length === 0) {
      // Nobody is in it who would hear silence: it waits for a node.
      this.#lookAgain(SHUN_MS);
      return;
    }
    if (this.#isGivenUp(hopeless && !isAway(call))) {
      const atMs = this.#context.clock.now();
      await this.#patient.apply({ name: 'failed', cause: 'mesh-stopped', atMs });
      return;
    }
    try {
      if (moves.length > 0) await this.#move(call, moves, outlook);
      const now = this.#patient.state();
      if (now.stage !== 'ended') await this.#standBy(now, outlook);
    } finally {
      const left = new Set(repair.homeless.map(({ nodeId }) => nodeId));
      for (const { fromNodeId } of anew) left.delete(fromNodeId);
      for (const nodeId of this.#broken.keys()) if (!left.has(nodeId)) this.#broken.delete(nodeId);
      if (left.size > 0 || repair.waiting.length > 0) this.#lookAgain(AGAIN_MS);
    }
  }

  /** Whether no node has been left for as long as a call waits for one. Its pages try to come back meanwhile. */
  #isGivenUp(hopeless: boolean): boolean {
    const nowMs = this.#context.clock.monotonic();
    this.#hopelessSinceMs = hopeless ? (this.#hopelessSinceMs ?? nowMs) : undefined;
    return this.#hopelessSinceMs !== undefined && nowMs - this.#hopelessSinceMs >= HOPELESS_MS;
  }

  async #move(call: LiveCall, moves: readonly LegMove[], outlook: Outlook): Promise<void> {
    const after = legsOf(call).map((leg) => {
      const move = moves.find(({ participantId }) => participantId === leg.participantId);
      return move === undefined ? leg : { ...leg, ...move.to, standby: undefined };
    });
    const { standbys } = standbysFor(call, after, outlook);
    await this.#patient.apply({ name: 'moved', moves, standbys, atMs: this.#context.clock.now() });
    for (const { participantId, fromNodeId, to, cause } of moves) {
      const { callId, epoch } = this.#patient.state();
      const fields = { callId, participantId, epoch, fromNodeId, toNodeId: to.nodeId, cause };
      this.#context.log.info(fields, 'participant moved');
    }
  }

  /** Those who have nowhere to go to get a node; undefined spots wait for the herd. */
  #placeAnew(call: LiveCall, homeless: readonly Leg[]): readonly LegMove[] {
    const moves: LegMove[] = [];
    for (const leg of homeless) {
      const { participantId, nodeId } = leg;
      // Both go to one node when both lost theirs.
      const together = moves[0]?.to;
      const answer =
        together === undefined ? this.#findHome(call, leg) : ({ found: 'spot', spot: together } as const);
      if (answer.found === 'later') this.#lookAgain(answer.inMs);
      const to = answer.found === 'spot' ? answer.spot : refuge(call, leg, this.#outlook(call));
      if (to !== undefined && answer.found !== 'later') {
        moves.push({ participantId, fromNodeId: nodeId, to, cause: this.#causeOf(nodeId) });
      } else if (answer.found === 'none' && this.#context.outlook.conditionOf(nodeId) === 'usable') {
        // The very node, when only its worker died.
        const same = { nodeId, region: leg.region };
        moves.push({ participantId, fromNodeId: nodeId, to: same, cause: 'worker-died' });
      }
    }
    return moves;
  }

  async #standBy(call: LiveCall, outlook: Outlook): Promise<void> {
    const { standbys, wanting } = standbysFor(call, legsOf(call), outlook);
    const chosen = new Map(standbys);
    for (const leg of wanting) {
      const mate = legsOf(call).find(({ participantId }) => participantId !== leg.participantId);
      const theirs = mate?.nodeId === leg.nodeId ? chosen.get(mate.participantId) : undefined;
      const answer =
        theirs === undefined ? this.#findStandby(call, leg) : ({ found: 'spot', spot: theirs } as const);
      if (answer.found === 'spot') chosen.set(leg.participantId, answer.spot);
      if (answer.found === 'spot' && mate?.nodeId === leg.nodeId && leg.role === 'customer')
        chosen.set(mate.participantId, answer.spot);
      if (answer.found === 'later') this.#lookAgain(answer.inMs);
    }
    if (chosen.size > 0) await this.#patient.apply({ name: 'stood-by', standbys: chosen });
    // A node that was not heard of yet is no standby, and may be the best one in a moment.
    if (legsOf(call).some(({ nodeId }) => outlook.conditionOf(nodeId) === 'unknown')) {
      this.#lookAgain(UNKNOWN_MS);
    }
  }

  /** Where there is no other, a node that a client did not hear is a home, and so is one on the host of the dead one. */
  #findHome(call: LiveCall, leg: Leg): SpotAnswer {
    const answer = this.#find(call, leg);
    if (answer.found !== 'none') return answer;
    const from = { nodeId: leg.nodeId, region: leg.nearRegion };
    const exclude = new Set(this.#broken.keys());
    return this.#context.findSpot({ callId: call.callId, from, exclude, anyHost: true });
  }

  /** Where there is no other, a page goes on trying at a node that failed. */
  #findStandby(call: LiveCall, leg: Leg): SpotAnswer {
    const failed = this.#failedFor(call, leg.participantId);
    const answer = this.#find(call, leg, failed);
    return answer.found === 'none' && failed.length > 0 ? this.#find(call, leg) : answer;
  }

  #find(call: LiveCall, leg: Leg, besides: readonly string[] = []): SpotAnswer {
    const { callId } = call;
    const exclude = new Set([...this.#broken.keys(), ...this.#shunnedNow(), ...besides]);
    return this.#context.findSpot({ callId, from: { nodeId: leg.nodeId, region: leg.nearRegion }, exclude });
  }

  /** Two at one node have one standby: what fails for one of them is none for the other. */
  #failedFor(call: LiveCall, participantId: string): readonly string[] {
    const home = legsOf(call).find((leg) => leg.participantId === participantId)?.nodeId;
    return legsOf(call)
      .filter(({ nodeId }) => nodeId === home)
      .flatMap((leg) => this.#failed.nodesOf(leg.participantId));
  }

  #causeOf(nodeId: string): MoveCause {
    return this.#broken.get(nodeId) ?? this.#context.outlook.causeOf(nodeId);
  }

  #outlook(call: LiveCall): Outlook {
    const { outlook } = this.#context;
    const shunned = this.#shunnedNow();
    return {
      conditionOf: (nodeId): NodeCondition =>
        this.#broken.has(nodeId) ? 'dead' : outlook.conditionOf(nodeId),
      avoided: (nodeId, participantId) =>
        shunned.has(nodeId) || this.#failedFor(call, participantId).includes(nodeId),
      causeOf: (nodeId) => this.#causeOf(nodeId),
      keeps: (leg) => !this.#surelyDead(leg.nodeId) && this.#silent.keeps(call, leg),
      hostOf: (nodeId) => outlook.hostOf(nodeId),
      mayLeave: (leg) => this.#mayLeave(call, leg),
    };
  }

  #shunnedNow(): ReadonlySet<string> {
    const nowMs = this.#context.clock.monotonic();
    for (const [nodeId, untilMs] of this.#shunned) if (untilMs <= nowMs) this.#shunned.delete(nodeId);
    return new Set(this.#shunned.keys());
  }

  #mayLeave({ callId }: LiveCall, { participantId, nodeId, standby }: Leg): boolean {
    const context = this.#context;
    const nowMs = context.clock.monotonic();
    const ready = (id: string): boolean => context.connectedAt(callId, participantId, id) === true;
    const sinceMs = this.#waitingSince.get(participantId) ?? nowMs;
    // Nobody's media can be interrupted where there is none.
    const nothingThere = !ready(nodeId) && nowMs - this.#bornAtMs > HEARSAY_MS;
    const may =
      (standby !== undefined && ready(standby.nodeId)) || nothingThere || nowMs - sinceMs > DRAIN_PATIENCE_MS;
    return may && context.drainPermit(callId);
  }

  #wait(waiting: readonly Leg[]): void {
    const nowMs = this.#context.clock.monotonic();
    const now = new Map(
      waiting.map(({ participantId }) => [participantId, this.#waitingSince.get(participantId) ?? nowMs]),
    );
    this.#waitingSince.clear();
    for (const [participantId, sinceMs] of now) this.#waitingSince.set(participantId, sinceMs);
  }

  #lookAgain(inMs: number, besides?: () => void): void {
    if (this.#stopped || (this.#again !== undefined && besides === undefined)) return;
    this.#again?.cancel();
    this.#again = this.#context.clock.after(inMs, () => {
      this.#again = undefined;
      besides?.();
      this.look();
    });
  }
}
