import { askHttp, type HttpMethod } from './http-ask.ts';

/** What-if over a day, or a mailbox that is tried, takes its time. */
const ANSWER_WITHIN_MS = 60_000;

/** Asks one route of the control plane. Rejects with the WeftError of the answer, TIMEOUT without one, a TypeError of the network. */
export type HttpCall = (method: HttpMethod, path: string, body?: object) => Promise<unknown>;

/** By fetch, with the session's token. */
export function httpCall(apiUrl: string, token: () => Promise<string>): HttpCall {
  return async (method, path, body) =>
    askHttp(apiUrl, { method, path, body, token: await token(), withinMs: ANSWER_WITHIN_MS });
}
