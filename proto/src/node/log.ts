import { type DestinationStream, type Logger, pino } from 'pino';
import type { Log } from '../log.ts';

/** Field names whose values never reach a log, wherever they stand. */
const SECRET: ReadonlySet<string> = new Set([
  'token',
  'resumeToken',
  'password',
  'passwordHash',
  'authorization',
  'credential',
  'secret',
  'keyBase64',
]);
const CENSORED = '[secret]';
/** Fields within fields are looked at down to here; what lies deeper is no field of a log line and is left out. */
const MAX_DEPTH = 5;

/** JSON lines on standard output, or to a destination. `level` is pino's: "debug", "info", "warn", "error" or "silent". */
export function createLog(
  level: string,
  fields: Readonly<Record<string, string>>,
  destination?: DestinationStream,
): Log {
  const options = {
    level,
    base: fields,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  return new PinoLog(destination === undefined ? pino(options) : pino(options, destination));
}

/** Keeps secrets out itself: pino's redaction of wildcard paths takes as long as the rest of a line. */
class PinoLog implements Log {
  readonly #lines: Logger;

  constructor(lines: Logger) {
    this.#lines = lines;
  }

  debug(fields: object, message: string): void {
    if (this.#lines.isLevelEnabled('debug')) this.#lines.debug(shownOf(fields, MAX_DEPTH), message);
  }

  info(fields: object, message: string): void {
    if (this.#lines.isLevelEnabled('info')) this.#lines.info(shownOf(fields, MAX_DEPTH), message);
  }

  warn(fields: object, message: string): void {
    this.#lines.warn(shownOf(fields, MAX_DEPTH), message);
  }

  error(fields: object, message: string): void {
    this.#lines.error(shownOf(fields, MAX_DEPTH), message);
  }

  child(fields: object): Log {
    return new PinoLog(this.#lines.child(withoutSecrets({ ...fields }, MAX_DEPTH)));
  }
}

/** The fields themselves where nothing in them is secret, else a copy. */
function withoutSecrets(fields: Record<string, unknown>, depth: number): Record<string, unknown> {
  let copy: Record<string, unknown> | undefined;
  for (const name in fields) {
    const value = fields[name];
    const shown = SECRET.has(name) ? CENSORED : shownOf(value, depth - 1);
    if (shown === value) continue;
    copy ??= { ...fields };
    copy[name] = shown;
  }
  return copy ?? fields;
}

function shownOf(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Error) return value;
  if (depth === 0) return '[deep]';
  if (!Array.isArray(value)) return withoutSecrets(value as Record<string, unknown>, depth);
  const shown = value.map((one) => shownOf(one, depth - 1));
  return shown.some((one, index) => one !== value[index]) ? shown : value;
}
