import { WeftError } from '@weft/proto';
import { LinkLost } from './engines/link.ts';

/** The SQLSTATE of a database's refusal (PostgreSQL, appendix A); empty when it is none. */
const stateOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** Two transactions stood in each other's way: the same work may succeed at once. */
export const isClash = (error: unknown): boolean => ['40001', '40P01'].includes(stateOf(error));

/** What is to be unique is there already: a database's error, or the error of the table made from it. */
export const isTaken = (error: unknown): boolean =>
  stateOf(error instanceof WeftError ? error.cause : error) === '23505';

/** The error of the table for what a database throws; what is a defect of ours stays as it is. */
export function translate(error: unknown): unknown {
  if (error instanceof LinkLost) return new WeftError('UNAVAILABLE', 'the store is away', { cause: error });
  const state = stateOf(error);
  if (isClash(error)) return new WeftError('CONFLICT', 'others changed the same at once', { cause: error });
  if (isTaken(error)) return new WeftError('CONFLICT', 'it is there already', { cause: error });
  // Out of memory, disk or time, or shutting down: it may be better later.
  if (/^(53|57)/.test(state)) return new WeftError('UNAVAILABLE', 'the store cannot now', { cause: error });
  return error;
}
