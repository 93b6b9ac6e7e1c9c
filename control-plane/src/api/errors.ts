import type { Socket } from 'node:net';
import { ERRORS, type Fault, isErrorCode, type Log, toFault, WeftError } from '@weft/proto';
import type { FastifyReply } from 'fastify';
import type { HttpServer } from './server.ts';

/** The error of the table for what Fastify itself refuses, before a route sees it. */
function translate(error: unknown): unknown {
  if (error instanceof WeftError || !(error instanceof Error)) return error;
  const code = 'code' in error ? error.code : undefined;
  const status = 'statusCode' in error ? error.statusCode : undefined;
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new WeftError('FRAME_TOO_LARGE', 'the body is too large');
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE')
    return new WeftError('BAD_REQUEST', 'the body must be application/json');
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return new WeftError('BAD_REQUEST', 'the request cannot be read', { cause: error });
  }
  return error;
}

const statusOf = (fault: Fault): number => (isErrorCode(fault.code) ? ERRORS[fault.code].http : 500);

/** Answers with the fault for any thrown thing. What is not of the table is logged and told as INTERNAL. */
export function sendFault(reply: FastifyReply, thrown: unknown, log: Log): FastifyReply {
  const error = translate(thrown);
  const fault = toFault(error);
  if (fault.code === 'INTERNAL') {
    const route = reply.request.routeOptions.url ?? '';
    log.error({ route, error: error instanceof Error ? error.stack : String(error) }, 'request failed');
  }
  if (fault.retryAfterMs > 0) reply.header('retry-after', Math.ceil(fault.retryAfterMs / 1_000));
  // A page's headers must not decide what happens to a fault.
  return reply
    .code(statusOf(fault))
    .header('cache-control', 'no-store')
    .type('application/json; charset=utf-8')
    .serializer((payload) => JSON.stringify(payload))
    .send(fault);
}

/** Every error of the server goes out as a fault with the table's status. */
export function answerWithFaults(server: HttpServer, log: Log): void {
  server.setErrorHandler((error, _request, reply) => sendFault(reply, error, log));
  server.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?', 1)[0]?.slice(0, 200);
    return sendFault(reply, new WeftError('ROUTE_NOT_FOUND', `nothing is at ${request.method} ${path}`), log);
  });
}

/**
 * Answers what is not HTTP at all, or began and did not go on; the connection
 * ends. One that nothing came over ends without a word: a browser opens some
 * ahead, and would take what is said there for the answer to its next request.
 */
export function refuseGarbage(error: Error, socket: Socket): void {
  if (!socket.writable) return;
  if (socket.bytesRead === 0) {
    socket.end();
    return;
  }
  const late = 'code' in error && error.code === 'ERR_HTTP_REQUEST_TIMEOUT';
  const fault = late
    ? new WeftError('TIMEOUT', 'the request did not come in time')
    : new WeftError('BAD_REQUEST', 'this is not HTTP');
  const body = JSON.stringify(toFault(fault));
  const head = [
    `HTTP/1.1 ${late ? '408 Request Timeout' : '400 Bad Request'}`,
    'content-type: application/json',
    `content-length: ${body.length}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
