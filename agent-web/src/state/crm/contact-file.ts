import { type Log, WeftError } from '@weft/proto';
import { type Cell, createCell } from '../cell.ts';
import { problemOf } from '../problem.ts';
import type {
  ContactCard,
  ContactChange,
  ContactFile,
  ContactFileSnapshot,
  ContactIdentity,
  FieldWish,
  JoinProposal,
  Problem,
  Ticket,
  TicketState,
} from '../types.ts';
import type { Crm } from './crm.ts';

const NOBODY: ContactFileSnapshot = {
  contactId: '',
  contact: undefined,
  tickets: undefined,
  orders: undefined,
  episodes: undefined,
  loading: false,
  problem: undefined,
};

/** What a conversation says of its customer, too. */
export type SaidOfContact = Pick<ContactCard, 'displayName' | 'nameClaimed' | 'level' | 'language'>;

const saySame = (one: SaidOfContact | undefined, other: SaidOfContact | undefined): boolean =>
  one?.displayName === other?.displayName &&
  one?.nameClaimed === other?.nameClaimed &&
  one?.level === other?.level &&
  one?.language === other?.language;

export interface ContactFileParts {
  readonly crm: Crm;
  readonly log: Log;
}

/** The file of one customer at a time, asked for when their conversation is opened. */
export class AgentContactFile implements ContactFile {
  readonly #parts: ContactFileParts;
  readonly #cell: Cell<ContactFileSnapshot> = createCell(NOBODY);
  #stage = '';
  #said: SaidOfContact | undefined;
  /** Whose contact is being joined or parted; undefined = nobody's. */
  #changing: string | undefined;

  constructor(parts: ContactFileParts) {
    this.#parts = parts;
  }

  readonly get = (): ContactFileSnapshot => this.#cell.get();
  readonly subscribe = (listener: () => void): (() => void) => this.#cell.subscribe(listener);

  /**
   * Opens somebody's file; empty = nobody's.
   * @param stage how far their conversation is: at another one, what is past is asked for again
   * @param said what their conversation says of them: when that changes, a colleague or their shop changed the card
   */
  follow(contactId: string, stage = '', said?: SaidOfContact): void {
    const isNews = stage !== this.#stage;
    const isOther = !saySame(said, this.#said);
    this.#stage = stage;
    if (isOther) this.#said = said;
    if (contactId === this.get().contactId) {
      if (isNews && contactId !== '') void this.#act(contactId, () => this.#askEpisodes(contactId));
      if (isOther) void this.#renewCard(contactId);
      return;
    }
    this.#cell.set({ ...NOBODY, contactId, loading: contactId !== '' });
    if (contactId !== '') void this.#load(contactId);
  }

  /** A new session: what there was no way to have may be had now. */
  renew(): void {
    const { contactId, problem, loading } = this.get();
    if (problem !== undefined && !loading) void this.#load(contactId);
  }

  part(joinId: string): void {
    void this.#once((contactId) => this.#parts.crm.part(contactId, joinId));
  }

  change(change: ContactChange): Promise<boolean> {
    return this.#edit((contactId) => this.#parts.crm.changeContact(contactId, change));
  }

  addIdentity(kind: 'phone' | 'email', value: string): Promise<boolean> {
    return this.#edit((contactId) => this.#parts.crm.addIdentity(contactId, kind, value));
  }

  removeIdentity(identity: ContactIdentity): void {
    void this.#edit(() => this.#parts.crm.removeIdentity(identity));
  }

  addNote(text: string): Promise<boolean> {
    return this.#edit((contactId) => this.#parts.crm.addContactNote(contactId, text));
  }

  readonly setField = async (wish: FieldWish): Promise<Problem | undefined> => {
    const { contactId } = this.get();
    const { crm, log } = this.#parts;
    try {
      this.#change(contactId, { contact: await crm.setContactField(contactId, wish) });
      return undefined;
    } catch (error) {
      log.warn({ error: String(error) }, 'field refused');
      // As somebody else has made it.
      if (error instanceof WeftError && error.code === 'CONFLICT')
        await this.#act(contactId, async () =>
          this.#change(contactId, { contact: await crm.contact(contactId) }),
        );
      return problemOf(error);
    }
  };

  settle({ contactId: otherId }: JoinProposal, same: boolean): void {
    void this.#once((contactId) => this.#parts.crm.settle(contactId, otherId, same));
  }

  askOrders(): void {
    const { contactId } = this.get();
    void this.#act(contactId, () => this.#askOrders(contactId));
  }

