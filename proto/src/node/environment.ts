import { z } from 'zod';

/** A configuration that cannot be used; the message is one sentence for the operator. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

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
  if (unknown !== undefined)
    throw new ConfigError(`${unknown} is not a setting; those are ${[...known].join(', ')}`);
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
