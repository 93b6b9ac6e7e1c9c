import { type Clock, type Log, WeftError } from '@weft/proto';
import { type Cell, createCell } from '../cell.ts';
import { Polled } from '../crm/polled.ts';
import type {
  AccountDraft,
  AccountKind,
  AccountStep,
  AccountsEditor,
  AccountsSnapshot,
  ChannelAccount,
  Complaint,
} from '../types.ts';
import { settingsOf } from './account-draft.ts';
import type { AccountChange, AdminApi } from './admin-api.ts';
import { WorkInTurn } from './work-in-turn.ts';

interface Answer {
  readonly known: boolean;
  readonly kinds: readonly AccountKind[];
  readonly accounts: readonly ChannelAccount[];
}

const NOTHING_SAID = { wrong: undefined, tried: undefined, saved: '', removed: '' } as const;
const EMPTY: AccountsSnapshot = { step: 'none', problem: undefined, ...NOTHING_SAID };
const SETTING = /^settings\.(\w+)[^:]*: (.*)$/s;

/** What the server says of a draft; undefined = it is no complaint about it. */
function complaintOf(error: unknown): Complaint | undefined {
  if (!(error instanceof WeftError) || error.code !== 'BAD_REQUEST') return undefined;
  const [, setting = '', reason = error.message] = SETTING.exec(error.message) ?? [];
  return { setting, reason };
}

/** Channels' accounts: how they are doing, and what they are to be. */
export class ChannelAccountsEditor implements AccountsEditor {
  readonly live: Polled<Answer>;
  readonly #api: AdminApi;
  readonly #cell: Cell<AccountsSnapshot> = createCell(EMPTY);
  readonly #work: WorkInTurn<AccountStep>;
  #kinds: readonly AccountKind[] | undefined;

  constructor({ api, clock, log }: { readonly api: AdminApi; readonly clock: Clock; readonly log: Log }) {
    this.#api = api;
    this.#work = new WorkInTurn(log, (standing) => this.#change(standing));
    const unknown = { known: false, kinds: [], accounts: [] };
    this.live = new Polled<Answer>({ ask: () => this.#ask(), unknown, clock, log });
  }

  readonly get = (): AccountsSnapshot => this.#cell.get();
  readonly subscribe = (listener: () => void): (() => void) => this.#cell.subscribe(listener);

  edited(): void {
    this.#change({ ...NOTHING_SAID, problem: undefined });
  }

  save(draft: AccountDraft): void {
    this.#of('saving', async () => {
      await this.#api.putAccount(draft.accountId, this.#changeOf(draft));
      this.#change({ saved: draft.accountId });
    });
  }

  tryOut(draft: AccountDraft): void {
    this.#of('testing', async () => {
      const reason = await this.#api.tryAccount(draft.accountId, this.#changeOf(draft));
      this.#change({ tried: { reason } });
    });
  }

  remove(accountId: string): void {
    this.#of('removing', async () => {
      await this.#api.removeAccount(accountId);
      this.#change({ removed: accountId });
    });
  }

  /** Work whose complaints are shown where the draft is. */
  #of(step: AccountStep, work: () => Promise<void>): void {
    void this.#work.run(step, async () => {
      this.#change(NOTHING_SAID);
      try {
        await work();
      } catch (error) {
        const wrong = complaintOf(error);
        if (wrong === undefined) throw error;
        this.#change({ wrong });
      }
    });
  }

  #changeOf({ accountId, name, kind, enabled, failoverTo, settings }: AccountDraft): AccountChange {
    const { kinds, accounts } = this.live.get();
    const fields = kinds.find((one) => one.kind === kind)?.fields ?? [];
    const before = accounts.find((one) => one.accountId === accountId)?.settings ?? {};
    return { name, kind, enabled, failoverTo, settings: settingsOf(fields, settings, before) };
  }

  /** Kinds are asked for once: they change with the server's version alone. */
  async #ask(): Promise<Answer> {
    const [kinds, accounts] = await Promise.all([this.#kinds ?? this.#api.kinds(), this.#api.accounts()]);
    this.#kinds = kinds;
    return { known: true, kinds, accounts };
  }

  #change(changes: Partial<AccountsSnapshot>): void {
    this.#cell.set({ ...this.get(), ...changes });
  }
}