  async createTicket(subject: string, conversationId: string): Promise<boolean> {
    const { contactId } = this.get();
    if (subject.trim() === '') return false;
    return await this.#act(contactId, async () => {
      const ticket = { contactId, conversationId, subject: subject.trim() };
      this.#withTicket(contactId, await this.#parts.crm.createTicket(ticket));
    });
  }

  changeTicket(ticket: Ticket, changes: { readonly state?: TicketState; readonly ownerId?: string }): void {
    const { contactId } = this.get();
    const { ticketId, revision } = ticket;
    this.#withTicket(contactId, { ...ticket, ...changes });
    void this.#act(contactId, async () => {
      try {
        this.#withTicket(contactId, await this.#parts.crm.changeTicket(ticketId, revision, changes));
      } catch (error) {
        this.#withTicket(contactId, ticket);
        // As somebody else has made it.
        if (error instanceof WeftError && error.code === 'CONFLICT') await this.#askTickets(contactId);
        throw error;
      }
    });
  }

  async #load(contactId: string): Promise<void> {
    const { crm } = this.#parts;
    const said = this.#said;
    const parts = [
      async () => {
        this.#change(contactId, { contact: await crm.contact(contactId) });
        // It may have been read before what was heard meanwhile.
        if (this.#said !== said) await this.#renewCard(contactId);
      },
      () => this.#askTickets(contactId),
      () => this.#askOrders(contactId),
      () => this.#askEpisodes(contactId),
    ];
    this.#change(contactId, { loading: true });
    await Promise.all(parts.map((part) => this.#act(contactId, part)));
    this.#change(contactId, { loading: false });
  }

  /** Asks for the card again when it says something else than their conversation does. */
  async #renewCard(contactId: string): Promise<void> {
    const { contactId: openId, contact } = this.get();
    if (openId !== contactId || contact === undefined || saySame(contact, this.#said)) return;
    await this.#act(contactId, async () => {
      const card = await this.#parts.crm.contact(contactId);
      // What was saved here meanwhile is newer than this may be.
      if (this.get().contact !== contact) return this.#renewCard(contactId);
      this.#change(contactId, { contact: card });
    });
  }

  async #askOrders(contactId: string): Promise<void> {
    this.#change(contactId, { orders: await this.#parts.crm.orders(contactId) });
  }

  async #askTickets(contactId: string): Promise<void> {
    this.#change(contactId, { tickets: await this.#parts.crm.tickets(contactId) });
  }

  async #askEpisodes(contactId: string): Promise<void> {
    this.#change(contactId, { episodes: await this.#parts.crm.episodes(contactId) });
  }

  #withTicket(contactId: string, ticket: Ticket): void {
    const { tickets = [] } = this.get();
    const known = tickets.some(({ ticketId }) => ticketId === ticket.ticketId);
    this.#change(contactId, {
      tickets: known
        ? tickets.map((one) => (one.ticketId === ticket.ticketId ? ticket : one))
        : [ticket, ...tickets],
    });
  }

  /** Joins or parts: a press that is repeated before the answer is the same one. */
  async #once(change: (contactId: string) => Promise<ContactCard>): Promise<void> {
    const { contactId } = this.get();
    if (this.#changing === contactId) return;
    this.#changing = contactId;
    await this.#edit(change);
    this.#changing = undefined;
  }

  /** The card comes under the id that was asked for: a join gives the contact another one, and what is open stays open. */
  #edit(edit: (contactId: string) => Promise<ContactCard>): Promise<boolean> {
    const { contactId } = this.get();
    return this.#act(contactId, async () => this.#change(contactId, { contact: await edit(contactId) }));
  }

  /** Whether it was done. */
  async #act(contactId: string, action: () => Promise<void>): Promise<boolean> {
    this.#change(contactId, { problem: undefined });
    try {
      await action();
      return true;
    } catch (error) {
      // A control plane that keeps no such records: the pane is without that part.
      if (error instanceof WeftError && error.code === 'ROUTE_NOT_FOUND') return false;
      this.#parts.log.warn({ error: String(error) }, 'contact file');
      this.#change(contactId, { problem: problemOf(error) });
      return false;
    }
  }

  /** Unless another file was opened meanwhile. */
  #change(contactId: string, changes: Partial<ContactFileSnapshot>): void {
    if (contactId === this.get().contactId) this.#cell.set({ ...this.get(), ...changes });
  }
}
