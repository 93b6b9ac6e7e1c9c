import { Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What is read when somebody looks at the metrics. */
export interface Gauges {
  readonly ownedCalls: () => number;
  readonly waitingCalls: () => number;
  readonly desks: () => number;
  readonly nodes: () => number;
  readonly storeAway: () => boolean;
  readonly unreadable: () => number;
}

/** The control plane's metrics. */
export interface Metrics {
  readonly registry: Registry;
  /** A client's request was answered; `code` is "ok" or the fault's. */
  answered(name: string, code: string, durationMs: number): void;
  offerSettled(outcome: string): void;
  callAdopted(): void;
  /** Something came in over a channel; `what` is "message", "event", "receipt" or "ignored". */
  arrived(kind: string, what: string): void;
  /** Starts the gauges, once what they read exists. */
  watch(gauges: Gauges): void;
}

/** Metrics in a registry of their own, so that two instances in one process do not mix. */
export function createMetrics(instanceId: string): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ instance_id: instanceId });
  const registers = [registry];
  const requests = new Histogram({
    name: 'weft_control_request_duration_seconds',
    help: 'From the arrival of a client request at this instance to its answer, forwarding included',
    labelNames: ['request', 'code'],
    buckets: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 5],
    registers,
  });
  const offers = new Counter({
    name: 'weft_control_offers_total',
    help: 'Offers settled by this instance, by outcome',
    labelNames: ['outcome'],
    registers,
  });
  const adopted = new Counter({
    name: 'weft_control_calls_adopted_total',
    help: 'Calls this instance took over from another or from an earlier run',
    registers,
  });
  const arrivals = new Counter({
    name: 'weft_control_arrivals_total',
    help: 'What came in over channels at this instance, by kind',
    labelNames: ['kind', 'what'],
    registers,
  });
  return {
    registry,
    arrived: (kind, what) => arrivals.inc({ kind, what }),
    answered: (request, code, durationMs) => requests.observe({ request, code }, durationMs / 1_000),
    offerSettled: (outcome) => offers.inc({ outcome }),
    callAdopted: () => adopted.inc(),
    watch: (gauges) => {
      const gauge = (name: string, help: string, read: () => number): Gauge =>
        new Gauge({
          name,
          help,
          registers,
          collect() {
            this.set(read());
          },
        });
      gauge('weft_control_owned_calls', 'Live calls this instance owns', gauges.ownedCalls);
      gauge(
        'weft_control_waiting_calls',
        'Calls waiting in the queue this instance owns',
        gauges.waitingCalls,
      );
      gauge('weft_control_desks', 'Desks signed on to the queue this instance owns', gauges.desks);
      gauge('weft_control_registered_nodes', 'Media nodes registered in the mesh', gauges.nodes);
      const unreadable = new Counter({
        name: 'weft_control_unreadable_total',
        help: 'Messages of NATS that this instance could not read: damaged, or of a newer version',
        registers,
        collect() {
          this.reset();
          this.inc(gauges.unreadable());
        },
      });
      unreadable.inc(0);
      gauge('weft_control_store_up', '1 while the store answers', () => (gauges.storeAway() ? 0 : 1));
    },
  };
}
