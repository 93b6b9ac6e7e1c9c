import { type Log, type Role, WeftError } from '@weft/proto';
import type { Api, Grant } from './api.ts';
import type { PageLink } from './page-parts.ts';
import { problemOf } from './problem.ts';
import type { Session } from './session.ts';
import type { Problem } from './types.ts';

/** Who is at a staff page. */
export type SignInState =
  | { readonly name: 'restoring' }
  | { readonly name: 'signed-out'; readonly problem: Problem | undefined }
  | { readonly name: 'signing-in' }
  | { readonly name: 'signed-in'; readonly grant: Grant };

export interface SignInParts {
  readonly role: Extract<Role, 'agent' | 'operator'>;
  readonly api: Api;
  readonly session: Session;
  readonly link: PageLink;
  readonly log: Log;
  readonly changed: () => void;
  /** Signed out, by the person or by the mesh: nothing of theirs may stay. */
  readonly left: () => void;
}

/** What a refresh is refused with when nobody was signed in: no problem to show. */
const NOBODY: ReadonlySet<string> = new Set(['TOKEN_INVALID', 'TOKEN_EXPIRED', 'SIGN_IN_REFUSED']);

/** Signing in and out of a staff page, by password or by the refresh cookie of before. */
export class SignIn {
  readonly #parts: SignInParts;
  #state: SignInState = { name: 'restoring' };
  #opened = false;

  constructor(parts: SignInParts) {
    this.#parts = parts;
    parts.link.onState((state) => {
      // Signed in elsewhere, token revoked: the link says why, the person decides what next.
      if (state.name === 'failed' && this.#state.name === 'signed-in')
        this.#leave(problemOf(new WeftError(state.code)));
    });
  }

  get state(): SignInState {
    return this.#state;
  }

  /** Tries the cookie; once. */
  open(): void {
    if (this.#opened) return;
    this.#opened = true;
    void this.#enter(this.#parts.api.refresh(), true);
  }

  signIn(login: string, password: string): void {
    if (this.#state.name !== 'signed-out') return;
    this.#set({ name: 'signing-in' });
    void this.#enter(this.#parts.api.signIn(login, password), false);
  }

  signOut(): void {
    if (this.#state.name !== 'signed-in') return;
    this.#leave(undefined);
    this.#forget();
  }

  async #enter(asked: Promise<Grant>, restoring: boolean): Promise<void> {
    try {
      const grant = await asked;
      if (grant.role !== this.#parts.role) {
        if (!restoring) this.#forget();
        this.#set({
          name: 'signed-out',
          problem: restoring ? undefined : problemOf(new WeftError('FORBIDDEN')),
        });
        return;
      }
      this.#parts.session.take(grant);
      this.#set({ name: 'signed-in', grant });
      this.#parts.link.start();
    } catch (error) {
      const nobody = restoring && error instanceof WeftError && NOBODY.has(error.code);
      this.#set({ name: 'signed-out', problem: nobody ? undefined : problemOf(error) });
    }
  }

  #leave(problem: Problem | undefined): void {
    this.#parts.link.close();
    this.#parts.session.forget();
    this.#parts.left();
    this.#set({ name: 'signed-out', problem });
  }

  #forget(): void {
    this.#parts.api
      .signOut()
      .catch((error: unknown) => this.#parts.log.warn({ error: String(error) }, 'cookie not forgotten'));
  }

  #set(state: SignInState): void {
    this.#state = state;
    this.#parts.changed();
  }
}
