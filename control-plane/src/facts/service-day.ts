import {
  type Bus,
  type BusSubscription,
  type Clock,
  type FactBody,
  type FactLog,
  FactRecord,
  factName,
  type Log,
  subjects,
} from '@weft/proto';

const DAY_MS = 24 * 3_600_000;
const CASES = [
  'callRequested',
  'callOffered',
  'callbackAsked',
  'callAnswered',
  'callEnded',
  'waitOver',
] as const;
/** Calls of a day that are told apart; of the oldest beyond, a fact that is told again would count again. */
const MAX_CALLS = 100_000;
/** The same of waits in conversations. */
const MAX_WAITS = 200_000;
/** Waits are remembered to the second, up to this; longer ones count as this long. */
const MAX_SECONDS = 3_600;

/** How customers of one queue were served today. */
export interface QueueDay {
  readonly answered: number;
  /** Calls whose customers gave up before they had an agent. */
  readonly abandoned: number;
  /** Of those answered; 0 = none was. */
  readonly averageWaitMs: number;
  /** Of calls that were answered, or given up after so long: the share that was answered by then; undefined = there was none. */
  serviceLevel(seconds: number): number | undefined;
  /** Waits in conversations that are over, for which something was promised. */
  readonly promised: number;
  /** Of those: not over when it was promised. */
  readonly late: number;
}

interface Call {
  queueId: string;
  requestedAtMs: number;
  answeredAtMs: number;
  /** When it ended without an answer; 0 = it did not. */
  abandonedAtMs: number;
  counted: boolean;
}

class Tally implements QueueDay {
  readonly #answered = new Uint32Array(MAX_SECONDS + 1);
  readonly #abandoned = new Uint32Array(MAX_SECONDS + 1);
  #waitedMs = 0;
  answered = 0;
  abandoned = 0;
  promised = 0;
  late = 0;

  get averageWaitMs(): number {
    return this.answered === 0 ? 0 : this.#waitedMs / this.answered;
  }

