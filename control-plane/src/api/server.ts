import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { WeftError } from '@weft/proto';
import type { FastifyBaseLogger, FastifyInstance, FastifyTypeProvider } from 'fastify';
import type { z } from 'zod';

/** Takes the types of requests and answers from the route's zod schemas. */
interface ZodTypes extends FastifyTypeProvider {
  readonly validator: this['schema'] extends z.ZodType ? z.output<this['schema']> : unknown;
  readonly serializer: this['schema'] extends z.ZodType ? z.input<this['schema']> : unknown;
}

/** The HTTP server that routes are added to. */
export type HttpServer = FastifyInstance<
  Server,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypes
>;

/** Where it does not fit, without the value, which may be a password. */
const complaint = (part: string, { issues: [issue] }: z.ZodError): string =>
  `${[part, ...(issue?.path ?? [])].map(String).join('.')}: ${issue?.message ?? 'does not fit'}`;

/** Checks a part of a request by its schema; what does not fit is BAD_REQUEST. */
export const checkWith =
  (schema: z.ZodType, part: string) =>
  (value: unknown): { readonly value: unknown } | { readonly error: Error } => {
    const parsed = schema.safeParse(value);
    return parsed.success
      ? { value: parsed.data }
      : { error: new WeftError('BAD_REQUEST', complaint(part, parsed.error)) };
  };

/** Writes an answer in the shape of its schema: a member that the schema does not name never leaves. */
export const writeWith =
  (schema: z.ZodType): ((value: unknown) => string) =>
  (value) =>
    JSON.stringify(schema.parse(value));
