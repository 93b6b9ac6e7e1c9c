import { type Assign, WeftError } from '@weft/proto';
import { restoreRooms } from './closing.ts';
import type { CallContext } from './context.ts';
import type { Mending } from './mending.ts';
import type { CallEvent, CallState, Leg, Part } from './state.ts';
import { legOf } from './step.ts';

/** Nodes tried for one agent. */
const MAX_TRIES = 3;

/** The rooms could not be brought to the new state; the record is. */
export class RoomsNotOpen extends Error {
  override readonly name = 'RoomsNotOpen';
}

/** Somebody who comes into a call. */
export interface Arrival {
  readonly agentId: string;
  readonly sessionId: string;
  readonly displayName: string;
  /** The region of their edge. */
  readonly region: string;
}

/** What an event is taken with. */
export interface Taking {
  /** Whose room is opened before the others. */
  readonly first?: string;
  /** etcd revision of the queue owner's key that has to stand. */
  readonly queueRevision?: string;
}

/** The call that people are seated in. */
export interface SeatedCall {
  readonly state: () => CallState;
  /** In turn only. Throws RoomsNotOpen when the one who is seated has to be tried elsewhere. */
  readonly apply: (event: CallEvent, taking?: Taking) => Promise<void>;
  readonly mending: Pick<Mending, 'standbysWith' | 'look'>;
}

/**
 * Somebody is seated once more when no node could be had: what opens no room may be the node of another
 * participant, who leaves it in the turn between, since its death was told before the refusal.
 */
export async function placedAgain(seat: () => Promise<CallState>): Promise<CallState> {
  try {
    return await seat();
  } catch (error) {
    if (!(error instanceof WeftError) || error.code !== 'NO_MEDIA_NODE') throw error;
    return seat();
  }
}

/** Brings agents, supervisors and colleagues into one call, each at the best node of its region. In turn only. */
export class Seating {
  readonly #context: CallContext;
  readonly #call: SeatedCall;

  constructor(context: CallContext, call: SeatedCall) {
    this.#context = context;
    this.#call = call;
  }

  /** The call gets its agent. Throws what `next` refuses it with, and NO_MEDIA_NODE. */
  async seat(assign: Assign): Promise<void> {
    const { agentId: subjectId, sessionId, queueRevision } = assign;
    const now = this.#call.state();
    if (now.stage === 'active' && now.agent.subjectId === subjectId) {
      await this.#call.apply({ name: 'bound', subjectId, sessionId });
      return;
    }
    const seated = await this.#place(now, assign, now.customer.nodeId, async (agent) => {
      const standbys = this.#call.mending.standbysWith(now, agent);
      const atMs = this.#context.clock.now();
      const taking = { first: agent.nodeId, queueRevision };
      await this.#call.apply({ name: 'seated', agent, standbys, atMs }, taking);
    });
    if (seated) return;
    await this.#call.apply({ name: 'unseated', wantedAgentId: now.wantedAgentId });
    throw new WeftError('NO_MEDIA_NODE');
  }

  /** Somebody comes in beside its agent, or goes on in another part; with `takeOver` the call is theirs then. Throws like `seat`. */
  async join(arrival: Arrival, part: Part, takeOver: boolean): Promise<void> {
    const { agentId: subjectId, sessionId } = arrival;
    const now = this.#call.state();
    if (takeOver && now.stage === 'active' && now.agent.subjectId === subjectId) {
      // Asked again: the answer got lost.
      await this.#call.apply({ name: 'bound', subjectId, sessionId });
      return;
    }
    await this.#enter(now, arrival, part);
    if (takeOver) await this.#call.apply({ name: 'taken-over', subjectId });
  }

  async #enter(now: CallState, arrival: Arrival, part: Part): Promise<void> {
    const { agentId: subjectId, sessionId } = arrival;
    const known = legOf(now, subjectId);
    if (known !== undefined && 'part' in known) {
      await this.#call.apply({ name: 'bound', subjectId, sessionId });
      await this.#call.apply({ name: 'part-taken', subjectId, part, atMs: this.#context.clock.now() });
      return;
    }
    if (now.stage !== 'active') throw new WeftError('NOT_AVAILABLE', 'nobody has answered the call');
    const joined = await this.#place(now, arrival, now.agent.nodeId, async (leg) => {
      const guest = { ...leg, part };
      const standbys = this.#call.mending.standbysWith(now, guest);
      const atMs = this.#context.clock.now();
      await this.#call.apply({ name: 'joined', guest, standbys, atMs }, { first: leg.nodeId });
    });
    if (joined) return;
    await this.#call.apply({ name: 'not-joined', subjectId });
    throw new WeftError('NO_MEDIA_NODE');
  }

  /**
   * Tries the nodes of the arrival's region, `prefer` before the others of it.
   * `seat` stores and opens, and throws RoomsNotOpen for another try; whatever
   * else it throws is thrown. False when no node is left.
   */
  async #place(
    call: CallState,
    { agentId: subjectId, sessionId, displayName, region: edgeRegion }: Arrival,
    prefer: string,
    seat: (leg: Leg) => Promise<void>,
  ): Promise<boolean> {
    const { ids, log } = this.#context;
    const { callId } = call;
    const participantId = ids.next('participant');
    const exclude = new Set<string>();
    while (exclude.size < MAX_TRIES) {
      const placement = this.#context.place({ rtts: [], edgeRegion, exclude, prefer });
      if (!placement.placed) break;
      const { nodeId, region } = placement.home.record;
      const person = { participantId, role: 'agent', displayName, subjectId, sessionId } as const;
      try {
        await seat({ ...person, nodeId, region, nearRegion: region, standby: undefined });
        log.info({ callId, agentId: subjectId, nodeId, reason: placement.reason }, 'agent seated');
        this.#call.mending.look();
        return true;
      } catch (error) {
        if (!(error instanceof RoomsNotOpen)) throw error;
        restoreRooms(this.#context, call, this.#call.state());
        log.warn({ callId, nodeId, error: error.message }, 'rooms do not open for the agent');
        exclude.add(nodeId);
      }
    }
    this.#call.mending.look();
    return false;
  }
}