  serviceLevel(seconds: number): number | undefined {
    const inTime = sum(this.#answered, 0, seconds);
    const all = this.answered + sum(this.#abandoned, seconds + 1, MAX_SECONDS);
    return all === 0 ? undefined : inTime / all;
  }

  call(waitedMs: number, answered: boolean): void {
    const second = Math.min(MAX_SECONDS, Math.max(0, Math.ceil(waitedMs / 1_000)));
    const seconds = answered ? this.#answered : this.#abandoned;
    seconds[second] = (seconds[second] ?? 0) + 1;
    if (answered) {
      this.answered += 1;
      this.#waitedMs += Math.max(0, waitedMs);
    } else this.abandoned += 1;
  }
}

function sum(counts: Uint32Array, from: number, to: number): number {
  let total = 0;
  for (let at = from; at <= to; at += 1) total += counts[at] ?? 0;
  return total;
}

const NOTHING: QueueDay = new Tally();

export interface ServiceDayParts {
  readonly facts: Pick<FactLog, 'replay'>;
  readonly bus: Bus;
  /** The rules' queue that calls count for which were offered to nobody. */
  readonly defaultQueueId: () => string;
  /** Whose midnight the day begins at. */
  readonly timeZone: string;
  readonly clock: Clock;
  readonly log: Log;
}

/** The day so far, by the rules' queues, from the facts: those of before, and then as they happen. A fact counts once, and on its own day. */
export class ServiceDay implements AsyncDisposable {
  readonly #clock: Clock;
  readonly #date: Intl.DateTimeFormat;
  readonly #defaultQueueId: () => string;
  readonly #subscriptions: readonly BusSubscription[];
  readonly #queues = new Map<string, Tally>();
  readonly #calls = new Map<string, Call>();
  readonly #waits = new Set<string>();
  /** Resolves when the day's facts of before are counted, or cannot be. */
  readonly replayed: Promise<void>;
  #today = '';
  #closed = false;

  /** Listens from now on; what was before comes a moment later, and nothing waits for it. */
  constructor({ facts, bus, clock, log, timeZone, defaultQueueId }: ServiceDayParts) {
    this.#clock = clock;
    this.#defaultQueueId = defaultQueueId;
    this.#date = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
    this.#subscriptions = CASES.map((one) =>
      bus.subscribe(subjects.fact(factName(one)), ({ data }) => this.#add(FactRecord.decode(data))),
    );
    this.replayed = this.#replay(facts).catch((error: unknown) => {
      if (!this.#closed)
        log.warn({ error: String(error) }, "the day's figures begin now: its facts are not replayed");
    });
  }

  of(queueId: string): QueueDay {
    this.#turn();
    return this.#queues.get(queueId) ?? NOTHING;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    for (const subscription of this.#subscriptions) subscription.unsubscribe();
    await this.replayed;
  }

  async #replay(facts: ServiceDayParts['facts']): Promise<void> {
    // No day is longer than this by more than an hour, and none of its facts is older.
    for await (const fact of facts.replay(this.#clock.now() - DAY_MS - DAY_MS / 24, CASES)) {
      if (this.#closed) return;
      this.#add(fact);
    }
  }

  /** A day that is over is forgotten; a call that began in it goes on. */
  #turn(): void {
    const today = this.#date.format(this.#clock.now());
    if (today === this.#today) return;
    this.#today = today;
    this.#queues.clear();
  }

  #add({ factId, atMs, callId, body }: FactRecord): void {
    this.#turn();
    if (body === undefined) return;
    if (body.case === 'waitOver') this.#waitOver(factId, atMs, body.value);
    else if (callId !== '') this.#callFact(callId, atMs, body);
  }

  #waitOver(factId: string, atMs: number, wait: Extract<FactBody, { case: 'waitOver' }>['value']): void {
    const { queueId = '', dueAtMs = 0 } = wait;
    if (dueAtMs === 0 || this.#waits.has(factId)) return;
    this.#waits.add(factId);
    for (const oldest of this.#waits) {
      if (this.#waits.size <= MAX_WAITS) break;
      this.#waits.delete(oldest);
    }
    if (!this.#isToday(atMs)) return;
    const tally = this.#tally(queueId);
    tally.promised += 1;
    if (atMs > dueAtMs) tally.late += 1;
  }

  #callFact(callId: string, atMs: number, body: NonNullable<FactRecord['body']>): void {
    const call = this.#call(callId);
    if (body.case === 'callRequested') call.requestedAtMs = atMs;
    else if (body.case === 'callOffered') call.queueId = body.value.queueId;
    // Nobody holds the line: neither a long wait nor a short one says how customers were served.
    else if (body.case === 'callbackAsked') call.counted = true;
    else if (body.case === 'callAnswered') call.answeredAtMs ||= atMs;
    else if (body.case === 'callEnded') {
      const { summary } = body.value;
      // Who gave it away is told of an end of its own.
      if (summary === undefined || body.value.cause === 'transferred') return;
      call.requestedAtMs ||= summary.requestedAtMs;
      call.answeredAtMs ||= summary.answeredAtMs;
      if (call.answeredAtMs === 0) call.abandonedAtMs ||= summary.endedAtMs || atMs;
    }
    const endedAtMs = call.answeredAtMs || call.abandonedAtMs;
    if (call.counted || call.requestedAtMs === 0 || endedAtMs === 0) return;
    call.counted = true;
    if (this.#isToday(endedAtMs))
      this.#tally(call.queueId || this.#defaultQueueId()).call(
        endedAtMs - call.requestedAtMs,
        call.answeredAtMs > 0,
      );
  }

  #call(callId: string): Call {
    const known = this.#calls.get(callId);
    if (known !== undefined) return known;
    const call = { queueId: '', requestedAtMs: 0, answeredAtMs: 0, abandonedAtMs: 0, counted: false };
    this.#calls.set(callId, call);
    for (const oldest of this.#calls.keys()) {
      if (this.#calls.size <= MAX_CALLS) break;
      this.#calls.delete(oldest);
    }
    return call;
  }

  #tally(queueId: string): Tally {
    const tally = this.#queues.get(queueId) ?? new Tally();
    this.#queues.set(queueId, tally);
    return tally;
  }

  #isToday(atMs: number): boolean {
    return this.#date.format(atMs) === this.#today;
  }
}
