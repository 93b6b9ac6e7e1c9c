import { Conversation, type ConversationInit, Item, type ItemInit } from '@weft/proto';
import { headRow, insertHeads } from '../heads.ts';
import { insertItems, itemRow } from '../items.ts';
import type { Sql } from '../store.ts';
import { json } from '../tables.ts';

/** A contact with nothing but a name. */
export async function addContact(sql: Sql, contactId: string, displayName = contactId): Promise<void> {
  await sql
    .insertInto('contacts')
    .values({
      ...{ contactId, joinedInto: null, rootId: contactId, displayName, level: '', value: 0, language: '' },
      ...{ attributes: '{}', terms: [], createdAtMs: 1, changedAtMs: 1 },
    })
    .execute();
}

/** A head that waits, changed at its revision. */
export const aHead = (conversationId: string, more: ConversationInit = {}): Conversation =>
  Conversation.create({
    ...{ conversationId, contactId: 'contact-1', state: 'waiting', channel: 'chat', queueId: 'default' },
    ...{ revision: 1, openedAtMs: 1_000, changedAtMs: 1_000, ...more },
  });

/** An item of text, written by the customer. */
export const anItem = (conversationId: string, seq: number, more: ItemInit = {}): Item =>
  Item.create({
    ...{ conversationId, seq, revision: seq, clientId: `client-${seq}`, channel: 'chat', atMs: 1_000 + seq },
    author: { kind: 'customer', id: 'contact-1', displayName: 'Li Wei' },
    ...{ status: 'sent', body: { case: 'text', value: `text ${seq}` }, ...more },
  });

/** Writes heads, whatever the position of their partition is. */
export async function putHeads(store: Sql, heads: readonly Conversation[]): Promise<void> {
  await insertHeads(json(heads.map(headRow))).execute(store);
}

/** Writes items, whatever the position of their partition is. */
export async function putItems(store: Sql, items: readonly Item[]): Promise<void> {
  await insertItems(json(items.map(itemRow))).execute(store);
}
