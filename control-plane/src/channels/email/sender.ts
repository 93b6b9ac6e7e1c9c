import type { Outbound, Sent } from '../channel.ts';
import type { AccessToken } from './access-token.ts';
import type { EmailSettings } from './settings.ts';

/** How long a server may take to answer, and to be reached. */
const TIMEOUT_MS = 20_000;
/** Characters of a subject that is made of a mail's first line. */
const MAX_SUBJECT = 70;
/** Ids in References: the newest. */
const MAX_REFERENCES = 30;
const TEN_MINUTES_MS = 600_000;

/** What nodemailer throws, as far as it is looked at. */
interface SmtpError {
  readonly code?: string;
  readonly responseCode?: number;
}

/** The id of a message of ours: the same however often it is tried, so that a mailbox shows it once. */
const idOf = (messageId: string, address: string): string =>
  `${messageId.replace(/[^\w.-]/g, '')}@${address.split('@')[1] ?? 'weft'}`;

/** Connections to a mail server. The library is loaded when there is a mail to send: a start without one is the sooner over. */
async function connectionsOf(settings: EmailSettings, token: AccessToken | undefined) {
  const { createTransport } = await import('nodemailer');
  const { smtpHost: host, smtpPort: port, smtpSecurity, smtpUser: user, smtpPassword: pass } = settings;
  const auth = token === undefined ? { user, pass } : { type: 'OAuth2' as const, user };
  const transport = createTransport({
    ...{ pool: true, maxConnections: 2, host, port, secure: smtpSecurity === 'tls' },
    ...{ requireTLS: smtpSecurity === 'starttls', ignoreTLS: smtpSecurity === 'none' },
    ...{ connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS },
    // A message's words must never name a file or address that is fetched into it.
    ...{ disableFileAccess: true, disableUrlAccess: true },
    ...(user === '' ? {} : { auth }),
  });
  if (token === undefined) return transport;
  // nodemailer asks for each connection; `renew` = the server did not take the last one.
  transport.set('oauth2_provision_cb', (_user, renew, done) => {
    token.get(renew).then((accessToken) => done(null, accessToken), done);
  });
  return transport;
}

/** Sends answers over SMTP. */
export class MailSender implements Disposable {
  readonly #settings: EmailSettings;
  readonly #token: AccessToken | undefined;
  #transport: ReturnType<typeof connectionsOf> | undefined;

  /** @param token undefined = with the password */
  constructor(settings: EmailSettings, token: AccessToken | undefined) {
    this.#settings = settings;
    this.#token = token;
  }

  /** `asked` is what the customer's mail was about; empty = not known. Throws nothing. */
  async send(message: Outbound, asked: string): Promise<Sent> {
    const { messageId, to, text, file, inReplyTo, subject } = message;
    const { address, displayName } = this.#settings;
    const ownId = idOf(messageId, address);
    const [latest] = inReplyTo;
    const references = inReplyTo.slice(0, MAX_REFERENCES).toReversed().map(bracketed);
    try {
      this.#transport ??= connectionsOf(this.#settings, this.#token);
      const transport = await this.#transport;
      await transport.sendMail({
        ...{ messageId: bracketed(ownId), text },
        // As one address: a text would be read as a list of them.
        to: { name: '', address: to.value },
        subject: subject || (latest === undefined ? firstLine(text) : '') || subjectOf(asked, displayName),
        from: { name: displayName, address },
        ...(message.automatic === true ? { headers: silencing(latest !== undefined) } : {}),
        ...(latest === undefined ? {} : { inReplyTo: bracketed(latest), references }),
        ...(file === undefined
          ? {}
          : {
              attachments: [
                { filename: file.fileName, contentType: file.mediaType, content: Buffer.from(file.bytes) },
              ],
            }),
      });
      return { is: 'sent', carrierIds: [ownId], segments: 1 };
    } catch (error) {
      return outcomeOf(error as SmtpError);
    }
  }

  [Symbol.dispose](): void {
    void this.#transport?.then((transport) => transport.close());
  }
}

/** What keeps machines from answering: the standard, and what older ones and Exchange look at (RFC 3834 section 3.1). */
const silencing = (answers: boolean) => ({
  'Auto-Submitted': answers ? 'auto-replied' : 'auto-generated',
  'X-Auto-Response-Suppress': 'All',
  Precedence: 'bulk',
});

const bracketed = (id: string): string => `<${id}>`;

/** What a mail is about that answers none: how it begins. */
const firstLine = (text: string): string =>
  [...(text.trim().split('\n', 1)[0] ?? '')].slice(0, MAX_SUBJECT).join('').trim();

function subjectOf(subject: string, displayName: string): string {
  if (subject === '') return displayName === '' ? 'Your message' : `Your message to ${displayName}`;
  return /^(re|aw|sv|回复|答复)\s*[:：]/i.test(subject) ? subject : `Re: ${subject}`;
}

/** nodemailer's names for a sign-in that failed, and ours for an access token that was not granted. */
const SIGN_IN: ReadonlySet<string> = new Set(['EAUTH', 'ENOAUTH', 'EOAUTH2', 'sign-in-refused']);

/** 5xx is for good, 4xx for now (RFC 5321 section 4.2.1). What may have gone is tried again: its id stays the same. */
function outcomeOf({ code = '', responseCode = 0 }: SmtpError): Sent {
  if (SIGN_IN.has(code))
    return { is: 'later', code: 'sign-in-refused', afterMs: TEN_MINUTES_MS, throttled: false };
  if (responseCode >= 500) return { is: 'refused', code: `smtp-${responseCode}` };
  if (responseCode >= 400)
    return { is: 'later', code: `smtp-${responseCode}`, afterMs: 0, throttled: responseCode === 421 };
  if (code === 'EENVELOPE') return { is: 'refused', code: 'unknown-recipient' };
  return { is: 'later', code: code === '' ? 'smtp' : code.toLowerCase(), afterMs: 0, throttled: false };
}
