import { fromFault, type Ids, type Log } from '@weft/proto';
import { type Cell, createCell } from '../cell.ts';
import type { Crm } from '../crm/crm.ts';
import { fieldsOf, isObject, number, text } from '../fields.ts';
import { problemOf } from '../problem.ts';
import type { Macro, MacroList, MacroListSnapshot } from '../types.ts';
import { macrosOf } from './read-macros.ts';

export interface MacroListParts {
  readonly crm: Pick<Crm, 'macros' | 'runMacro'>;
  readonly ids: Ids;
  readonly log: Log;
}

/** What an agent does by one press. */
export class AgentMacroList implements MacroList {
  readonly #parts: MacroListParts;
  readonly #cell: Cell<MacroListSnapshot> = createCell<MacroListSnapshot>({
    ...{ macros: [], step: 'none', problem: undefined, outcome: undefined },
  });
  /** One of which it is not known whether it was run: tried again, nothing of it is written twice. */
  #pressed: { readonly key: string; readonly runId: string } | undefined;

  constructor(parts: MacroListParts) {
    this.#parts = parts;
  }

  readonly get = (): MacroListSnapshot => this.#cell.get();
  readonly subscribe = (listener: () => void): (() => void) => this.#cell.subscribe(listener);

  renew(): void {
    if (this.get().step !== 'none') return;
    this.#set({ outcome: undefined });
    void this.#during('loading', async () => this.#set({ macros: macrosOf(await this.#parts.crm.macros()) }));
  }

  run(macro: Macro, conversationId: string): void {
    if (this.get().step !== 'none') return;
    this.#set({ outcome: undefined });
    const { macroId, revision } = macro;
    const key = `${macroId} ${revision} ${conversationId}`;
    const { crm, ids } = this.#parts;
    if (this.#pressed?.key !== key) this.#pressed = { key, runId: ids.next('run') };
    const { runId } = this.#pressed;
    void this.#during('running', async () => {
      const { done, refused } = fieldsOf(await crm.runMacro(macroId, { conversationId, revision, runId }));
      this.#pressed = undefined;
      const problem = isObject(refused)
        ? problemOf(fromFault({ code: text(refused.code), message: text(refused.message), retryAfterMs: 0 }))
        : undefined;
      this.#set({ outcome: { macro, done: number(done), problem } });
    });
  }

  async #during(step: 'loading' | 'running', work: () => Promise<void>): Promise<void> {
    this.#set({ step, problem: undefined });
    try {
      await work();
    } catch (error) {
      this.#parts.log.warn({ step, error: String(error) }, 'macros');
      this.#set({ problem: problemOf(error) });
    }
    this.#set({ step: 'none' });
  }

  #set(changes: Partial<MacroListSnapshot>): void {
    this.#cell.set({ ...this.get(), ...changes });
  }
}
