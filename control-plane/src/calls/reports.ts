import { type Bus, type BusSubscription, type Clock, RoomReport, subjects } from '@weft/proto';
import type { LiveCalls } from './live-calls.ts';

/** Rooms report every two seconds; after this a report says nothing about now. */
const STALE_AFTER_MS = 6_000;

/** What the rooms last told of one participant's media. */
export interface LegReport {
  /** Both transports are connected. */
  readonly connected: boolean;
  /** 0 to 10. */
  readonly score: number;
}

interface Heard extends LegReport {
  readonly atMs: number;
  readonly epoch: number;
}

/** What all rooms of the mesh report, for operators. Bound: participants of live calls. */
export class Reports implements AsyncDisposable {
  readonly #clock: Clock;
  readonly #byCall = new Map<string, Map<string, Heard>>();
  readonly #subscription: BusSubscription;
  readonly #calls: Disposable;

  constructor(options: { bus: Bus; live: LiveCalls; clock: Clock }) {
    const { bus, live, clock } = options;
    this.#clock = clock;
    this.#calls = live.records.onChange((callId, now) => {
      if (now === undefined || now.value.stage === 'ended') this.#byCall.delete(callId);
    });
    this.#subscription = bus.subscribe(subjects.allRoomReports, ({ data }) => {
      const report = RoomReport.decode(data);
      const call = live.records.get(report.callId)?.value;
      if (call === undefined || call.stage === 'ended') return;
      // Only who sits at the reporting node: another node's view of a participant is not its connection.
      const here = call.legs.filter(({ nodeId }) => nodeId === report.nodeId);
      this.#hear(
        report,
        here.flatMap(({ participant }) => participant?.participantId ?? []),
      );
    });
  }

  /** Undefined when nothing was heard lately. */
  of(callId: string, participantId: string): LegReport | undefined {
    const heard = this.#byCall.get(callId)?.get(participantId);
    if (heard === undefined || this.#clock.monotonic() - heard.atMs > STALE_AFTER_MS) return undefined;
    return { connected: heard.connected, score: heard.score };
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#calls[Symbol.dispose]();
    this.#subscription.unsubscribe();
    return Promise.resolve();
  }

  #hear({ callId, epoch, seats }: RoomReport, participants: readonly string[]): void {
    const known = this.#byCall.get(callId) ?? new Map<string, Heard>();
    for (const { participantId, connected, score } of seats) {
      const before = known.get(participantId);
      if (!participants.includes(participantId) || (before !== undefined && before.epoch > epoch)) continue;
      known.set(participantId, { connected, score, epoch, atMs: this.#clock.monotonic() });
    }
    this.#byCall.set(callId, known);
  }
}
