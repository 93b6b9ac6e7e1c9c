import { compileRules, type Decision, Engine, type Moment } from '@weft/control-plane/routing';
import { type Bench, count } from '../bench/bench.ts';
import { measure } from '../bench/measure.ts';
import { arrival, profiles, RULES, random, type Size } from './contact-centre.ts';
import { measurePersisted } from './persisted.ts';

const SEED = 20_261_128;
const ROUNDS = 20;
const DECISIONS_PER_ROUND = 20_000;
const WARM_ROUNDS = 3;
/** A decision every so long, by the engine's clock: a day's steps and time-outs come up as they would. */
const STEP_MS = 0.05;

/** Decisions of the routing engine alone: no bus, no store, no clock of its own. */
export const routing: Bench = {
  name: 'routing',
  summary: 'decisions per second of the routing engine, with agents all busy and the queue full',
  options: {
    persisted: 'through etcd, nats-server and PostgreSQL instead of in the pure core',
    agents: 'agents signed on (2000; persisted: 200)',
    queued: 'pieces of work that wait all the time (100000; persisted: 500)',
    profiles: 'kinds of agents; as many as agents: no two are alike (100)',
    rounds: `measured rounds of ${DECISIONS_PER_ROUND} decisions (${ROUNDS})`,
    seconds: 'persisted: how long (20)',
    profile: 'persisted: a folder for a profile of the control plane',
  },
  run: async (context) => {
    if (context.options.has('persisted')) return measurePersisted(context);
    const size: Size = {
      agents: count(context, 'agents', 2_000),
      queued: count(context, 'queued', 100_000),
      profiles: count(context, 'profiles', 100),
    };
    const rounds = count(context, 'rounds', ROUNDS);
    const centre = new Centre(size);
    context.progress(`${size.agents} agents, ${size.queued} pieces of work wait`);
    for (let round = 0; round < WARM_ROUNDS; round += 1) centre.round(DECISIONS_PER_ROUND);
    const perSecond: number[] = [];
    const perProcessorSecond: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      centre.prepare(2 * DECISIONS_PER_ROUND);
      const processor = process.cpuUsage();
      const startedMs = context.clock.monotonic();
      const made = centre.round(DECISIONS_PER_ROUND);
      const tookMs = context.clock.monotonic() - startedMs;
      const used = process.cpuUsage(processor);
      perSecond.push((made / tookMs) * 1_000);
      perProcessorSecond.push((made / (used.user + used.system)) * 1_000_000);
    }
    return {
      setup: { ...size, rounds, decisionsPerRound: DECISIONS_PER_ROUND, seed: SEED },
      measures: [
        measure('decisions-per-second', '1/s', perSecond),
        measure('decisions-per-processor-second', '1/s', perProcessorSecond),
      ],
      fields: { waiting: centre.waiting },
    };
  },
};

/** A contact centre at full load: whoever finishes is offered the next at once, accepts it, and one more comes in. */
class Centre {
  readonly #next = random(SEED);
  readonly #engine: Engine;
  /** Offers to be accepted. */
  readonly #offered: (Decision & { readonly do: 'offer' })[] = [];
  /** Work that agents have. */
  readonly #inHand: string[] = [];
  /** Arrivals made ahead of time, so that making them is not measured. */
  #arrivals: ReturnType<typeof arrival>[] = [];
  #nowMs = 0;
  #numbered = 0;

  constructor({ agents, queued, profiles: kinds }: Size) {
    const compiled = compileRules(RULES);
    if (!compiled.ok) throw new Error(`the rules are wrong: ${JSON.stringify(compiled.errors)}`);
    this.#engine = new Engine(compiled.rules);
    const traits = profiles(kinds, this.#next);
    for (let agent = 0; agent < agents; agent += 1) {
      const own = traits[agent % traits.length];
      if (own === undefined) continue;
      const event = {
        name: 'agent-set',
        presence: 'available',
        reason: 'chosen',
        idleSinceMs: undefined,
      } as const;
      this.#note(this.#engine.take({ ...event, agentId: `agent-${agent}`, traits: own }, this.#at).decisions);
    }
    while (this.waiting < queued) {
      this.prepare(1);
      this.#arrive();
    }
  }

  get waiting(): number {
    return this.#engine.floor.works.size - this.#inHand.length - this.#offered.length;
  }

  prepare(arrivals: number): void {
    while (this.#arrivals.length < arrivals) {
      this.#numbered += 1;
      this.#arrivals.push(arrival(this.#numbered, 0, this.#next));
    }
  }

  /** Goes on until so many decisions were made; how many it was. */
  round(decisions: number): number {
    this.prepare(2 * decisions);
    let made = 0;
    while (made < decisions) {
      this.#nowMs += STEP_MS;
      for (let offer = this.#offered.pop(); offer !== undefined; offer = this.#offered.pop()) {
        const { token, agentId, workId } = offer;
        this.#engine.take({ name: 'answered', token, agentId, accept: true }, this.#at);
        this.#inHand.push(workId);
      }
      const place = Math.floor(this.#next() * this.#inHand.length);
      const workId = this.#inHand[place];
      const last = this.#inHand.pop();
      if (workId === undefined || last === undefined) throw new Error('nobody has anything in hand');
      if (place < this.#inHand.length) this.#inHand[place] = last;
      made += this.#note(this.#engine.take({ name: 'work-finished', workId }, this.#at).decisions);
      made += this.#arrive();
    }
    return made;
  }

  #arrive(): number {
    const next = this.#arrivals.pop();
    if (next === undefined) throw new Error('not enough arrivals were prepared');
    const work = { ...next, arrivedAtMs: this.#nowMs };
    return this.#note(this.#engine.take({ name: 'work-arrived', work }, this.#at).decisions);
  }

  #note(decisions: readonly Decision[]): number {
    let offers = 0;
    for (const decision of decisions) {
      if (decision.do !== 'offer') continue;
      this.#offered.push(decision);
      offers += 1;
    }
    return offers;
  }

  get #at(): Moment {
    return { monotonicMs: this.#nowMs, nowMs: this.#nowMs };
  }
}
