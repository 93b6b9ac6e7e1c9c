import { createHash } from 'node:crypto';
import { WeftError } from '@weft/proto';
import { z } from 'zod';
import {
  type Arrival,
  type ChannelContact,
  type ContactEvent,
  type InboundFile,
  MAX_INBOUND_TEXT,
} from '../channel.ts';
import { readExactJson, readUtf8 } from '../exact-json.ts';
import type { WeiboAccount } from './settings.ts';

/** Bytes of a push: Weibo's own are below 4 KiB. */
const MAX_PUSH_BYTES = 65_536;

const field = z.string().max(MAX_PUSH_BYTES).default('');

/** A push as Weibo documents it; numbers are text by then. */
const pushSchema = z.object({
  type: z.string().min(1).max(64),
  receiver_id: z.string().regex(/^\d{1,20}$/),
  sender_id: z.string().regex(/^\d{1,20}$/),
  created_at: z.string().max(64),
  text: field,
  data: z
    .object({ subtype: field, key: field, vfid: field, tovfid: field, longitude: field, latitude: field })
    .partial()
    .catch({}),
});
type WeiboPush = z.output<typeof pushSchema>;

const EVENTS: Readonly<Record<string, ContactEvent>> = {
  follow: 'followed',
  subscribe: 'followed',
  unfollow: 'unfollowed',
  // Who unsubscribes still follows, and may be answered.
  click: 'menu-clicked',
  scan: 'code-scanned',
  scan_follow: 'followed',
  mention: 'mentioned',
};

/** A push in the words of every channel. Throws BAD_REQUEST. */
export function parse(payload: Uint8Array, account: WeiboAccount): readonly Arrival[] {
  if (payload.length > MAX_PUSH_BYTES) throw new WeftError('BAD_REQUEST', 'a push of this size is none');
  const read = pushSchema.safeParse(readExactJson(readUtf8(payload)));
  if (!read.success) throw new WeftError('BAD_REQUEST', 'not a push of Weibo', { cause: read.error });
  const push = read.data;
  if (push.receiver_id !== account.settings.uid) throw new WeftError('BAD_REQUEST', 'for another account');
  return [arrivalOf(push)];
}

function arrivalOf(push: WeiboPush): Arrival {
  const { type, text, data } = push;
  const said = text.slice(0, MAX_INBOUND_TEXT);
  const common = { sourceId: sourceIdOf(push), from: contactOf(push), atMs: timeOf(push) };
  const message = (words: string, files: readonly InboundFile[] = []): Arrival => ({
    ...{ is: 'message', ...common, text: words, files, inReplyTo: [] },
  });
  switch (type) {
    case 'text':
      return message(said);
    case 'position':
      return message([said, `${data.latitude ?? ''}, ${data.longitude ?? ''}`].join('\n'));
    case 'image':
      // The text is a fixed phrase; the picture says it.
      return message('', [fileOf(push, 'jpg', 'image/jpeg')]);
    case 'voice':
      return message('', [fileOf(push, 'amr', 'audio/amr')]);
    case 'mention':
    case 'event': {
      const subtype = type === 'mention' ? 'mention' : (data.subtype ?? '');
      const event = Object.hasOwn(EVENTS, subtype) ? EVENTS[subtype] : undefined;
      if (event === undefined) return { is: 'ignored', why: `event ${nameOf(subtype)}` };
      return { is: 'event', ...common, event, detail: data.key ?? '', text: shownOf(event, said, data.key) };
    }
    default:
      return { is: 'ignored', why: `message ${nameOf(type)}` };
  }
}

/** A mention, or a choice from a menu, is something that somebody said; a follow alone is not. */
function shownOf(event: ContactEvent, said: string, key = ''): string {
  if (event === 'mentioned') return said;
  return event === 'menu-clicked' ? `[菜单 · menu] ${key}`.slice(0, MAX_INBOUND_TEXT) : '';
}

/** `tovfid` is what the receiver fetches by; `vfid` is the sender's. */
const fileOf = (push: WeiboPush, ending: string, mediaType: string): InboundFile => ({
  fileName: `weibo-${timeOf(push) / 1_000}.${ending}`,
  mediaType,
  from: { is: 'remote', reference: push.data.tovfid ?? '' },
});

const contactOf = ({ sender_id: value }: WeiboPush): ChannelContact => ({
  ...{ kind: 'weibo', value, shown: value, also: [], displayName: '' },
});

/** "Mon Jul 16 18:09:20 +0800 2012". Throws BAD_REQUEST. */
function timeOf({ created_at }: WeiboPush): number {
  const [, day, clock, zone, year] =
    /^\w{3} (\w{3} \d\d) (\d\d:\d\d:\d\d) ([+-]\d{4}) (\d{4})$/.exec(created_at) ?? [];
  const atMs = Date.parse(`${day} ${year} ${clock} GMT${zone}`);
  if (Number.isNaN(atMs)) throw new WeftError('BAD_REQUEST', 'a time that is none');
  return atMs;
}

/**
 * Weibo has no message ids and whole seconds: sender and time, its own advice,
 * take two messages of one second for one. The same words twice within a second
 * cannot be told from a retry, and count once.
 */
function sourceIdOf({ sender_id, created_at, type, text, data }: WeiboPush): string {
  const sorted = Object.entries(data).sort(([one], [other]) => (one < other ? -1 : 1));
  const parts = JSON.stringify([sender_id, created_at, type, text, sorted]);
  return `w-${createHash('sha256').update(parts).digest('base64url').slice(0, 32)}`;
}

/** A vendor's name of a kind, fit for a counter's label. */
const nameOf = (text: string): string => (/^[\w-]{1,40}$/.test(text) ? text : 'unknown');
