import { type Clock, sleep } from '@weft/proto';

/** How a scenario's iterations are begun, in k6's words; those that the scenarios use. */
export type Plan =
  | {
      readonly executor: 'constant-arrival-rate';
      readonly rate: number;
      readonly duration: string;
      readonly maxVUs: number;
    }
  | { readonly executor: 'per-vu-iterations'; readonly vus: number; readonly iterations: number }
  | { readonly executor: 'constant-vus'; readonly vus: number; readonly duration: string };

/** What a run of a plan came to. */
export interface Ran {
  readonly iterations: number;
  /** Iterations that were not begun because all users were still busy. */
  readonly dropped: number;
}

const secondsOf = (duration: string): number => {
  const seconds = /^(\d+)s$/.exec(duration)?.[1];
  if (seconds === undefined) throw new Error(`"${duration}" is no duration in seconds`);
  return Number(seconds);
};

/** Carries out a plan; `iterate` is given the number of its user, from 1, and never throws. */
export async function execute(
  plan: Plan,
  clock: Clock,
  iterate: (user: number) => Promise<void>,
): Promise<Ran> {
  switch (plan.executor) {
    case 'constant-arrival-rate':
      return arrive(plan, clock, iterate);
    case 'per-vu-iterations': {
      const user = async (id: number): Promise<void> => {
        for (let i = 0; i < plan.iterations; i++) await iterate(id);
      };
      await Promise.all(Array.from({ length: plan.vus }, (_, i) => user(i + 1)));
      return { iterations: plan.vus * plan.iterations, dropped: 0 };
    }
    case 'constant-vus': {
      const endMs = clock.monotonic() + secondsOf(plan.duration) * 1_000;
      let iterations = 0;
      const user = async (id: number): Promise<void> => {
        for (; clock.monotonic() < endMs; iterations++) await iterate(id);
      };
      await Promise.all(Array.from({ length: plan.vus }, (_, i) => user(i + 1)));
      return { iterations, dropped: 0 };
    }
  }
}

async function arrive(
  { rate, duration, maxVUs }: Plan & { readonly executor: 'constant-arrival-rate' },
  clock: Clock,
  iterate: (user: number) => Promise<void>,
): Promise<Ran> {
  const startMs = clock.monotonic();
  const total = rate * secondsOf(duration);
  const under = new Set<Promise<void>>();
  let dropped = 0;
  for (let i = 0; i < total; i++) {
    const dueMs = startMs + (i * 1_000) / rate - clock.monotonic();
    if (dueMs > 0) await sleep(clock, dueMs);
    if (under.size >= maxVUs) {
      dropped += 1;
      continue;
    }
    const running: Promise<void> = iterate(i + 1).finally(() => under.delete(running));
    under.add(running);
  }
  await Promise.all(under);
  return { iterations: total - dropped, dropped };
}
