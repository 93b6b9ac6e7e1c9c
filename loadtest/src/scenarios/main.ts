import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemClock } from '@weft/proto';
import { until } from '@weft/proto/testing';
import type { Webhook } from '../../k6/settings.ts';
import type { Summary } from '../../k6/summary.ts';
import { THRESHOLDS } from '../../k6/thresholds.ts';
import { machine } from '../bench/machine.ts';
import { Staff, webhookOf } from '../channels/staff.ts';
import { startWechat, startWeibo } from '../channels/vendors.ts';
import { storeOpened } from '../stack/store-opened.ts';
import { startTemporaryStack } from '../stack/temporary-stack.ts';
import { signIn } from '../wire/http.ts';
import { StaffTokens } from '../wire/staff-token.ts';
import { FLAGS, OPTIONS, type Run, readCommand } from './command.ts';
import { findK6, installK6, type K6, K6_VERSION } from './find-k6.ts';
import { runHere } from './run-here.ts';
import { runK6 } from './run-k6.ts';

/** Where summaries go, a folder for each scenario. */
const FOLDER = fileURLToPath(new URL('../../../out/load', import.meta.url));
const DESKS = 50;
const COULD_NOT = 1;
const NOT_UNDERSTOOD = 2;
/** As k6 ends: it ran, and a bound was not held. */
const NOT_HELD = 99;

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

/** The mesh that is loaded, who opens desks there, and which channels' accounts are pushed to. */
interface Target extends AsyncDisposable {
  readonly url: string;
  readonly deskTokens: readonly string[];
  readonly webhooks: readonly Webhook[];
}

/** What of somebody else's mesh is to be named, by scenario. */
async function namedTarget(url: string, run: Run): Promise<Target> {
  const nothing = { url, deskTokens: [], webhooks: [], [Symbol.asyncDispose]: async () => undefined };
  const { scenario, login, password, account, secret } = run;
  if (scenario === 'desk-watch') {
    if (login === undefined || password === undefined)
      throw new Error('desk-watch needs --login and --password of an agent there');
    const { token } = await signIn(url, login, password);
    return { ...nothing, deskTokens: [token] };
  }
  if (scenario === 'webhook-flood') {
    if (account === undefined || secret === undefined)
      throw new Error('webhook-flood needs --account and --secret of a channel there');
    return { ...nothing, webhooks: [{ kind: account.kind, url: webhookOf(url, account.id), secret }] };
  }
  return nothing;
}

async function targetOf(run: Run): Promise<Target> {
  const { target, region, scenario } = run;
  if (target !== undefined) return namedTarget(target.replace(/\/$/, ''), run);
  say('starting one region');
  await using owned = new AsyncDisposableStack();
  const { stack } = owned.use(
    await startTemporaryStack({
      ...{ regions: [region], nodesPerRegion: 1, pages: false, settings: SETTINGS },
    }),
  );
  await storeOpened(stack.url, region, systemClock);
  const tokens = await StaffTokens.of(stack.dataDir);
  const deskTokens = Array.from({ length: DESKS }, (_, i) => tokens.agent(`agent-${i}`, systemClock.now()));
  const webhooks = scenario === 'webhook-flood' ? await vendorsOf(stack, owned) : [];
  const all = owned.move();
  return { url: stack.url, deskTokens, webhooks, [Symbol.asyncDispose]: () => all.disposeAsync() };
}

/** An account at each simulated vendor, whose own API is asked who writes. */
async function vendorsOf(
  stack: Parameters<typeof Staff.signIn>[0],
  owned: AsyncDisposableStack,
): Promise<readonly Webhook[]> {
  const admin = await Staff.signIn(stack, 'mei');
  const at = { stackUrl: stack.url, admin };
  const wechat = owned.use(await startWechat({ ...at, accountId: 'wechat-flood', mode: 'plain' }));
  const weibo = owned.use(await startWeibo({ ...at, accountId: 'weibo-flood' }));
  const [one, other] = [wechat.platform.setup, weibo.platform.setup];
  for (const { platform } of [wechat, weibo])
    await until(async () => (await platform.checkAddress()) || 'the account does not answer yet');
  return [
    { kind: 'wechat', url: one.webhookUrl, secret: one.token },
    { kind: 'weibo', url: other.webhookUrl, secret: other.appSecret },
  ];
}

/** The k6 to run in; undefined = none, and none was asked for. */
async function k6Of(run: Run): Promise<K6 | undefined> {
  const found = await findK6(process.env);
  if (found !== undefined || !run.installK6) return found;
  say(`Go builds k6 ${K6_VERSION}, which is under the AGPL: this takes some minutes, once`);
  return installK6(process.env);
}

/** Resolves with whether all bounds were held. Throws when it could not run. */
async function load(run: Run): Promise<boolean> {
  const { scenario, region, people, seconds, json } = run;
  const k6 = await k6Of(run);
  const before = await machine();
  await using target = await targetOf(run);
  const folder = join(FOLDER, scenario);
  const setup = {
    ...before,
    runner: k6?.version ?? 'this process, in place of k6',
    target: run.target ?? 'its own',
    region,
  };
  const environment = {
    ...{ WEFT_URL: target.url, WEFT_REGION: region, WEFT_SCENARIO: scenario, WEFT_OUT: folder },
    ...{ WEFT_SETUP: JSON.stringify(setup), WEFT_DESK_TOKENS: target.deskTokens.join(' ') },
    WEFT_WEBHOOKS: JSON.stringify(target.webhooks),
    ...(people === undefined ? {} : { WEFT_PEOPLE: people }),
    ...(seconds === undefined ? {} : { WEFT_SECONDS: seconds }),
  };
  say(`${scenario} at ${target.url}`);
  if (k6 === undefined) say(await runHere(scenario, environment));
  else await runK6(k6.command, scenario, environment, folder);
  say(`${join(folder, 'summary.html')} and summary.json beside it`);
  if (k6 === undefined)
    say(
      `k6 is not here, so this ran in one process, on one core: --install-k6 has Go build k6 ${K6_VERSION} (AGPL), and later runs use it`,
    );
  const summary = JSON.parse(await readFile(join(folder, 'summary.json'), 'utf8')) as Summary;
  const { held } = summary;
  if (!held) say(`a bound was not held, so this ends with ${NOT_HELD}`);
  if (!json) return held;
  await new Promise<void>((resolve) => {
    process.stdout.write(`${JSON.stringify(summary)}\n`, () => resolve());
  });
  return held;
}

async function main(words: readonly string[]): Promise<number> {
  const command = readCommand(words, Object.keys(THRESHOLDS));
  switch (command.does) {
    case 'list': {
      const options = Object.entries({ ...OPTIONS, ...FLAGS }).map(
        ([name, meaning]) => `  --${name}: ${meaning}`,
      );
      say(['npm run load -- SCENARIO', ...Object.keys(THRESHOLDS), ...options].join('\n'));
      return 0;
    }
    case 'refuse':
      say(command.why);
      return NOT_UNDERSTOOD;
    case 'run':
      try {
        return (await load(command.run)) ? 0 : NOT_HELD;
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
