import { sleep } from '@weft/proto';
import type { startPostgres } from '@weft/proto/testing';
import type { Context } from '../bench/bench.ts';
import type { startTemporaryStack } from '../stack/temporary-stack.ts';

const KINDS = ['postgres', 'control', 'nats', 'edge'] as const;

type Kind = (typeof KINDS)[number];
type Server = Awaited<ReturnType<typeof startPostgres>>;
type Stack = Awaited<ReturnType<typeof startTemporaryStack>>['stack'];

/** When a part was killed. */
export interface Death {
  readonly kind: Kind;
  readonly atMs: number;
}

/** Kills one part after the other, of each kind in turn, until it is told to end. */
export class Killing {
  readonly #deaths: Death[] = [];
  readonly #work: Promise<void>;
  #ended = false;

  constructor(context: Context, stack: Stack, postgres: Server, everyMs: number) {
    this.#work = this.#run(context, stack, postgres, everyMs);
  }

  /** All so far, oldest first. */
  get deaths(): readonly Death[] {
    return this.#deaths;
  }

  /** How often each kind was killed; everything is back. */
  async end(): Promise<Readonly<Record<string, number>>> {
    this.#ended = true;
    await this.#work;
    const times = Object.groupBy(this.#deaths, ({ kind }) => kind);
    return Object.fromEntries(KINDS.map((kind) => [kind, times[kind]?.length ?? 0]));
  }

  async #run({ clock, progress }: Context, stack: Stack, postgres: Server, everyMs: number): Promise<void> {
    for (let turn = 0; !this.#ended; turn += 1) {
      await sleep(clock, everyMs);
      const kind = KINDS[turn % KINDS.length] ?? 'edge';
      if (this.#ended) break;
      const atMs = clock.now();
      if (kind === 'postgres') {
        await postgres.kill('SIGKILL');
        await postgres.restart();
      } else {
        const living = stack.services.filter((service) => service.kind === kind && service.pid > 0);
        const victim = living[Math.floor(turn / KINDS.length) % Math.max(1, living.length)];
        if (victim === undefined) continue;
        process.kill(victim.pid, 'SIGKILL');
      }
      this.#deaths.push({ kind, atMs });
      progress(`${kind} killed`);
    }
  }
}
