import type { ErrorCode } from '@weft/proto';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type {
  ForgetReason,
  FrameKind,
  GoneReason,
  ResumeOutcome,
  SendResult,
  Tally,
  Target,
} from './ports.ts';

/** What the gauges show, read when they are asked for. */
export interface EdgeGauges {
  readonly ready: number;
  readonly sessions: number;
  readonly requestsInFlight: number;
}

/** The edge's metrics: a registry of their own, so that two edges of one process do not mix. */
export class EdgeMetrics implements Tally {
  readonly registry = new Registry();
  readonly #opened = this.#counter('sockets_opened_total', 'WebSockets opened');
  readonly #frames = this.#tallied('frames_received_total', 'Frames of clients that could be read', 'kind', {
    ...{ hello: 0, request: 0, ping: 0, bye: 0, ack: 0 },
  } satisfies Record<FrameKind, number>);
  readonly #refusals = this.#counter(
    'refusals_total',
    'WebSockets closed with a code of the error table',
    'code',
  );
  readonly #replayed = this.#counter('requests_replayed_total', 'Requests whose id was seen before');
  readonly #requests = this.#counter('requests_total', 'Requests answered, by outcome', 'target', 'outcome');
  readonly #queued = this.#tallied('frames_queued_total', 'Replies and pushes for clients', 'handling', {
    ...{ kept: 0, coalesced: 0, malformed: 0, overflow: 0 },
  });
  readonly #sends = this.#tallied('sends_total', 'Frames given to sockets', 'result', {
    ...{ sent: 0, backpressure: 0, dropped: 0 },
  } satisfies Record<SendResult, number>);
  readonly #resumes = this.#counter('resumes_total', 'Hellos that asked to resume', 'outcome');
  readonly #ended = this.#counter(
    'sessions_ended_total',
    'Sessions that ended here, for good or to go on elsewhere',
    'reason',
  );
  readonly #transitions = this.#counter(
    'transitions_refused_total',
    'Events that did not fit a state: defects',
  );
  readonly #relay = new Histogram({
    name: 'weft_edge_relay_seconds',
    help: 'From a request at the edge to its reply there',
    labelNames: ['target'],
    buckets: [0.0005, 0.001, 0.002, 0.003, 0.005, 0.01, 0.025, 0.1, 0.5, 1, 5],
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  /** Shows these from now on. */
  watch(gauges: EdgeGauges): void {
    this.#gauge('sessions_ready_count', 'Sessions that have a socket', () => gauges.ready);
    this.#gauge('sessions_count', 'Sessions that have a socket or can be resumed', () => gauges.sessions);
    this.#gauge('requests_in_flight_count', 'Requests that wait for replies', () => gauges.requestsInFlight);
  }

  opened(): void {
    this.#opened.inc();
  }

  frame(kind: FrameKind): void {
    this.#frames[kind] += 1;
  }

  refused(code: ErrorCode): void {
    this.#refusals.inc({ code });
  }

  replayed(): void {
    this.#replayed.inc();
  }

  relayed(target: Target, outcome: string, tookMs: number | undefined): void {
    this.#requests.inc({ target, outcome });
    if (tookMs !== undefined) this.#relay.observe({ target }, tookMs / 1_000);
  }

  queued(handling: 'kept' | 'coalesced' | 'malformed' | 'overflow'): void {
    this.#queued[handling] += 1;
  }

  sent(result: SendResult, frames: number): void {
    this.#sends[result] += frames;
  }

  resumed(outcome: ResumeOutcome): void {
    this.#resumes.inc({ outcome });
  }

  ended(reason: GoneReason | ForgetReason): void {
    this.#ended.inc({ reason });
  }

  transitionRefused(): void {
    this.#transitions.inc();
  }

  #counter(name: string, help: string, ...labelNames: readonly string[]): Counter {
    return new Counter({ name: `weft_edge_${name}`, help, labelNames, registers: [this.registry] });
  }

  /** Counts for what happens with every frame: plain numbers, which become the metric when it is asked for. */
  #tallied<Counts extends Record<string, number>>(
    name: string,
    help: string,
    label: string,
    counts: Counts,
  ): Counts {
    const counter: Counter = new Counter({
      name: `weft_edge_${name}`,
      help,
      labelNames: [label],
      registers: [this.registry],
      collect: () => {
        counter.reset();
        for (const [value, count] of Object.entries(counts))
          if (count > 0) counter.inc({ [label]: value }, count);
      },
    });
    return counts;
  }

  #gauge(name: string, help: string, read: () => number): void {
    const gauge: Gauge = new Gauge({
      name: `weft_edge_${name}`,
      help,
      registers: [this.registry],
      collect: () => gauge.set(read()),
    });
  }
}
