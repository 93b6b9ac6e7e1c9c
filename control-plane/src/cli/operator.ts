import type { z } from 'zod';
import { FaultBody, StaffSession } from '../api/schemas.ts';
import { CommandFailure } from './failure.ts';
import type { Target } from './target.ts';

const TIMEOUT_MS = 10_000;

async function call(url: string, init: RequestInit): Promise<unknown> {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) }).catch(
    (error: unknown) => {
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
      throw new CommandFailure(
        `${new URL(url).origin} does not answer (${cause instanceof Error ? cause.message : String(cause)}).`,
      );
    },
  );
  const body: unknown = await response.json().catch(() => undefined);
  if (response.ok) return body;
  const fault = FaultBody.safeParse(body);
  if (!fault.success)
    throw new CommandFailure(`${url} answered ${response.status}; is that a Weft control plane?`);
  throw new CommandFailure(`The control plane refused: ${fault.data.message} (${fault.data.code}).`);
}

function read<Body>(shape: z.ZodType<Body>, body: unknown, url: string): Body {
  const parsed = shape.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new CommandFailure(`${url} answered in a form that this version does not know.`);
}

/** An operator who is signed in at a control plane. */
export class Operator {
  readonly token: string;
  readonly #url: string;

  private constructor(url: string, token: string) {
    this.#url = url;
    this.token = token;
  }

  /** Signs in. Throws CommandFailure when refused or when nobody answers. */
  static async signIn({ url, login, password }: Target): Promise<Operator> {
    const at = `${url}/v1/sessions/sign-in`;
    const answer = await call(at, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login, password }),
    });
    return new Operator(url, read(StaffSession, answer, at).token);
  }

  /** Asks, and reads the answer by its schema. Throws CommandFailure with the fault's message. */
  async ask<Body>(path: string, shape: z.ZodType<Body>, method = 'GET', body?: object): Promise<Body> {
    const at = `${this.#url}${path}`;
    const authorization = `Bearer ${this.token}`;
    const sent =
      body === undefined
        ? { headers: { authorization } }
        : { headers: { authorization, 'content-type': 'application/json' }, body: JSON.stringify(body) };
    return read(shape, await call(at, { method, ...sent }), at);
  }
}
