import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Clock } from '@weft/proto';
import { until } from '@weft/proto/testing';
import { lives } from '../stack/processes.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
/** A first start may have to fetch and build; none takes longer. */
const READY_TIMEOUT_MS = 1_800_000;
const STOP_TIMEOUT_MS = 60_000;
/** Lines of standard error that are kept for a failure's story. */
const KEPT_LINES = 20;

/** What `npm start` prints with --json when everything is ready; the rest of it is not looked at. */
interface Ready {
  readonly url: string;
  readonly services: readonly { readonly name: string; readonly pid: number }[];
}

/** A stack as a newcomer starts it: `npm start` in a shell of its own. */
export class NpmStart {
  readonly url: string;
  /** From the command to its saying that everything is ready. */
  readonly readyMs: number;
  readonly #child: ChildProcess;
  readonly #services: Ready['services'];

  private constructor(child: ChildProcess, { url, services }: Ready, readyMs: number) {
    this.#child = child;
    this.#services = services;
    this.url = url;
    this.readyMs = readyMs;
  }

  /** Starts with the data of this folder. Throws with what npm said when it does not come up. */
  static async run(dataDir: string, clock: Clock): Promise<NpmStart> {
    const startedMs = clock.monotonic();
    const words = ['start', '--silent', '--', '--data', dataDir, '--free-ports', '--json'];
    // A group of its own: Ctrl-C in a shell goes to npm and to all that it started.
    const child = spawn('npm', words, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    const said: string[] = [];
    createInterface({ input: child.stderr }).on('line', (line) => {
      said.push(line);
      if (said.length > KEPT_LINES) said.shift();
    });
    try {
      return new NpmStart(child, await readyLine(child), clock.monotonic() - startedMs);
    } catch (error) {
      signalGroup(child, 'SIGKILL');
      throw new Error(`npm start did not come up: ${said.join(' ') || String(error)}`, { cause: error });
    }
  }

  /** Ctrl-C; resolves when npm and every service have ended. Throws with the names of those that did not. */
  async interrupt(): Promise<void> {
    signalGroup(this.#child, 'SIGINT');
    const left = (): readonly string[] => [
      ...(this.#child.exitCode === null && this.#child.signalCode === null ? ['npm'] : []),
      ...this.#services.flatMap(({ name, pid }) => (lives(pid) ? [name] : [])),
    ];
    try {
      await until(() => left().length === 0 || `${left().join(', ')} still run`, {
        timeoutMs: STOP_TIMEOUT_MS,
      });
    } catch (error) {
      signalGroup(this.#child, 'SIGKILL');
      throw error;
    }
  }
}

async function readyLine(
  child: ChildProcess & { readonly stdout: NonNullable<ChildProcess['stdout']> },
): Promise<Ready> {
  const lines = createInterface({ input: child.stdout });
  const signal = AbortSignal.timeout(READY_TIMEOUT_MS);
  const ended = once(child, 'exit', { signal }).then(([code]) => {
    throw new Error(`it ended with ${code}`);
  });
  const said = (async () => {
    for await (const line of lines) if (line.startsWith('{')) return JSON.parse(line) as Ready;
    throw new Error('it said nothing');
  })();
  return Promise.race([said, ended]);
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
