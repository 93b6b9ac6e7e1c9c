import { sleep, systemClock } from '@weft/proto';
import { signIn } from '../wire/http.ts';

/** How long a new store may take to open on a machine that is busy. */
const STORE_MS = 120_000;
const UNAVAILABLE = 503;

/** An account of a channel, as an administrator writes it down. */
export interface AccountChange {
  readonly name: string;
  readonly kind: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly enabled?: boolean;
  /** An account that sends what this one cannot. */
  readonly failoverTo?: string;
}

/** A stack, as far as signing in needs it. */
interface Signers {
  readonly url: string;
  readonly signIns: readonly { readonly login: string; readonly password: string }[];
}

/** Somebody who may sign in at a stack, at its HTTP API. */
export class Staff {
  readonly token: string;
  readonly #url: string;

  private constructor(url: string, token: string) {
    this.#url = url;
    this.token = token;
  }

  static async signIn({ url, signIns }: Signers, login: string): Promise<Staff> {
    const person = signIns.find((one) => one.login === login);
    if (person === undefined) throw new Error(`nobody signs in as ${login}`);
    const { token } = await signIn(url, login, person.password);
    return new Staff(url, token);
  }

  /** Asks the API, again while the store is away; throws when it does not say yes. */
  ask(method: string, path: string, body?: object): Promise<unknown> {
    return this.#askUntil(systemClock.monotonic() + STORE_MS, method, path, body);
  }

  /** Makes a channel's account; it holds at once. */
  async putAccount(accountId: string, change: AccountChange): Promise<void> {
    await this.ask('PUT', `/v1/channels/${accountId}`, change);
  }

  /** How a channel's account is doing: "up", "connecting", "down: reason", …. */
  async accountState(accountId: string): Promise<string> {
    const { accounts } = (await this.ask('GET', '/v1/channels')) as {
      accounts: readonly { accountId: string; health: { state: string; reason: string } }[];
    };
    const { state, reason } = accounts.find((one) => one.accountId === accountId)?.health ?? {
      ...{ state: 'not there', reason: '' },
    };
    return reason === '' ? state : `${state}: ${reason}`;
  }

  async #askUntil(untilMs: number, method: string, path: string, body?: object): Promise<unknown> {
    const response = await fetch(`${this.#url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (response.status === UNAVAILABLE && systemClock.monotonic() < untilMs) {
      await sleep(systemClock, 500);
      return this.#askUntil(untilMs, method, path, body);
    }
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text.slice(0, 300)}`);
    return text === '' ? undefined : JSON.parse(text);
  }
}

/** Where a vendor pushes to an account. */
export const webhookOf = (stackUrl: string, accountId: string): string =>
  `${stackUrl}/v1/channels/${accountId}/webhook`;
