import type { Log } from '@weft/proto';
import type { Api } from './api.ts';
import { type Cell, createCell } from './cell.ts';
import type { PageLink } from './page-parts.ts';
import { problemOf } from './problem.ts';
import type { Session } from './session.ts';
import type { OwnPassword, OwnPasswordSnapshot } from './types.ts';

const IDLE: OwnPasswordSnapshot = { step: 'none', problem: undefined };

export interface OwnPasswordParts {
  readonly api: Pick<Api, 'changePassword'>;
  readonly session: Session;
  readonly link: Pick<PageLink, 'state'>;
  readonly log: Log;
}

/** The password of whoever is signed in. The page's own session goes on when it is another. */
export class ChosenPassword implements OwnPassword {
  readonly #parts: OwnPasswordParts;
  readonly #cell: Cell<OwnPasswordSnapshot> = createCell(IDLE);

  constructor(parts: OwnPasswordParts) {
    this.#parts = parts;
  }

  readonly get = (): OwnPasswordSnapshot => this.#cell.get();
  readonly subscribe = (listener: () => void): (() => void) => this.#cell.subscribe(listener);

  change(password: string, newPassword: string): void {
    if (this.get().step === 'saving') return;
    this.#cell.set({ step: 'saving', problem: undefined });
    void this.#change(password, newPassword);
  }

  forget(): void {
    if (this.get().step !== 'saving') this.#cell.set(IDLE);
  }

  async #change(password: string, newPassword: string): Promise<void> {
    const { api, session, link, log } = this.#parts;
    try {
      const token = await session.token(false);
      const sessionId = link.state.name === 'ready' ? link.state.sessionId : '';
      session.take(await api.changePassword(token, { password, newPassword, sessionId }));
      this.#cell.set({ step: 'saved', problem: undefined });
    } catch (error) {
      log.warn({ error: String(error) }, 'password not changed');
      this.#cell.set({ step: 'none', problem: problemOf(error) });
    }
  }
}
