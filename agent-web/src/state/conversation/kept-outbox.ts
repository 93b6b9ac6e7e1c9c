import type { Channel } from '@weft/proto';
import type { TextStore } from '../storage.ts';
import type { OutgoingBody, OutgoingItem } from '../types.ts';
import { MAX_OUTGOING, type Outbox } from './outbox.ts';

const PREFIX = 'weft-unsent';

type Fields = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const number = (value: unknown): number => (typeof value === 'number' && Number.isFinite(value) ? value : 0);

function bodyOf(fields: Fields): OutgoingBody | undefined {
  const { kind, fileName, mediaType, bytes, attachmentId } = fields;
  if (kind === 'text' && text(fields.text) !== '') return { kind, text: text(fields.text) };
  // Without its bytes a file cannot be sent after a reload.
  if (kind !== 'file' || text(attachmentId) === '') return undefined;
  const names = { fileName: text(fileName), mediaType: text(mediaType), attachmentId: text(attachmentId) };
  return { kind, ...names, bytes: number(bytes) };
}

function itemOf(kept: string, clientId: string): OutgoingItem | undefined {
  let fields: unknown;
  try {
    fields = JSON.parse(kept);
  } catch {
    return undefined;
  }
  if (!isObject(fields) || !isObject(fields.body)) return undefined;
  const body = bodyOf(fields.body);
  if (body === undefined) return undefined;
  const mentions = Array.isArray(fields.mentions) ? fields.mentions.map(text) : [];
  // A channel that is none of ours goes to the wire as "unspecified".
  const channel = (text(fields.channel) || 'unspecified') as Channel;
  return {
    ...{ clientId, body, mentions, channel },
    atMs: number(fields.atMs),
    note: fields.note === true,
    state: { name: 'waiting' },
  };
}

/**
 * The unsent items of one conversation in a store, each under a key of its own, so that two tabs that write at
 * the same time do not take each other's away. Both send what is there; the server takes each once.
 */
export class KeptOutbox {
  readonly #store: TextStore;
  readonly #prefix: string;
  #kept: Outbox = [];

  constructor(store: TextStore, owner: string, conversationId: string) {
    this.#store = store;
    this.#prefix = `${PREFIX} ${owner} ${conversationId} `;
  }

  /** What an earlier visit left, oldest first. */
  read(): Outbox {
    const items = this.#store.keys(this.#prefix).flatMap((key) => {
      const item = itemOf(this.#store.get(key) ?? '', key.slice(this.#prefix.length));
      return item === undefined ? [] : [item];
    });
    const kept = items.sort((a, b) => a.atMs - b.atMs || (a.clientId < b.clientId ? -1 : 1));
    this.#kept = kept.slice(0, MAX_OUTGOING);
    return this.#kept;
  }

  /** Writes what is new or changed, takes away what has gone. */
  write(outbox: Outbox): void {
    if (outbox === this.#kept) return;
    const before = new Map(this.#kept.map((item) => [item.clientId, item]));
    for (const item of outbox) {
      const known = before.get(item.clientId);
      before.delete(item.clientId);
      const { body, atMs, note, mentions, channel } = item;
      if (known?.body === body || (body.kind === 'file' && body.attachmentId === '')) continue;
      this.#store.set(this.#prefix + item.clientId, JSON.stringify({ body, atMs, note, mentions, channel }));
    }
    for (const clientId of before.keys()) this.#store.set(this.#prefix + clientId, undefined);
    this.#kept = outbox;
  }
}
