import { startEtcd } from '@weft/proto/testing';
import { StaffSession } from '../schemas.ts';
import { ask } from './ask.ts';
import { type Instance, PEOPLE, startInstance } from './instance.ts';

/** An API on an etcd of its own, at which all people are signed in. */
export interface SignedIn extends Instance {
  /** Session tokens by login. */
  readonly tokens: Map<string, string>;
}

/** Starts one; the settings and the orders are those of `startInstance`. */
export async function startSignedIn(...rest: TailOf<typeof startInstance>): Promise<SignedIn> {
  await using stack = new AsyncDisposableStack();
  const etcd = stack.use(await startEtcd());
  const instance = stack.use(await startInstance(etcd.url, ...rest));
  const tokens = new Map<string, string>();
  for (const { login, password } of PEOPLE) {
    const body = { login, password };
    tokens.set(login, (await ask(`${instance.url}/v1/sessions/sign-in`, StaffSession, { body })).body.token);
  }
  const owned = stack.move();
  return Object.assign(instance, { tokens, [Symbol.asyncDispose]: () => owned.disposeAsync() });
}

type TailOf<Start extends (first: never, ...rest: never[]) => unknown> =
  Parameters<Start> extends [unknown, ...infer Rest] ? Rest : never;
