import { contactsOfPersons } from '../../store/contacts.ts';
import { conversationsOfPersons } from '../../store/person-conversations.ts';
import type { Sql } from '../../store/store.ts';

/** A contact as part of a person. */
export interface Whereabout {
  /** All that the person is known as. */
  readonly contactIds: readonly string[];
  /** What the person's words go to; undefined = there is none yet. */
  readonly conversationId: string | undefined;
}

/**
 * Who the writers of a batch are and where their words go, asked for all of
 * them at once. Good within one transaction, which tells it whom it meets.
 */
export class Whereabouts {
  readonly #sql: Sql;
  readonly #unasked: Set<string>;
  readonly #known = new Map<string, Whereabout>();

  /** @param contactIds all that will be asked for, as far as it is foreseen */
  constructor(sql: Sql, contactIds: Iterable<string>) {
    this.#sql = sql;
    this.#unasked = new Set(contactIds);
  }

  async of(contactId: string): Promise<Whereabout> {
    if (!this.#known.has(contactId)) await this.#ask([...this.#unasked.add(contactId)]);
    return this.#known.get(contactId) ?? { contactIds: [contactId], conversationId: undefined };
  }

  /** Something was learnt of the contact, who may be joined with others now. */
  met(contactId: string): void {
    this.#known.delete(contactId);
  }

  async #ask(contactIds: readonly string[]): Promise<void> {
    this.#unasked.clear();
    const persons = await contactsOfPersons(this.#sql, contactIds);
    const conversations = await conversationsOfPersons(this.#sql, persons);
    for (const [at, ids] of persons.entries()) {
      // All that they are known as: whoever was somebody else before is not any more.
      for (const id of ids) this.#known.set(id, { contactIds: ids, conversationId: conversations[at] });
    }
  }
}
