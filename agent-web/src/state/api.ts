import { type Role, WeftError } from '@weft/proto';
import type { EdgeAddress } from '../link/index.ts';
import { each, fieldsOf, isObject, number, text, texts } from './fields.ts';
import { askHttp, type HttpMethod } from './http-ask.ts';
import type { AskedCall, AskedFact, OpeningNow } from './types.ts';

/** What a sign-in or a guest session gives. */
export interface Grant {
  readonly token: string;
  /** By the server's clock. */
  readonly expiresAtMs: number;
  readonly role: Role;
  /** Empty for a guest without one. */
  readonly name: string;
  /** The token's subject: a customer's or an agent's id. */
  readonly subjectId: string;
  /** What an agent may do besides: "supervisor", "admin". */
  readonly grants: readonly string[];
  /** They may choose another password here. */
  readonly ownPassword: boolean;
  readonly edges: readonly EdgeAddress[];
}

/** A code for another device. */
export interface Continuation {
  readonly code: string;
  /** How long it is good for. */
  readonly goodForMs: number;
}

/** The control plane's HTTP API as far as pages use it. Rejects with WeftErrors of its table, TypeErrors of the network. */
export interface Api {
  /**
   * `account`: a token signed by the host page's server, says whose customer this is; empty = nobody's (any more);
   * undefined = as `previous` says.
   */
  guest(previous: string | undefined, name: string, account: string | undefined): Promise<Grant>;
  /** A one-time code with which the bearer's conversation goes on at another device. */
  continuation(token: string): Promise<Continuation>;
  /** Whether the customer can have the conversation mailed to them. */
  transcriptOffered(token: string): Promise<boolean>;
  /** Mails the customer's own conversation. */
  sendTranscript(token: string, address: string, language: 'zh' | 'en'): Promise<void>;
  /** For a call; without its kind, for the chat. */
  opening(token: string, asked: Partial<AskedCall>): Promise<OpeningNow>;
  leaveAddress(token: string, address: string): Promise<void>;
  /** What the customer says of themselves; gives what of it cannot be so: then nothing was kept. */
  answerAsked(token: string, said: Partial<Record<AskedFact, string>>): Promise<readonly AskedFact[]>;
  /** A session as the one who got the code. */
  redeem(code: string): Promise<Grant>;
  signIn(login: string, password: string): Promise<Grant>;
  /** By the refresh cookie. Rejects with TOKEN_INVALID where there is none. */
  refresh(): Promise<Grant>;
  signOut(): Promise<void>;
  /** A password of one's own choice; of all sessions the given one alone goes on. Rejects with SIGN_IN_REFUSED when `password` is not the present one. */
  changePassword(
    token: string,
    change: { readonly password: string; readonly newPassword: string; readonly sessionId: string },
  ): Promise<Grant>;
  edges(): Promise<readonly EdgeAddress[]>;
}

const FACTS = ['name', 'email', 'phone'] as const satisfies readonly AskedFact[];

const roleOf = (value: unknown): Role => (value === 'agent' || value === 'operator' ? value : 'customer');

function edgesOf(value: unknown): readonly EdgeAddress[] {
  if (!Array.isArray(value)) return [];
  return value
    .filter(isObject)
    .flatMap(({ edgeId, region, url }) =>
      /^wss?:\/\//.test(text(url)) ? [{ edgeId: text(edgeId), region: text(region), url: text(url) }] : [],
    );
}

function grantOf(value: unknown): Grant {
  if (!isObject(value) || text(value.token) === '')
    throw new WeftError('INTERNAL', 'an answer without a token');
  return {
    token: text(value.token),
    expiresAtMs: number(value.expiresAtMs),
    role: roleOf(value.role),
    name: text(value.name),
    subjectId: text(value.subjectId) || text(value.agentId),
    grants: texts(value.grants),
    ownPassword: value.ownPassword === true,
    edges: edgesOf(value.edges),
  };
}

/** Signing in is among them, whose hash takes long on a busy server; a link that waits for a token stands still so long. */
const ANSWER_WITHIN_MS = 8_000;

/** By fetch, with the refresh cookie where there is one. */
export function fetchApi(apiUrl: string): Api {
  const call = (method: HttpMethod, path: string, body?: object, token = ''): Promise<unknown> =>
    askHttp(apiUrl, { method, path, body, token, withinMs: ANSWER_WITHIN_MS });
  return {
    guest: async (previous, name, account) =>
      grantOf(
        await call('POST', '/v1/sessions/guest', {
          ...(previous === undefined ? {} : { previous }),
          ...(name === '' ? {} : { name }),
          ...(account === undefined ? {} : { account }),
        }),
      ),
    continuation: async (token) => {
      const answer = await call('POST', '/v1/continuations', {}, token);
      if (!isObject(answer) || text(answer.code) === '')
        throw new WeftError('INTERNAL', 'an answer without a code');
      return { code: text(answer.code), goodForMs: number(answer.goodForMs) };
    },
    transcriptOffered: async (token) => {
      const answer = await call('GET', '/v1/transcripts', undefined, token);
      return isObject(answer) && answer.offered === true;
    },
    sendTranscript: async (token, address, language) => {
      const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
      await call('POST', '/v1/transcripts', { address, language, timeZone }, token);
    },
    opening: async (token, asked) => {
      const answer = await call('GET', `/v1/opening?${new URLSearchParams(asked)}`, undefined, token);
      const { open, opensAtMs, reachable, asks } = fieldsOf(answer);
      return {
        ...{ open: open !== false, opensAtMs: number(opensAtMs), reachable: reachable === true },
        // A service that is older than this page asks nothing.
        asks: each(asks, (one) => ({ fact: text(one.fact), required: one.required === true })).flatMap(
          ({ fact, required }) =>
            FACTS.filter((known) => known === fact).map((is) => ({ fact: is, required })),
        ),
      };
    },
    leaveAddress: async (token, address) => {
      await call('POST', '/v1/opening/address', { address }, token);
    },
    answerAsked: async (token, said) => {
      const wrong = texts(fieldsOf(await call('POST', '/v1/opening/answers', said, token)).wrong);
      return FACTS.filter((fact) => wrong.includes(fact));
    },
    redeem: async (code) => grantOf(await call('POST', '/v1/continuations/redeem', { code })),
    signIn: async (login, password) =>
      grantOf(await call('POST', '/v1/sessions/sign-in', { login, password })),
    refresh: async () => {
      const answer = await call('POST', '/v1/sessions/refresh');
      if (answer === undefined) throw new WeftError('TOKEN_INVALID', 'nobody is signed in here');
      return grantOf(answer);
    },
    signOut: async () => {
      await call('DELETE', '/v1/sessions');
    },
    changePassword: async (token, change) =>
      grantOf(await call('PUT', '/v1/sessions/password', change, token)),
    edges: async () => {
      const answer = await call('GET', '/v1/edges');
      return isObject(answer) ? edgesOf(answer.edges) : [];
    },
  };
}
