import { WeftError } from '@weft/proto';
import { normalForm } from '../../contacts/normal-form.ts';
import { type Arrival, type InboundFile, MAX_INBOUND_TEXT, type Markup } from '../channel.ts';
import { mailSource } from '../inbound/mail-source.ts';
import { isAuthenticated } from './authentication.ts';
import { htmlToText } from './html-text.ts';
import { answered } from './message-ids.ts';
import { mayAnswerItself, natureOf } from './nature.ts';
import { ownWords } from './own-words.ts';
import { addressOf, type Mail, readMail } from './read-mail.ts';
import { isShowable } from './safe-html.ts';
import type { EmailSettings } from './settings.ts';

/** What of an account's settings decides what a mail is. */
type Mailbox = Pick<EmailSettings, 'address' | 'authServer'>;

const HEADER_END = /\r?\n\r?\n/;
const MAX_SUBJECT = 200;
const SENT_ON = /^(fwd?|wg|转发|轉寄)\s*[:：]/i;

/** A mail that came in at a time, in the words of every channel. Throws BAD_REQUEST when not even its head can be read. */
export async function arrivalOf(bytes: Uint8Array, atMs: number, into: Mailbox): Promise<Arrival> {
  try {
    return arrivalIn(await readMail(bytes), atMs, into);
  } catch (error) {
    if (!(error instanceof WeftError)) throw error;
    return arrivalIn(await readHead(bytes), atMs, into);
  }
}

/** Who wrote and about what, of a mail whose body is too large, too deep or broken: nobody's mail is silently lost. */
async function readHead(bytes: Uint8Array): Promise<Mail> {
  const start = Buffer.from(bytes.subarray(0, 65_536)).toString('latin1');
  const head = start.slice(0, HEADER_END.exec(start)?.index ?? start.length);
  const kept = head.replace(/^content-(type|transfer-encoding):.*(\r?\n[ \t].*)*(\r?\n|$)/gim, '');
  return readMail(
    Buffer.from(`${kept}\r\n\r\n[This mail could not be read: too large, too deep or broken.]`, 'latin1'),
  );
}

function arrivalIn(mail: Mail, atMs: number, { address, authServer }: Mailbox): Arrival {
  const { email, files, messageId } = mail;
  const sender = addressOf(email.from) ?? addressOf(email.sender);
  const nature = natureOf(mail, address.toLowerCase(), sender?.address ?? '');
  if (nature.is === 'bounce') {
    if (nature.messageId === '') return { is: 'ignored', why: 'bounce of something unknown' };
    const receipt = { carrierId: nature.messageId, state: 'failed', failure: nature.reason, atMs } as const;
    return { is: 'receipt', sourceId: messageId, receipt };
  }
  if (nature.is === 'automatic') return { is: 'ignored', why: nature.why };
  // Never Reply-To: it would let anybody write into anybody's conversation without even a forged sender.
  const value = sender === undefined ? undefined : normalForm('email', sender.address);
  if (sender === undefined || value === undefined) return { is: 'ignored', why: 'nobody to answer' };
  const text = textOf(mail);
  return {
    ...{
      is: 'message',
      sourceId: sourceOf(mail, value, text),
      atMs,
      inReplyTo: answered(email.inReplyTo, email.references),
    },
    from: {
      ...{ kind: 'email', value, shown: sender.address, also: [], displayName: sender.name },
      ...(authServer === '' || isAuthenticated(resultsIn(mail), authServer, value)
        ? {}
        : ({ claimed: true } as const)),
    },
    text,
    files: files.map(
      ({ fileName, mediaType, bytes }): InboundFile => ({
        fileName,
        mediaType,
        from: { is: 'bytes', bytes },
      }),
    ),
    ...(mayAnswerItself(mail, value) ? {} : ({ noAutoReply: true } as const)),
    ...markupOf(mail),
  };
}

/** By whom, when and what: nothing that servers on the way add. */
function sourceOf({ messageId, email, files, header }: Mail, from: string, text: string): string {
  const attached = files.map(({ fileName, bytes }) => `${fileName} ${bytes.length}`);
  return mailSource(messageId, [from, header('date').trim(), email.subject ?? '', text, ...attached]);
}

/** What is too much to be shown is not kept: agents have its words. */
function markupOf({ email: { html = '' }, files }: Mail): { readonly markup?: Markup } {
  if (html.trim() === '' || !isShowable(html)) return {};
  const pictures = files.flatMap(({ contentId }, file) => (contentId === '' ? [] : [{ contentId, file }]));
  return { markup: { html, pictures } };
}

const resultsIn = ({ email }: Mail): readonly string[] =>
  email.headers.filter(({ key }) => key === 'authentication-results').map(({ value }) => value);

/** The subject is said where it begins something, or nothing else is said. */
function textOf({ email }: Mail): string {
  const plain = email.text?.trim() ?? '';
  const said = plain === '' ? htmlToText(email.html ?? '') : plain;
  const subject = (email.subject ?? '').replace(/\s+/g, ' ').trim().slice(0, MAX_SUBJECT);
  // Outlook quotes what it sends on as it quotes what it answers: only the subject tells.
  const words = SENT_ON.test(subject) ? said.trim() : ownWords(said);
  const begins = answered(email.inReplyTo, email.references).length === 0;
  const lines = subject !== '' && (begins || words === '') ? [subject, words] : [words];
  if (subject + words === '' && email.attachments.length === 0) return '[This mail has no words.]';
  return lines
    .filter((line) => line !== '')
    .join('\n\n')
    .slice(0, MAX_INBOUND_TEXT);
}
