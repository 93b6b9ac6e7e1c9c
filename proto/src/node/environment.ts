import { z } from 'zod';

/** A configuration that cannot be used; the message is one sentence for the operator. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Share of letters and pairs from which on one name is taken for a slip of the finger for another. */
const ALIKE = 0.5;

/** What every service is told. */
export const sharedEnvironment = {
  /** Comma-separated. */
  natsUrl: z.string().min(1).default('nats://127.0.0.1:4222'),
  /** Comma-separated. */
  etcdUrl: z.string().min(1).default('http://127.0.0.1:2379'),
  logLevel: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
};

const SHARED_NAMES = {
  natsUrl: 'WEFT_NATS_URL',
  etcdUrl: 'WEFT_ETCD_URL',
  logLevel: 'WEFT_LOG_LEVEL',
  /** Named as everybody names it. */
  databaseUrl: 'DATABASE_URL',
} as const;

const variable = (prefix: string, field: string): string =>
  Object.hasOwn(SHARED_NAMES, field)
    ? SHARED_NAMES[field as keyof typeof SHARED_NAMES]
    : `${prefix}${field.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;

/** Schemas of values that come as text. */
export const fromText = {
  /** A whole number within bounds. */
  whole: (minimum: number, maximum: number) => z.coerce.number().int().min(minimum).max(maximum),
  /** A comma-separated list; an empty text is the empty list. */
  list: () =>
    z.string().transform((text) =>
      text
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    ),
};

/** The name that shares most letters and pairs of them with a mistyped one; undefined where none is like it. */
export function nearestTo(typo: string, names: readonly string[]): string | undefined {
  const wanted = piecesOf(typo);
  const scored = names.map((name) => {
    const own = piecesOf(name);
    const shared = [...own].filter((piece) => wanted.has(piece)).length;
    return { name, score: (2 * shared) / (own.size + wanted.size) };
  });
  const [best] = scored.toSorted((a, b) => b.score - a.score);
  return best !== undefined && best.score > ALIKE ? best.name : undefined;
}

const piecesOf = (text: string): ReadonlySet<string> =>
  new Set([...text].flatMap((letter, i) => [letter, letter + (text[i + 1] ?? '')]));

/** The variables that a shape is read from. */
export const variablesOf = (prefix: string, shape: z.ZodRawShape): readonly string[] =>
  Object.keys(shape).map((field) => variable(prefix, field));

/**
 * Reads a service's configuration: field `rtcPort` from `<prefix>RTC_PORT`,
 * the shared ones from WEFT_NATS_URL, WEFT_ETCD_URL and WEFT_LOG_LEVEL, `databaseUrl` from DATABASE_URL. An empty variable counts
 * as absent. Throws ConfigError naming the variable when a value does not fit
 * or when a variable with the prefix is not one of ours (a typo must not read
 * as "unset"). The result is frozen.
 */
export function readEnvironment<Shape extends z.ZodRawShape>(
  prefix: string,
  shape: Shape,
  environment: Readonly<Record<string, string | undefined>>,
): Readonly<z.infer<z.ZodObject<Shape>>> {
  const fields = Object.keys(shape);
  const names = new Map(fields.map((field) => [field, variable(prefix, field)]));
  const known = new Set(names.values());
  const unknown = Object.keys(environment).find((name) => name.startsWith(prefix) && !known.has(name));
  if (unknown !== undefined) {
    const own = [...known].filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
    const nearest = nearestTo(unknown.slice(prefix.length), own);
    throw new ConfigError(
      `${unknown} is not a setting${nearest === undefined ? '' : `; is ${prefix}${nearest} meant?`}`,
    );
  }
  const given = Object.fromEntries(
    fields.flatMap((field) => {
      const text = environment[names.get(field) ?? ''];
      return text === undefined || text === '' ? [] : [[field, text]];
    }),
  );
  const parsed = z.object(shape).safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const field = String(issue?.path[0] ?? '');
    throw new ConfigError(`${names.get(field) ?? field}: ${issue?.message ?? 'does not fit'}`);
  }
  return Object.freeze(parsed.data);
}
