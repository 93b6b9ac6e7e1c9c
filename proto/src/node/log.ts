import { pino } from 'pino';
import type { Log } from '../log.ts';

/** Field names whose values never reach a log, wherever they stand. */
const SECRET = [
  'token',
  'resumeToken',
  'password',
  'passwordHash',
  'authorization',
  'credential',
  'secret',
  'keyBase64',
];

/** JSON lines on standard output. `level` is pino's: "debug", "info", "warn", "error" or "silent". */
export function createLog(level: string, fields: Readonly<Record<string, string>>): Log {
  return pino({
    level,
    base: fields,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: { paths: SECRET.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[secret]' },
  });
}
