import { type Conversation, fromFault, type Log } from '@weft/proto';
import type { Ask } from '../ask.ts';
import { type Cell, createCell } from '../cell.ts';
import { problemOf } from '../problem.ts';
import type { BulkChange, BulkResult, Inbox, Problem, Selection, SelectionSnapshot } from '../types.ts';

/** Conversations chosen at once; the control plane takes no more. */
export const MAX_SELECTED = 100;

/** Whose it is as the agent sees it; empty = nobody's. */
const holderOf = (head: Conversation | undefined): string =>
  head?.state === 'assigned' || head?.state === 'snoozed' ? head.agentId : '';

/** How many of the chosen ones are a colleague's. */
export const colleaguesAmong = (
  rows: readonly Conversation[],
  ids: readonly string[],
  agentId: string,
): number =>
  rows.filter((head) => ids.includes(head.conversationId) && !['', agentId].includes(holderOf(head))).length;

const NOTHING: SelectionSnapshot = { ids: [], busy: false, result: undefined };

export interface SelectionParts {
  readonly inbox: Pick<Inbox, 'get' | 'subscribe'>;
  readonly ask: Ask;
  readonly log: Log;
}

/** Rows of the list that the agent has chosen, and what is done with them. */
export class AgentSelection implements Selection {
  readonly #parts: SelectionParts;
  readonly #cell: Cell<SelectionSnapshot> = createCell(NOTHING);

  constructor(parts: SelectionParts) {
    this.#parts = parts;
    parts.inbox.subscribe(() => this.#forgetLeft());
  }

  readonly get = (): SelectionSnapshot => this.#cell.get();
  readonly subscribe = (listener: () => void): (() => void) => this.#cell.subscribe(listener);

  toggle(conversationId: string): void {
    const { ids } = this.get();
    if (ids.includes(conversationId)) this.#choose(ids.filter((one) => one !== conversationId));
    else if (ids.length < MAX_SELECTED && this.#rows().includes(conversationId))
      this.#choose([...ids, conversationId]);
  }

  toggleAll(): void {
    const most = this.#rows().slice(0, MAX_SELECTED);
    this.#choose(this.get().ids.length >= most.length ? [] : most);
  }

  clear(): void {
    this.#choose([]);
  }

  dismiss(): void {
    this.#change({ result: undefined });
  }

  /** Signed out: nothing of the agent's stays. */
  forget(): void {
    this.#cell.set(NOTHING);
  }

  act(change: BulkChange): void {
    const { ids, busy } = this.get();
    if (busy || ids.length === 0) return;
    void this.#act(change, ids);
  }

  async #act(change: BulkChange, ids: readonly string[]): Promise<void> {
    this.#change({ busy: true, result: undefined });
    // Who takes a colleague's means it.
    const heads = new Map(this.#parts.inbox.get().rows.map((head) => [head.conversationId, head]));
    const chosen = ids.map((conversationId) => ({
      conversationId,
      fromAgentId: holderOf(heads.get(conversationId)),
    }));
    try {
      const { outcomes } = await this.#parts.ask.control('changed', {
        case: 'changeConversations',
        value: { chosen, change },
      });
      const faults = outcomes.flatMap(({ fault }) =>
        fault === undefined ? [] : [problemOf(fromFault(fault))],
      );
      const refused = new Set(
        outcomes.flatMap(({ fault, conversationId }) => (fault ? [conversationId] : [])),
      );
      this.#over(change, ids.length - faults.length, faults);
      // What is done is let go of; the others stay chosen, for another try.
      this.#change({ ids: this.get().ids.filter((id) => refused.has(id) || !ids.includes(id)) });
    } catch (error) {
      this.#parts.log.warn(
        { error: String(error), step: change.case },
        'nothing is known of a step with several',
      );
      const problem = problemOf(error);
      this.#over(
        change,
        0,
        ids.map(() => problem),
      );
    }
  }

  #over({ case: step }: BulkChange, done: number, problems: readonly Problem[]): void {
    const byReason = Map.groupBy(problems, (problem) => JSON.stringify(problem));
    const refused = [...byReason.values()]
      .flatMap((alike) => (alike[0] === undefined ? [] : [{ problem: alike[0], count: alike.length }]))
      .sort((a, b) => b.count - a.count);
    const result: BulkResult = { step, done, refused };
    this.#change({ busy: false, result });
  }

  #rows(): readonly string[] {
    return this.#parts.inbox.get().rows.map(({ conversationId }) => conversationId);
  }

  #forgetLeft(): void {
    const { ids } = this.get();
    if (ids.length === 0) return;
    const listed = new Set(this.#rows());
    this.#change({ ids: ids.filter((id) => listed.has(id)) });
  }

  #choose(ids: readonly string[]): void {
    this.#change({ ids, result: undefined });
  }

  #change(changes: Partial<SelectionSnapshot>): void {
    this.#cell.set({ ...this.get(), ...changes });
  }
}
