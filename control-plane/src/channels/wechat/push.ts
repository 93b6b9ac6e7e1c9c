import { WeftError } from '@weft/proto';
import { z } from 'zod';
import { readExactJson, readUtf8 } from '../exact-json.ts';
import { readXml } from './xml.ts';

/** Bytes of a push: WeChat's own are below 4 KiB. */
const MAX_PUSH_BYTES = 65_536;

const field = z.string().max(MAX_PUSH_BYTES).default('');

/** A push in plain, as WeChat documents it; fields of kinds that do not have them are empty. */
const pushSchema = z.object({
  ToUserName: field,
  FromUserName: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
  CreateTime: z.string().regex(/^\d{1,12}$/),
  MsgType: z.string().min(1).max(64),
  MsgId: z
    .string()
    .regex(/^\d{0,20}$/)
    .default(''),
  ...{ Content: field, MediaId: field, Format: field, Recognition: field },
  ...{ Location_X: field, Location_Y: field, Label: field },
  ...{ Title: field, Description: field, Url: field },
  ...{ Event: field, EventKey: field },
});
export type WechatPush = z.output<typeof pushSchema>;

/** The outer form of an encrypted push. */
const sealedSchema = z.object({ Encrypt: z.string().max(MAX_PUSH_BYTES) });

/** XML or JSON, whichever the account is set to. Throws BAD_REQUEST. */
function readFields(payload: Uint8Array): unknown {
  if (payload.length > MAX_PUSH_BYTES) throw new WeftError('BAD_REQUEST', 'a push of this size is none');
  const text = readUtf8(payload);
  return text.trimStart().startsWith('{') ? readExactJson(text) : readXml(text);
}

/** Throws BAD_REQUEST. */
export function readPush(payload: Uint8Array): WechatPush {
  const read = pushSchema.safeParse(readFields(payload));
  if (!read.success) throw new WeftError('BAD_REQUEST', 'not a push of WeChat', { cause: read.error });
  return read.data;
}

/** A ciphertext in an envelope, as WeChat writes it. */
const SEALED = /<Encrypt>(?:<!\[CDATA\[([A-Za-z0-9+/=]+)\]\]>|([A-Za-z0-9+/=]+))<\/Encrypt>/g;

/**
 * The ciphertext of a push; undefined when it has none. Throws BAD_REQUEST.
 * Where one stands there alone the envelope is not parsed: its signature vouches
 * for it. Else somebody may have written the tag in a message.
 */
export function readSealed(payload: Uint8Array): string | undefined {
  const [only, ...others] = payload.length > MAX_PUSH_BYTES ? [] : readUtf8(payload).matchAll(SEALED);
  if (only !== undefined && others.length === 0) return only[1] ?? only[2];
  const read = sealedSchema.safeParse(readFields(payload));
  return read.success && read.data.Encrypt !== '' ? read.data.Encrypt : undefined;
}
