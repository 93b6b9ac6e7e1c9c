import { CommandFailure } from './failure.ts';
import type { ServiceKind } from './plan.ts';

type Settings = Readonly<Partial<Record<ServiceKind, Readonly<Record<string, string>>>>>;

const KINDS = ['control', 'edge', 'node'] as const;
const PREFIXES = { control: 'WEFT_CONTROL_', edge: 'WEFT_EDGE_', node: 'WEFT_NODE_' } as const;

/** What the names of the services' own settings begin with. */
export const SERVICE_PREFIXES: readonly string[] = Object.values(PREFIXES);

/** What differs from process to process, or that the launcher has to know: it chooses these itself. */
const CHOSEN = [
  ...['ID', 'REGION', 'REGIONS', 'HOST', 'PORT', 'URL', 'ORIGINS', 'HTTP_HOST', 'HTTP_PORT', 'KEY_FILE'],
  ...['PAGES_DIR', 'PUBLIC_URL', 'AGENTS_FILE', 'SYSTEM_URL', 'HOST_NAME', 'LISTEN_IP', 'RTC_PORT'],
  ...['WORKERS', 'PROBE_PORT', 'STORE_DIR'],
];

/** Whether "weft up" sets this setting of a service itself. */
export const isChosen = (name: string): boolean =>
  SERVICE_PREFIXES.some((prefix) => name.startsWith(prefix) && CHOSEN.includes(name.slice(prefix.length)));

/**
 * Settings of the services in the launcher's environment, by kind: WEFT_EDGE_… for every edge and so
 * on, DATABASE_URL for the control plane. Throws CommandFailure for one that the launcher chooses itself; whether the rest can be used, its
 * service says.
 */
export function serviceSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const found: Partial<Record<ServiceKind, Record<string, string>>> = {};
  for (const [name, value] of Object.entries(environment)) {
    const kind = KINDS.find((one) => name.startsWith(PREFIXES[one]));
    if (kind === undefined || value === undefined || value === '') continue;
    if (isChosen(name))
      throw new CommandFailure(`${name} is chosen by "weft up" itself: take it out of the environment.`);
    found[kind] = { ...found[kind], [name]: value };
  }
  const { DATABASE_URL: database = '' } = environment;
  if (database !== '') found.control = { ...found.control, DATABASE_URL: database };
  return found;
}
