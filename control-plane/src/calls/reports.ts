import { type Bus, type BusSubscription, type Clock, RoomReport, subjects } from '@weft/proto';
import type { LiveCalls } from './live-calls.ts';

/** Rooms report every two seconds; after this a report says nothing about now. */
const STALE_AFTER_MS = 6_000;
/** More participants than a call has are not read. */
const MAX_SEATS = 8;

/** What the rooms last told of one participant's media. */
export interface LegReport {
  /** Both transports of the home leg are connected. */
  readonly connected: boolean;
  /** Both transports of the standby leg are. */
  readonly standbyReady: boolean;
  /** 0 to 10. */
  readonly score: number;
}

/** One leg, by the node it is at. */
interface Heard {
  readonly connected: boolean;
  readonly score: number;
  readonly atMs: number;
}

/** What all rooms of the mesh report, for operators. Bound: legs of live calls; what is not heard of any more is forgotten with the next report. */
export class Reports implements AsyncDisposable {
  readonly #clock: Clock;
  /** By call, then by participant and node. */
  readonly #byCall = new Map<string, Map<string, Heard>>();
  readonly #live: LiveCalls;
  readonly #subscription: BusSubscription;
  readonly #calls: Disposable;

  constructor(options: { bus: Bus; live: LiveCalls; clock: Clock }) {
    const { bus, live, clock } = options;
    this.#clock = clock;
    this.#live = live;
    this.#calls = live.records.onChange((callId, now) => {
      if (now === undefined || now.value.stage === 'ended') this.#byCall.delete(callId);
    });
    this.#subscription = bus.subscribe(subjects.allRoomReports, ({ data }) => {
      const report = RoomReport.decode(data);
      const call = live.records.get(report.callId)?.value;
      if (call === undefined || call.stage === 'ended') return;
      this.#hear(report);
    });
  }

  /** Undefined when nothing was heard lately of the home leg. */
  of(callId: string, participantId: string): LegReport | undefined {
    const leg = this.#live.records
      .get(callId)
      ?.value.legs.find(({ participant }) => participant?.participantId === participantId);
    // Only who sits at the reporting node: another node's view of a participant is not its connection.
    const home = this.at(callId, participantId, leg?.nodeId ?? '');
    if (home === undefined) return undefined;
    const standbyReady = this.at(callId, participantId, leg?.standbyNodeId ?? '')?.connected ?? false;
    return { ...home, standbyReady };
  }

  /** The leg at one node; undefined when nothing was heard of it lately. */
  at(callId: string, participantId: string, nodeId: string): Omit<LegReport, 'standbyReady'> | undefined {
    const heard = this.#byCall.get(callId)?.get(`${participantId} ${nodeId}`);
    if (heard === undefined || this.#clock.monotonic() - heard.atMs > STALE_AFTER_MS) return undefined;
    return { connected: heard.connected, score: heard.score };
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#calls[Symbol.dispose]();
    this.#subscription.unsubscribe();
    return Promise.resolve();
  }

  #hear({ callId, nodeId, seats }: RoomReport): void {
    const nowMs = this.#clock.monotonic();
    const known = this.#byCall.get(callId) ?? new Map<string, Heard>();
    for (const [leg, { atMs }] of known) if (nowMs - atMs > STALE_AFTER_MS) known.delete(leg);
    for (const { participantId, connected, score } of seats.slice(0, MAX_SEATS)) {
      known.set(`${participantId} ${nodeId}`, { connected, score, atMs: nowMs });
    }
    this.#byCall.set(callId, known);
  }
}
