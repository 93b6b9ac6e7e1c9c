import { type Clock, WEFT_VERSION } from '@weft/proto';
import { Command, InvalidArgumentError, Option } from 'commander';
import { CallList, NodeList } from '../api/schemas.ts';
import type { Terminal } from './console.ts';
import { drain, undrain } from './drain.ts';
import { callsText, nodesText } from './mesh-text.ts';
import { Operator } from './operator.ts';
import { queuePolicy } from './queue.ts';
import { serviceSettings } from './service-settings.ts';
import { status } from './status.ts';
import { findTarget } from './target.ts';
import { unknownSettings } from './unknown-settings.ts';
import { up } from './up.ts';

/** What the commands are run with. */
export interface ProgramOptions {
  readonly out: Terminal;
  readonly err: Terminal;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly cwd: string;
  /** Aborted by the first and by the second request to stop. */
  readonly stop: AbortSignal;
  readonly stopNow: AbortSignal;
}

const whole =
  (least: number, most: number) =>
  (text: string): number => {
    const value = Number(text);
    if (Number.isInteger(value) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`a whole number from ${least} to ${most} is needed.`);
  };

const onOrOff = (text: string): boolean => {
  if (text === 'on' || text === 'off') return text === 'on';
  throw new InvalidArgumentError('"on" or "off" is needed.');
};

const list = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

const dataOption = () => new Option('--data <folder>', 'where the stack keeps its data').default('.weft');

interface UpFlags {
  readonly data: string;
  readonly http?: number;
  readonly regions: string[];
  readonly nodes: number;
  readonly controls: number;
  readonly servers: number;
  readonly freePorts?: true;
  readonly pages: boolean;
  readonly json?: true;
  readonly origin: string[];
}

/** Told, not refused: calls survive an instance's death without a store, too. */
const NO_STORE =
  'Several control-plane instances need one PostgreSQL, named by DATABASE_URL: without it calls work and conversations do not.';

/** The `weft` command. Its actions throw CommandFailure. */
export function createProgram(options: ProgramOptions): Command {
  const { out, err, environment, clock } = options;
  const program = new Command('weft')
    .description('Runs and looks after a Weft mesh')
    .version(WEFT_VERSION)
    .configureOutput({ writeOut: (text) => out.write(text), writeErr: (text) => err.write(text) })
    .exitOverride();
  const signIn = async (dataDir: string): Promise<Operator> =>
    Operator.signIn(await findTarget(dataDir, environment));

  program
    .command('up')
    .description('start a whole mesh on this machine, until Ctrl-C')
    .addOption(dataOption())
    .option('--http <port>', 'port of the pages and the HTTP API', whole(1, 65_535))
    .option('--regions <names>', 'comma-separated', list, ['eu', 'ap'])
    .option('--nodes <count>', 'media nodes in each region', whole(1, 32), 2)
    .option('--controls <count>', 'instances of the control plane', whole(1, 8), 1)
    .option('--servers <count>', 'nats-servers and etcds: 1, or 3 of each', whole(1, 3), 1)
    .option('--free-ports', 'take any free ports instead of the fixed ones')
    .option('--origin <origins>', 'further pages that may connect, such as a development server', list, [])
    .option('--no-pages', 'neither build nor serve the pages')
    .option('--json', 'print one JSON line instead of tables')
    .action(async (flags: UpFlags) => {
      if (flags.controls > 1 && (environment.DATABASE_URL ?? '') === '') err.write(`${NO_STORE}\n`);
      for (const sentence of unknownSettings(environment)) err.write(`${sentence}\n`);
      await up({
        ...options,
        json: flags.json === true,
        stack: {
          dataDir: flags.data,
          regions: flags.regions,
          nodesPerRegion: flags.nodes,
          controls: flags.controls,
          servers: flags.servers,
          freePorts: flags.freePorts === true,
          origins: flags.origin,
          pages: flags.pages,
          settings: serviceSettings(environment),
          ...(flags.http === undefined ? {} : { httpPort: flags.http }),
        },
      });
    });

  program
    .command('status')
    .description('what runs, whether it is ready, and the mesh')
    .addOption(dataOption())
    .action((flags: { data: string }) => status(flags.data, environment, out));

  program
    .command('nodes')
    .description('the media nodes and what they carry')
    .addOption(dataOption())
    .option('--json', 'print JSON')
    .action(async (flags: { data: string; json?: true }) => {
      const body = await (await signIn(flags.data)).ask('/v1/nodes', NodeList);
      out.write(
        flags.json === true ? `${JSON.stringify(body)}\n` : `${nodesText(body.nodes, clock.now())}\n`,
      );
    });

  program
    .command('calls')
    .description('the live calls')
    .addOption(dataOption())
    .option('--json', 'print JSON')
    .action(async (flags: { data: string; json?: true }) => {
      const body = await (await signIn(flags.data)).ask('/v1/calls', CallList);
      out.write(
        flags.json === true ? `${JSON.stringify(body)}\n` : `${callsText(body.calls, clock.now())}\n`,
      );
    });

  program
    .command('drain <node>')
    .description('move every call off a media node, and wait until it is empty')
    .addOption(dataOption())
    .option('--off', 'let it take calls again')
    .option('--timeout <seconds>', 'how long to wait; 0 = not at all', whole(0, 86_400), 60)
    .action(async (node: string, flags: { data: string; off?: true; timeout: number }) => {
      const operator = await signIn(flags.data);
      const order = { operator, node, timeoutMs: flags.timeout * 1_000, out, clock, stop: options.stop };
      await (flags.off === true ? undrain(order) : drain(order));
    });

  program
    .command('queue <queue>')
    .description("show or set a queue's policy, for the calls that begin from then on")
    .addOption(dataOption())
    .addOption(
      new Option(
        '--hot <on|off>',
        'sound on both legs all the time: a death loses next to nothing',
      ).argParser(onOrOff),
    )
    .action(async (queue: string, flags: { data: string; hot?: boolean }) => {
      await queuePolicy({ operator: await signIn(flags.data), queue, hot: flags.hot, out });
    });

  program
    .command('token')
    .description("print an operator's token for the HTTP API, good for ten minutes")
    .addOption(dataOption())
    .action(async (flags: { data: string }) => {
      out.write(`${(await signIn(flags.data)).token}\n`);
    });

  return program;
}
