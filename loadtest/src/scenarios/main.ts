import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemClock } from '@weft/proto';
import { THRESHOLDS } from '../../k6/thresholds.ts';
import { machine } from '../bench/machine.ts';
import { storeOpened } from '../stack/store-opened.ts';
import { startTemporaryStack } from '../stack/temporary-stack.ts';
import { signIn } from '../wire/http.ts';
import { StaffTokens } from '../wire/staff-token.ts';
import { OPTIONS, type Run, readCommand } from './command.ts';
import { runHere } from './run-here.ts';
import { k6Version, runK6 } from './run-k6.ts';

/** Where summaries go, a folder for each scenario. */
const FOLDER = fileURLToPath(new URL('../../../out/load', import.meta.url));
const DESKS = 50;
const COULD_NOT = 1;
const NOT_UNDERSTOOD = 2;

/** Load from one machine is many people behind one address: these limits are set for it, and nothing else is. */
const SETTINGS = {
  control: {
    ...{ WEFT_CONTROL_GUESTS_PER_MINUTE: '1000000', WEFT_CONTROL_SIGN_INS_PER_MINUTE: '100000' },
    ...{ WEFT_CONTROL_MESSAGES_PER_MINUTE: '100000', WEFT_CONTROL_MESSAGE_BURST: '10000' },
    ...{ WEFT_CONTROL_REQUESTS_PER_SECOND: '10000', WEFT_CONTROL_REQUEST_BURST: '10000' },
  },
  edge: {
    ...{ WEFT_EDGE_ADDRESS_CONNECTS_PER_S: '0', WEFT_EDGE_ADDRESS_FRAMES_PER_S: '0' },
  },
};

const say = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

/** The mesh that is loaded, and who opens desks there. */
interface Target extends AsyncDisposable {
  readonly url: string;
  readonly deskTokens: readonly string[];
}

async function targetOf({ target, region, scenario, login, password }: Run): Promise<Target> {
  if (target !== undefined) {
    const url = target.replace(/\/$/, '');
    if (scenario !== 'desk-watch')
      return { url, deskTokens: [], [Symbol.asyncDispose]: async () => undefined };
    if (login === undefined || password === undefined)
      throw new Error('desk-watch needs --login and --password of an agent there');
    const { token } = await signIn(url, login, password);
    return { url, deskTokens: [token], [Symbol.asyncDispose]: async () => undefined };
  }
  say('starting one region');
  const temporary = await startTemporaryStack({
    ...{ regions: [region], nodesPerRegion: 1, pages: false, settings: SETTINGS },
  });
  await storeOpened(temporary.stack.url, region, systemClock);
  const tokens = await StaffTokens.of(temporary.stack.dataDir);
  const agents = Array.from({ length: DESKS }, (_, i) => tokens.agent(`agent-${i}`, systemClock.now()));
  return {
    url: temporary.stack.url,
    deskTokens: agents,
    [Symbol.asyncDispose]: () => temporary[Symbol.asyncDispose](),
  };
}

async function load(run: Run): Promise<void> {
  const { scenario, region, people, seconds, json } = run;
  const k6 = await k6Version();
  if (k6 === undefined)
    say(
      'k6 is not on the path: the scenario runs in this process instead, on one core (https://grafana.com/docs/k6 says how to get it)',
    );
  const before = await machine();
  await using target = await targetOf(run);
  const folder = join(FOLDER, scenario);
  const setup = {
    ...before,
    runner: k6 ?? 'this process, in place of k6',
    target: run.target ?? 'its own',
    region,
  };
  const environment = {
    ...{ WEFT_URL: target.url, WEFT_REGION: region, WEFT_SCENARIO: scenario, WEFT_OUT: folder },
    ...{ WEFT_SETUP: JSON.stringify(setup), WEFT_DESK_TOKENS: target.deskTokens.join(' ') },
    ...(people === undefined ? {} : { WEFT_PEOPLE: people }),
    ...(seconds === undefined ? {} : { WEFT_SECONDS: seconds }),
  };
  say(`${scenario} at ${target.url}`);
  if (k6 === undefined) say(await runHere(scenario, environment));
  else await runK6(scenario, environment, folder);
  say(`${join(folder, 'summary.html')} and summary.json beside it`);
  if (!json) return;
  const summary: unknown = JSON.parse(await readFile(join(folder, 'summary.json'), 'utf8'));
  await new Promise<void>((resolve) => {
    process.stdout.write(`${JSON.stringify(summary)}\n`, () => resolve());
  });
}

async function main(words: readonly string[]): Promise<number> {
  const command = readCommand(words, Object.keys(THRESHOLDS));
  switch (command.does) {
    case 'list': {
      const options = Object.entries(OPTIONS).map(([name, meaning]) => `  --${name}: ${meaning}`);
      say(['npm run load -- SCENARIO [--json]', ...Object.keys(THRESHOLDS), ...options].join('\n'));
      return 0;
    }
    case 'refuse':
      say(command.why);
      return NOT_UNDERSTOOD;
    case 'run':
      try {
        await load(command.run);
        return 0;
      } catch (error) {
        say(
          `${command.run.scenario} could not be run: ${error instanceof Error ? error.message : String(error)}`,
        );
        return COULD_NOT;
      }
  }
}

// A socket that is still closing is not waited for: the summary is out.
process.exit(await main(process.argv.slice(2)));
