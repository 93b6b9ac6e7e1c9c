import { createHash } from 'node:crypto';
import {
  type Arrival,
  type ChannelContact,
  type ContactEvent,
  type InboundFile,
  MAX_INBOUND_TEXT,
} from '../channel.ts';
import { ticketOf } from '../menu.ts';
import { readPush, type WechatPush } from './push.ts';

/**
 * Events that say something about a contact. The three of a menu are those that
 * open the customer-service API; opening a page (VIEW) does not.
 */
const EVENTS: Readonly<Record<string, ContactEvent>> = {
  subscribe: 'followed',
  unsubscribe: 'unfollowed',
  CLICK: 'menu-clicked',
  scancode_push: 'menu-clicked',
  scancode_waitmsg: 'menu-clicked',
  SCAN: 'code-scanned',
};
/** What a follow by a code puts before the code's scene. */
const SCENE_PREFIX = 'qrscene_';

/** A push in the words of every channel. Throws BAD_REQUEST. */
export function parse(payload: Uint8Array): readonly Arrival[] {
  const push = readPush(payload);
  return [push.MsgType === 'event' ? eventOf(push) : messageOf(push)];
}

function eventOf(push: WechatPush): Arrival {
  const event = Object.hasOwn(EVENTS, push.Event) ? EVENTS[push.Event] : undefined;
  if (event === undefined) return { is: 'ignored', why: `event ${nameOf(push.Event)}` };
  const detail = push.EventKey.startsWith(SCENE_PREFIX)
    ? push.EventKey.slice(SCENE_PREFIX.length)
    : push.EventKey;
  return {
    ...{ is: 'event', sourceId: sourceIdOf(push), from: contactOf(push), atMs: timeOf(push) },
    ...{ event, detail: detail.slice(0, MAX_INBOUND_TEXT), text: shownOf(push) },
    ticket: push.Event === 'CLICK' ? ticketOf(push.EventKey) : '',
  };
}

/** A choice from a menu is something that somebody said; a follow alone is not. */
const shownOf = ({ Event, EventKey }: WechatPush): string =>
  Event === 'CLICK' ? `[菜单 · menu] ${ticketOf(EventKey) || EventKey}`.slice(0, MAX_INBOUND_TEXT) : '';

function messageOf(push: WechatPush): Arrival {
  const { text, files } = contentOf(push) ?? {};
  if (text === undefined || files === undefined)
    return { is: 'ignored', why: `message ${nameOf(push.MsgType)}` };
  return {
    ...{ is: 'message', sourceId: sourceIdOf(push), from: contactOf(push), atMs: timeOf(push) },
    ...{ text: text.slice(0, MAX_INBOUND_TEXT), files, inReplyTo: [] },
  };
}

interface Content {
  readonly text: string;
  readonly files: readonly InboundFile[];
}

/** Undefined = a kind that came after this was written. */
function contentOf(push: WechatPush): Content | undefined {
  const said = (...lines: readonly string[]): Content => ({
    text: lines.filter((line) => line !== '').join('\n'),
    files: [],
  });
  switch (push.MsgType) {
    case 'text':
      return said(push.Content);
    case 'image':
      return { text: '', files: [fileOf(push, 'jpg', 'image/jpeg')] };
    case 'voice':
      return { text: push.Recognition, files: [voiceOf(push)] };
    case 'video':
    case 'shortvideo':
      return { text: '', files: [fileOf(push, 'mp4', 'video/mp4')] };
    case 'location':
      return said(push.Label, `${push.Location_X}, ${push.Location_Y}`);
    case 'link':
      return said(push.Title, push.Description, push.Url);
    default:
      return undefined;
  }
}

/** WeChat records AMR, and Speex on some devices. */
const voiceOf = (push: WechatPush): InboundFile =>
  push.Format === 'speex' ? fileOf(push, 'spx', 'audio/ogg') : fileOf(push, 'amr', 'audio/amr');

const fileOf = (push: WechatPush, ending: string, mediaType: string): InboundFile => ({
  fileName: `wechat-${push.CreateTime}.${ending}`,
  mediaType,
  from: { is: 'remote', reference: push.MediaId },
});

const contactOf = ({ FromUserName: value }: WechatPush): ChannelContact => ({
  ...{ kind: 'wechat', value, shown: value, also: [], displayName: '' },
});

const timeOf = ({ CreateTime }: WechatPush): number => Number(CreateTime) * 1_000;

/**
 * A message has an id. An event has none, and two of one second are told apart
 * by what they are: WeChat's own advice, sender and time, takes two clicks for one.
 */
function sourceIdOf(push: WechatPush): string {
  if (push.MsgId !== '') return `m-${push.MsgId}`;
  const { FromUserName, CreateTime, MsgType, Event, EventKey, Content } = push;
  const parts = JSON.stringify([FromUserName, CreateTime, MsgType, Event, EventKey, Content]);
  return `e-${createHash('sha256').update(parts).digest('base64url').slice(0, 32)}`;
}

/** A vendor's name of a kind, fit for a counter's label. */
const nameOf = (text: string): string => (/^[\w-]{1,40}$/.test(text) ? text : 'unknown');
