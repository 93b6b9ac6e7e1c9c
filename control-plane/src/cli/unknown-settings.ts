import { nearestTo } from '@weft/proto/node';
import { CONTROL_VARIABLES } from '../config.ts';
import { isChosen, SERVICE_PREFIXES } from './service-settings.ts';

const OURS = 'WEFT_';

/** What is read elsewhere than in a service: by the commands, the set-up, the page builder, tests and benchmarks. */
const READ_ELSEWHERE = [
  ...['WEFT_URL', 'WEFT_LOGIN', 'WEFT_PASSWORD', 'WEFT_DEBUG', 'WEFT_PARENT_PIPE', 'WEFT_DEV_API_URL'],
  ...['WEFT_CHROMIUM', 'WEFT_PICTURES', 'WEFT_BENCH_TRACE', 'WEFT_FUZZ_SEED'],
  ...['WEFT_STORM_SEED', 'WEFT_STORM_STEPS'],
];

/** What the launcher chooses itself it would refuse: that is nobody's meaning. */
const SETTABLE = CONTROL_VARIABLES.filter((name) => !isChosen(name));

/** The rest of the name may be anything that the service knows: it says so itself. */
const hasService = (name: string): boolean => SERVICE_PREFIXES.some((prefix) => name.startsWith(prefix));

const stripped = (name: string): string => name.slice(OURS.length);

/** What a name that nobody reads is likely to mean: one with a service's prefix and a slip in it, one without the prefix, or another. */
function meant(name: string): string | undefined {
  // Without the prefix of its service, or with one that it has not.
  const own = [`WEFT_CONTROL_${stripped(name)}`, stripped(name)].find((one) => SETTABLE.includes(one));
  if (own !== undefined) return own;
  const [first = '', ...rest] = stripped(name).split('_');
  const prefix = nearestTo(
    first,
    SERVICE_PREFIXES.map((one) => stripped(one).slice(0, -1)),
  );
  if (prefix !== undefined && rest.length > 0) return `${OURS}${prefix}_${rest.join('_')}`;
  const names = [...SETTABLE, ...READ_ELSEWHERE].filter((known) => known.startsWith(OURS));
  const nearest = nearestTo(stripped(name), names.map(stripped));
  return nearest === undefined ? undefined : `${OURS}${nearest}`;
}

/**
 * A sentence for each variable of the environment that is named like ours and that nobody reads: a slip must not pass for
 * unset. Told, not refused: beside Weft others may name theirs so, as orchestrators do for a service called "weft".
 */
export function unknownSettings(
  environment: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  const known = new Set([...CONTROL_VARIABLES, ...READ_ELSEWHERE]);
  return Object.entries(environment).flatMap(([name, value]) => {
    if (value === undefined || value === '' || !name.startsWith(OURS)) return [];
    if (known.has(name) || hasService(name)) return [];
    const likely = meant(name);
    return [
      `${name} is not a setting, and is ignored${likely === undefined ? '.' : `; is ${likely} meant?`}`,
    ];
  });
}
