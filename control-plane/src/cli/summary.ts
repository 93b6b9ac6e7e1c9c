import { relative } from 'node:path';
import { WEFT_VERSION } from '@weft/proto';
import type { Stack } from './stack.ts';
import { table } from './table.ts';

/** What a running stack tells of itself; also what `--json` prints. */
export type StackSummary = Pick<Stack, 'url' | 'dataDir' | 'services' | 'signIns' | 'addresses'>;

/** Where a role works after signing in. */
const PAGE_OF = { agent: '/desk/', supervisor: '/desk/', admin: '/admin/', operator: '/ops/' } as const;

/** Everything a newcomer needs after `weft up`: where to go, who to be, what runs where. */
export function summaryText(stack: StackSummary, tookMs: number, cwd: string): string {
  const { url, services, signIns, dataDir } = stack;
  const folder = relative(cwd, dataDir) || '.';
  const shown = folder.startsWith('..') ? dataDir : folder;
  return [
    `Weft ${WEFT_VERSION} is up after ${(tookMs / 1_000).toFixed(1)} s.`,
    '',
    table(
      ['Open', 'At', 'To'],
      [
        ['Shop', `${url}/shop/`, 'write and call as a customer'],
        ['Desk', `${url}/desk/`, 'answer as an agent'],
        ['Ops', `${url}/ops/`, 'watch and drain nodes'],
        ['Admin', `${url}/admin/`, 'change rules, skills, invitations'],
        ['API', `${url}/v1/openapi.json`, 'read what it offers'],
      ],
      '  ',
    ),
    '',
    table(
      ['Sign in as', 'Password', 'At'],
      signIns.map(({ login, password, role }) => [login, password, PAGE_OF[role]]),
      '  ',
    ),
    '',
    table(
      ['Running', 'Region', 'Address', 'Process'],
      services.map(({ name, region, url: at, pid }) => [name, region === '' ? '-' : region, at, pid]),
      '  ',
    ),
    '',
    '  npm run simulators, in another terminal, plays WeChat, Weibo, SMS carriers and mail, with a page to be a customer on.',
    `  Data and logs are in ${shown}. Ctrl-C stops everything.`,
    '',
  ].join('\n');
}
