import { normalForm } from '../../contacts/normal-form.ts';
import type { Mail, MailFile } from './read-mail.ts';

/** What kind of mail it is, for what is done with it. */
export type Nature =
  | { readonly is: 'written' }
  /** A server could not deliver what we sent: RFC 3464. */
  | { readonly is: 'bounce'; readonly messageId: string; readonly reason: string }
  /** Not written by a person; answering it would begin a loop. RFC 3834. */
  | { readonly is: 'automatic'; readonly why: string };

/** What a mail is, by its headers and parts. `ownAddress` in lower case. */
export function natureOf(mail: Mail, ownAddress: string, from: string): Nature {
  const bounce = bounceIn(mail);
  if (bounce !== undefined) return bounce;
  const automatic = (why: string): Nature => ({ is: 'automatic', why });
  if (from === ownAddress) return automatic('from ourselves');
  // RFC 5436 and others put parameters and comments behind the word.
  const [submitted = ''] = mail
    .header('auto-submitted')
    .trim()
    .toLowerCase()
    .split(/[\s;(]/, 1);
  if (submitted !== '' && submitted !== 'no') return automatic('auto-submitted');
  if (mail.header('return-path').trim() === '<>') return automatic('no return path');
  if (/^(auto[_-]?reply|bulk|list|junk)\b/i.test(mail.header('precedence').trim())) return automatic('bulk');
  if (mail.header('list-id') !== '' || mail.header('list-unsubscribe') !== '') return automatic('list');
  if (mail.header('x-autoreply') !== '' || mail.header('x-autorespond') !== '')
    return automatic('auto-reply');
  if (/^(mailer-daemon|postmaster|no-?reply|do-?not-?reply)@/.test(from)) return automatic('from a machine');
  return { is: 'written' };
}

/**
 * Whether a program may answer what a person wrote: nobody asked for none
 * (Outlook's header), and bounces would go where the answer goes (RFC 3834
 * section 4): else somebody sends in another's name, or a list does. `from` in
 * normal form.
 */
export function mayAnswerItself(mail: Mail, from: string): boolean {
  if (/\b(all|autoreply|oof)\b/i.test(mail.header('x-auto-response-suppress'))) return false;
  if (UNATTENDED.test(from.split('@', 1)[0] ?? '') || AWAY.test(mail.email.subject?.trim() ?? ''))
    return false;
  if (LIST_HEADERS.some((name) => mail.header(name) !== '')) return false;
  const [, path = ''] = /^<?([^<>\s]*)>?$/.exec(mail.header('return-path').trim()) ?? [];
  return path === '' || normalForm('email', path) === from;
}

/** What addresses before the @ are called whose mail nobody reads. */
const UNATTENDED =
  /(^|[._+-])(no[._-]?reply|do[._-]?not[._-]?reply|auto[._-]?reply|bounces?|notifications?|mailer)([._+-]|$)/;
/** How the answers of absent people begin that say so in no header, as those of some Chinese providers do. */
const AWAY =
  /^(automatic reply|auto[ -]?reply|auto:|out of (the )?office|自动回复|自動回覆|自動回復|automatische antwort|réponse automatique)/i;

/** What lists write besides those that make a mail bulk (RFC 2369). */
const LIST_HEADERS = ['list-help', 'list-subscribe', 'list-post', 'list-owner', 'list-archive'] as const;

function bounceIn(mail: Mail): Nature | undefined {
  const status = mail.files.find(({ mediaType }) => mediaType === 'message/delivery-status');
  if (status === undefined) return undefined;
  const report = textOf(status);
  const field = (name: string): string =>
    new RegExp(`^${name}:\\s*(.*)$`, 'im').exec(report)?.[1]?.trim() ?? '';
  if (field('action').toLowerCase() !== 'failed') return { is: 'automatic', why: 'delivery report' };
  const original = mail.files.find(({ mediaType }) =>
    /^(message\/rfc822|text\/rfc822-headers)$/.test(mediaType),
  );
  const [, messageId = ''] =
    /^message-id:\s*<([^<>\s]{1,250})>/im.exec(original ? textOf(original) : '') ?? [];
  // "smtp;" before what another server said, "x-unix;" before what a program of the reporting one did (RFC 3464 section 2.3.6).
  const said = field('diagnostic-code').replace(/^[\w-]+\s*;\s*/, '');
  const code = field('status');
  const reason = said.includes(code) ? said : `${code} ${said}`.trim();
  return { is: 'bounce', messageId, reason: reason.slice(0, 200) };
}

/** The beginning of a part, where headers are. */
const textOf = ({ bytes }: MailFile): string => Buffer.from(bytes.subarray(0, 65_536)).toString('latin1');
