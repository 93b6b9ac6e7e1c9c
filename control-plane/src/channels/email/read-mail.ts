import { createHash } from 'node:crypto';
import { WeftError } from '@weft/proto';
import type { Address, Attachment, Email } from 'postal-mime';
import { parseMail } from './parse-mail.ts';
import { parseAside } from './parsing.ts';
import { hasMoreParts } from './part-count.ts';

/** A mail is not read beyond. */
export const MAX_MAIL_BYTES = 30 * 1_024 * 1_024;
/** Each line costs some 200 bytes of memory while it is read, even an empty one. Files of 30 MB have 500,000. */
const MAX_LINES = 600_000;
/** Each costs as much as twenty lines, and all are read in one go. */
const MAX_PARTS = 5_000;
/** Longer ones are read on a thread of their own, which takes a moment to begin. */
const MAX_QUICK_LINES = 4_000;
/** Files of one mail that are kept. */
const MAX_FILES = 20;

/** A mail as it was read; every text in it is untrusted. */
export interface Mail {
  /** Made from the bytes where the sender gave none. */
  readonly messageId: string;
  readonly email: Email;
  readonly files: readonly MailFile[];
  /** Values by lower-case name; of several the first. */
  readonly header: (name: string) => string;
}

export interface MailFile {
  readonly fileName: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  /** What the HTML names it by; empty = nothing. */
  readonly contentId: string;
}

/** Reads a mail. Throws BAD_REQUEST for what is too large, too long, too deep or none. */
export async function readMail(bytes: Uint8Array): Promise<Mail> {
  if (bytes.length > MAX_MAIL_BYTES) throw new WeftError('BAD_REQUEST', 'the mail is too large');
  if (hasMoreLines(bytes, MAX_LINES)) throw new WeftError('BAD_REQUEST', 'the mail has too many lines');
  if (hasMoreParts(bytes, MAX_PARTS)) throw new WeftError('BAD_REQUEST', 'the mail has too many parts');
  try {
    const email = await (hasMoreLines(bytes, MAX_QUICK_LINES) ? parseAside(bytes) : parseMail(bytes));
    const headers = new Map(email.headers.toReversed().map(({ key, value }) => [key, value]));
    const [, given] = /<([^<>\s]{1,250})>/.exec(email.messageId ?? '') ?? [];
    const made = `${createHash('sha256').update(bytes).digest('hex').slice(0, 40)}@no-message-id`;
    return {
      messageId: given ?? made,
      email,
      files: email.attachments.slice(0, MAX_FILES).map(fileOf),
      header: (name) => headers.get(name) ?? '',
    };
  } catch (error) {
    throw new WeftError('BAD_REQUEST', 'the mail cannot be read', { cause: error });
  }
}

function hasMoreLines(bytes: Uint8Array, most: number): boolean {
  let lines = 0;
  for (let at = bytes.indexOf(0x0a); at !== -1 && lines <= most; at = bytes.indexOf(0x0a, at + 1)) lines += 1;
  return lines > most;
}

/** The first address of a field, lower case; undefined = none. */
export function addressOf(field: Address | undefined): { address: string; name: string } | undefined {
  const one = field?.group === undefined ? field : field.group[0];
  if (one?.address === undefined || one.address === '') return undefined;
  return { address: one.address.trim().toLowerCase(), name: one.name.trim().slice(0, 200) };
}

function fileOf({ filename, mimeType, content, contentId = '' }: Attachment, index: number): MailFile {
  const bytes = typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content);
  return {
    ...{ fileName: (filename ?? `file-${index + 1}`).slice(0, 200), mediaType: mimeType, bytes },
    contentId: contentId.replace(/^<|>$/g, ''),
  };
}
