import { type Log, WeftError } from '@weft/proto';
import { type Cell, createCell } from '../cell.ts';
import type { Invitation, InvitationsEditor, InvitationsSnapshot, SectionStep } from '../types.ts';
import type { AdminApi, InvitationList } from './admin-api.ts';
import { WorkInTurn } from './work-in-turn.ts';

const EMPTY: InvitationsSnapshot = {
  ...{ step: 'none', problem: undefined, rules: [], changed: false, overtaken: false, saved: false },
};
const DAY_MS = 86_400_000;

/** The rules by which visitors are invited, edited as a list and saved as one. */
export class InvitationListEditor implements InvitationsEditor {
  readonly #api: AdminApi;
  readonly #cell: Cell<InvitationsSnapshot> = createCell(EMPTY);
  readonly #work: WorkInTurn<SectionStep>;
  /** What the rules are based on. */
  #version = '';

  constructor({ api, log }: { readonly api: AdminApi; readonly log: Log }) {
    this.#api = api;
    this.#work = new WorkInTurn(log, (standing) => this.#change(standing));
  }

  readonly get = (): InvitationsSnapshot => this.#cell.get();
  readonly subscribe = (listener: () => void): (() => void) => this.#cell.subscribe(listener);

  load(): void {
    void this.#work.run('loading', async () => {
      const { rules, version } = await this.#api.invitations();
      this.#version = version;
      this.#change({ rules, changed: false, overtaken: false, saved: false });
    });
  }

  add(): void {
    const { rules } = this.get();
    const taken = new Set(rules.map(({ ruleId }) => ruleId));
    let number = rules.length + 1;
    while (taken.has(`invitation-${number}`)) number += 1;
    const added: Invitation = {
      ...{ ruleId: `invitation-${number}`, on: true, text: { en: '', zh: '' }, address: '' },
      ...{ dwellMs: 30_000, scrolled: 0, cartItems: 0, pauseMs: DAY_MS, times: 1 },
    };
    this.#edit([...rules, added]);
  }

  change(ruleId: string, change: Partial<Invitation>): void {
    this.#edit(this.get().rules.map((one) => (one.ruleId === ruleId ? { ...one, ...change } : one)));
  }

  remove(ruleId: string): void {
    this.#edit(this.get().rules.filter((one) => one.ruleId !== ruleId));
  }

  move(ruleId: string, by: -1 | 1): void {
    const rules = [...this.get().rules];
    const from = rules.findIndex((one) => one.ruleId === ruleId);
    const moved = rules[from];
    if (moved === undefined || rules[from + by] === undefined) return;
    rules.splice(from, 1);
    rules.splice(from + by, 0, moved);
    this.#edit(rules);
  }

  save(): void {
    void this.#work.run('saving', async () => {
      const { rules } = this.get();
      const kept = await this.#saved(rules);
      this.#version = kept.version;
      // What was typed meanwhile stays, unsaved.
      const typed = this.get().rules !== rules;
      const now = typed ? { saved: false } : { rules: kept.rules, changed: false, saved: true };
      this.#change({ ...now, overtaken: false });
    });
  }

  async #saved(rules: readonly Invitation[]): Promise<InvitationList> {
    try {
      return await this.#api.setInvitations({ rules, version: this.#version });
    } catch (error) {
      if (error instanceof WeftError && error.code === 'CONFLICT') this.#change({ overtaken: true });
      throw error;
    }
  }

  #edit(rules: readonly Invitation[]): void {
    this.#change({ rules, changed: true, saved: false });
  }

  #change(changes: Partial<InvitationsSnapshot>): void {
    this.#cell.set({ ...this.get(), ...changes });
  }
}
