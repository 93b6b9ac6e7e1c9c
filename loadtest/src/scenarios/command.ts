/** What `npm run load` is asked for. */
export type Command =
  | { readonly does: 'run'; readonly run: Run }
  | { readonly does: 'list' }
  | { readonly does: 'refuse'; readonly why: string };

/** One run of a scenario. */
export interface Run {
  readonly scenario: string;
  /** The mesh to load; undefined = one of its own on free ports. */
  readonly target: string | undefined;
  readonly region: string;
  readonly people: string | undefined;
  readonly seconds: string | undefined;
  /** Whom desks sign in as at a target that is not its own. */
  readonly login: string | undefined;
  readonly password: string | undefined;
  /** The channel's account that is pushed to at a target that is not its own. */
  readonly account: { readonly kind: 'wechat' | 'weibo'; readonly id: string } | undefined;
  /** What pushes to it are signed with. */
  readonly secret: string | undefined;
  /** Load may leave this machine. */
  readonly away: boolean;
  /** Where there is no k6, Go builds one first. */
  readonly installK6: boolean;
  readonly json: boolean;
}

/** Options with a value → what they mean. */
export const OPTIONS = {
  target: 'URL of a mesh to load (otherwise one is started on free ports)',
  region: 'region whose edge is used (eu)',
  people: 'how many people, by scenario',
  seconds: 'how long they keep coming',
  login: 'agent whom desks sign in as at --target',
  password: 'of --login',
  account: 'account that is pushed to at --target: wechat:ID (in plain mode) or weibo:ID',
  secret: 'what pushes to --account are signed with: the token or the app secret',
} as const;
/** Options without one. */
export const FLAGS = {
  json: 'the summary as one line of JSON on standard output',
  'allow-remote': 'load may leave this machine',
  'install-k6': 'where there is no k6, Go builds one (AGPL) into the cache, and it is used from then on',
} as const;

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Reads `SCENARIO [--option value]...`. A target beyond loopback is refused unless --allow-remote is there. */
export function readCommand(words: readonly string[], scenarios: readonly string[]): Command {
  const [scenario, ...rest] = words;
  if (scenario === undefined || scenario === '--help') return { does: 'list' };
  if (!scenarios.includes(scenario))
    return { does: 'refuse', why: `no scenario "${scenario}": there are ${scenarios.join(', ')}` };
  const given = new Map<string, string>();
  for (let i = 0; i < rest.length; i++) {
    const word = rest[i] ?? '';
    const [name = '', value] = word.replace(/^--/, '').split('=', 2);
    const isFlag = Object.keys(FLAGS).some((flag) => word === `--${flag}`);
    if (isFlag) given.set(name, '');
    else if (!word.startsWith('--') || !Object.hasOwn(OPTIONS, name)) return unknown(word);
    else given.set(name, value ?? rest[++i] ?? '');
  }
  for (const name of ['people', 'seconds']) {
    const value = given.get(name);
    if (value !== undefined && !/^[1-9]\d*$/.test(value))
      return { does: 'refuse', why: `--${name} wants a whole number from 1 up, not "${value}"` };
  }
  const target = given.get('target');
  if (target !== undefined && !URL.canParse(target))
    return { does: 'refuse', why: `--target wants a URL, not "${target}"` };
  const away = given.has('allow-remote');
  if (target !== undefined && !away && !LOOPBACK.test(new URL(target).hostname))
    return {
      does: 'refuse',
      why: `${new URL(target).hostname} is not this machine: add --allow-remote if it is yours to load`,
    };
  const region = given.get('region') ?? 'eu';
  const [people, seconds] = [given.get('people'), given.get('seconds')];
  const [login, password] = [given.get('login'), given.get('password')];
  const named = given.get('account');
  const account = named === undefined ? undefined : accountOf(named);
  if (named !== undefined && account === undefined)
    return { does: 'refuse', why: `--account wants wechat:ID or weibo:ID, not "${named}"` };
  const how = { people, seconds, login, password, account, secret: given.get('secret') };
  const installK6 = given.has('install-k6');
  return { does: 'run', run: { scenario, target, region, ...how, away, installK6, json: given.has('json') } };
}

function accountOf(named: string): Run['account'] {
  const [, kind, id] = /^(wechat|weibo):([\w-]+)$/.exec(named) ?? [];
  if (id === undefined || (kind !== 'wechat' && kind !== 'weibo')) return undefined;
  return { kind, id };
}

const unknown = (word: string): Command => ({
  does: 'refuse',
  why: `nothing is known of "${word}": there are ${[...Object.keys(OPTIONS), ...Object.keys(FLAGS)].map((name) => `--${name}`).join(', ')}`,
});
