import { type Channel, type Clock, DEFAULT_QUEUE, type Ids, type TimelineLog, WeftError } from '@weft/proto';
import { contactOf } from '../../contacts/contact-id.ts';
import { identify } from '../../contacts/identify.ts';
import { normalForm } from '../../contacts/normal-form.ts';
import { timelineEvent } from '../../conversations/event.ts';
import { conversationOf } from '../../own-conversation.ts';
import { audit } from '../../store/audit.ts';
import { putThreads } from '../../store/channel-contacts.ts';
import { holdersOf } from '../../store/contacts.ts';
import type { Sql, Store } from '../../store/store.ts';
import type { IdentityKind } from '../../store/tables.ts';
import type { Accounts } from '../accounts/accounts.ts';
import { Whereabouts } from '../inbound/whereabouts.ts';

/** Channels on which a company may write first, by what names people there; the others' platforms forbid it. */
const FIRST_WORDS: Partial<Readonly<Record<Channel, IdentityKind>>> = { sms: 'phone', email: 'email' };

/** An account by which somebody can be written to who never wrote. */
export interface BeginningAccount {
  readonly accountId: string;
  readonly name: string;
  readonly channel: Channel;
}

/** What an agent writes to somebody who did not write first. */
export interface FirstWords {
  readonly accountId: string;
  /** A phone number or a mail address, as it was typed. */
  readonly to: string;
  /** Empty = not known. */
  readonly name: string;
  readonly text: string;
  /** Under the same one it is written once; absent = it is another each time. */
  readonly clientId?: string | undefined;
  readonly agent: { readonly agentId: string; readonly name: string };
}

export interface BeginningParts {
  readonly store: Store;
  readonly accounts: Accounts;
  readonly timeline: TimelineLog;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** Conversations that agents begin. */
export class Beginning {
  readonly #parts: BeginningParts;

  constructor(parts: BeginningParts) {
    this.#parts = parts;
  }

  /** In the order of their names. */
  accounts(): readonly BeginningAccount[] {
    return this.#parts.accounts
      .all()
      .flatMap(({ accountId }) => {
        const bound = this.#parts.accounts.usable(accountId);
        if (bound === undefined || FIRST_WORDS[bound.channel] === undefined) return [];
        return [{ accountId, name: bound.name, channel: bound.channel }];
      })
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /**
   * Writes to somebody, in the conversation that they have or else a new one; resolves with its id when
   * the stream has it. An address says nothing for certain of who has it: it joins nobody. Throws
   * NOT_AVAILABLE (no such account), BAD_REQUEST (no such address), UNAVAILABLE.
   */
  async begin(words: FirstWords): Promise<string> {
    const { store, accounts, timeline } = this.#parts;
    const channel = accounts.usable(words.accountId)?.channel;
    const kind = channel === undefined ? undefined : FIRST_WORDS[channel];
    if (channel === undefined || kind === undefined)
      throw new WeftError('NOT_AVAILABLE', 'nobody can be written to first by this account');
    const value = normalForm(kind, words.to);
    if (value === undefined) throw new WeftError('BAD_REQUEST', `that is no ${kind}`);
    const place = await store.write((sql) => this.#place(sql, { ...words, channel, kind, value }));
    const author = { kind: 'agent', id: words.agent.agentId, displayName: words.agent.name } as const;
    const clientId = words.clientId ?? this.#parts.ids.next('client');
    const event = timelineEvent(this.#parts, place.conversationId, author, {
      case: 'itemPosted',
      value: {
        ...{ clientId, channel, body: { case: 'text', value: words.text } },
        opener: { contactId: place.contactId, contactName: words.name || value, queueId: DEFAULT_QUEUE },
      },
    });
    // As what agents write in a conversation is named.
    await timeline.append(event, `agent ${words.agent.agentId} ${clientId}`);
    return place.conversationId;
  }

  async #place(
    sql: Sql,
    one: FirstWords & { readonly channel: Channel; readonly kind: IdentityKind; readonly value: string },
  ): Promise<{ readonly contactId: string; readonly conversationId: string }> {
    const { clock, ids } = this.#parts;
    const { accountId, channel, kind, value, name, agent } = one;
    const atMs = clock.now();
    const subject = `${kind} ${value}`;
    const holder = (await holdersOf(sql, [{ kind, value }])).find(({ verified }) => verified);
    // As whoever writes from there will be known.
    const contactId = holder?.contactId ?? contactOf(subject);
    if (holder === undefined) {
      const known = [{ kind, value, shown: value, verified: false }];
      await identify(sql, ids, {
        contactId,
        known,
        profile: { displayName: name || value },
        source: 'agent',
        atMs,
      });
    }
    const present = await new Whereabouts(sql, [contactId]).of(contactId);
    const conversationId = present.conversationId ?? conversationOf(subject);
    await putThreads(sql, [
      {
        conversationId,
        channel,
        accountId,
        kind,
        value,
        shown: value,
        displayName: name,
        atMs,
        inReplyTo: [],
      },
    ]);
    const entry = { actorId: agent.agentId, action: 'conversation.begun', subjectId: contactId } as const;
    await audit(sql, { ...entry, subjectKind: 'contact', atMs, detail: { accountId, channel } });
    return { contactId, conversationId };
  }
}
