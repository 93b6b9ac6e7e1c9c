import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Clock } from '@weft/proto';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
/** A first start may have to fetch and build; none takes longer. */
const READY_TIMEOUT_MS = 1_800_000;
const STOP_TIMEOUT_MS = 60_000;
/** Lines of standard error that are kept for a failure's story. */
const KEPT_LINES = 20;

/** What `npm start` prints with --json when everything is ready; the rest of it is not looked at. */
interface Ready {
  readonly url: string;
}

/** A stack as a newcomer starts it: `npm start` in a shell of its own. */
export class NpmStart {
  readonly url: string;
  /** From the command to its saying that everything is ready. */
  readonly readyMs: number;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, url: string, readyMs: number) {
    this.#child = child;
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
      const ready = await readyLine(child);
      return new NpmStart(child, ready.url, clock.monotonic() - startedMs);
    } catch (error) {
      signalGroup(child, 'SIGKILL');
      throw new Error(`npm start did not come up: ${said.join(' ') || String(error)}`, { cause: error });
    }
  }

  /** Ctrl-C; resolves with the exit code when it has ended. */
  async interrupt(): Promise<number | null> {
    const exit = once(this.#child, 'exit', { signal: AbortSignal.timeout(STOP_TIMEOUT_MS) });
    signalGroup(this.#child, 'SIGINT');
    try {
      const [code] = (await exit) as [number | null];
      return code;
    } catch (error) {
      signalGroup(this.#child, 'SIGKILL');
      throw new Error(`npm start did not stop within ${STOP_TIMEOUT_MS} ms`, { cause: error });
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
