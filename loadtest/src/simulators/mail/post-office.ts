import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type Clock, sleep } from '@weft/proto';
import { type Dovecot, startDovecot } from '@weft/proto/testing';
import { createTransport } from 'nodemailer';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { Random } from '../../noise/random.ts';
import { type Entry, Ledger } from '../ledger.ts';
import type { Weather } from '../pusher.ts';
import type { Letter } from './letters.ts';
import { reportOf } from './report.ts';
import { type Resident, Residents } from './residents.ts';

/** The company's mailbox, and the server in front of it: its name in Authentication-Results. */
export const SHOP = { address: 'support@weft-shop.example', server: 'mx.weft-shop.example' } as const;
/** Where those write from who write in others' names. */
const FORGER = 'mallory@example.net';

const MAX_MAIL_BYTES = 25 * 1_024 * 1_024;
const MAX_REFERENCES = 20;
const MAX_QUOTED_LINES = 50;

/**
 * The mail servers of a company and of its customers in one: mailboxes are
 * dovecot's, what is sent comes by SMTP (RFC 5321) from whoever signs in, and
 * goes only where somebody is.
 */
export class PostOffice implements AsyncDisposable {
  readonly ledger = new Ledger();
  readonly residents = new Residents();
  weather: Weather = {};
  readonly #dovecot: Dovecot;
  readonly #smtp: SMTPServer;
  readonly #clock: Clock;
  readonly #random: Random;
  #letters = 0;
  /** Under which customers' mails of this run are numbered: not those of a run before. */
  readonly #run: string;
  #smtpPort = 0;

  private constructor(dovecot: Dovecot, clock: Clock, random: Random) {
    this.#dovecot = dovecot;
    this.#clock = clock;
    this.#random = random;
    this.#run = Math.floor(clock.now()).toString(36);
    this.#smtp = this.#server();
  }

  /** On free ports of this machine, with a folder of its own that goes with it. Wants dovecot (`hasDovecot`). */
  static async start(clock: Clock, random: Random): Promise<PostOffice> {
    const office = new PostOffice(await startDovecot(), clock, random);
    const server = office.#smtp.listen(0, '127.0.0.1');
    await once(server, 'listening');
    office.#smtpPort = (server.address() as AddressInfo).port;
    return office;
  }

  get smtpPort(): number {
    return this.#smtpPort;
  }

  get imapPort(): number {
    return this.#dovecot.port;
  }

  /** Everybody's: nothing here can be reached from another machine. */
  get password(): string {
    return this.#dovecot.password;
  }

  /** Somebody writes to the company. Whether the server took it. */
  async send(from: Resident, letter: Letter): Promise<boolean> {
    this.#letters += 1;
    const messageId = `<letter.${this.#run}.${this.#letters}@${from.address.split('@')[1]}>`;
    const { latest } = from;
    const answers = letter.subject === '' ? latest : undefined;
    const subject =
      answers === undefined ? letter.subject : `Re: ${answers.subject.replace(/^(re:\s*)+/i, '')}`;
    const references = answers === undefined ? [] : [...answers.references, answers.messageId];
    const text = answers === undefined ? letter.text : `${letter.text}\n\n${quoted(answers.text)}`;
    const shown = [subject, letter.text].filter((one) => one !== '').join('\n\n');
    const atMs = this.#clock.now();
    const entry: Extract<Entry, { is: 'pushed' }> = this.ledger.add({
      ...{ is: 'pushed', person: from.address, id: messageId, text: shown, atMs },
      ...{ delivered: undefined, tries: 1 },
    });
    const sender = letter.asIf === undefined ? from.address : FORGER;
    const transport = createTransport({
      ...{ host: '127.0.0.1', port: this.#smtpPort, ignoreTLS: true },
      auth: { user: sender, pass: this.password },
    });
    try {
      await transport.sendMail({
        ...{ messageId, subject, text, headers: { ...letter.headers } },
        ...{ from: { name: from.name, address: from.address }, to: SHOP.address },
        envelope: { from: sender, to: [SHOP.address] },
        ...(letter.html === undefined ? {} : { html: letter.html }),
        ...(answers === undefined ? {} : { inReplyTo: answers.messageId, references: [...references] }),
        attachments: (letter.pictures ?? []).map(({ cid, bytes }) => ({
          ...{ cid, content: bytes, filename: 'lamp.png', contentType: 'image/png' },
        })),
      });
      entry.delivered = true;
      if (letter.asIf === undefined)
        from.latest = { messageId, references: references.slice(-MAX_REFERENCES), subject, text };
    } catch {
      entry.delivered = false;
    } finally {
      transport.close();
    }
    return entry.delivered;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await new Promise<void>((resolve) => this.#smtp.close(resolve));
    await this.#dovecot[Symbol.asyncDispose]();
  }

  #server(): SMTPServer {
    return new SMTPServer({
      ...{ name: SHOP.server, logger: false, size: MAX_MAIL_BYTES, rejectOversized: true },
      // Nothing leaves this machine.
      ...{ disabledCommands: ['STARTTLS'], allowInsecureAuth: true },
      onAuth: ({ username = '', password }, _session, done) => {
        const known = username === SHOP.address || this.residents.get(username) !== undefined;
        if (known && password === this.password) done(null, { user: username });
        else done(refusal(535, '5.7.8 Authentication credentials invalid'));
      },
      onMailFrom: ({ address }, session, done) =>
        done(address === session.user ? null : refusal(553, '5.7.1 Sender address not owned by user')),
      onRcptTo: ({ address }, _session, done) =>
        done(this.#isHere(address) ? null : refusal(550, '5.1.1 No such user')),
      onData: (stream, session, done) => {
        this.#take(stream, session).then(
          () => done(),
          () => done(refusal(451, '4.3.0 Try again later')),
        );
      },
    });
  }

  #isHere(address: string): boolean {
    return address === SHOP.address || this.residents.get(address) !== undefined;
  }

  async #take(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of stream as AsyncIterable<Buffer>) if (!stream.sizeExceeded) parts.push(part);
    // The server refuses it by itself.
    if (stream.sizeExceeded) return;
    const bytes = Buffer.concat(parts);
    const mail = await PostalMime.parse(bytes);
    const sender = String(session.user);
    for (const { address } of session.envelope.rcptTo) {
      const resident = this.residents.get(address);
      if (resident === undefined) await this.#toShop(sender, bytes, mail);
      else await this.#toResident(resident, sender, bytes, mail);
    }
  }

  /** With what the company's server found of the sender (RFC 8601): only who signed in as the author is vouched for. */
  async #toShop(sender: string, bytes: Buffer, mail: Email): Promise<void> {
    const author = mail.from?.address ?? '';
    const result = author === sender ? 'pass' : 'fail';
    const found = `Authentication-Results: ${SHOP.server}; dmarc=${result} header.from=${author.split('@')[1]}\r\n`;
    const { doubled = 0, shuffledMs = 0 } = this.weather;
    if (shuffledMs > 0) await sleep(this.#clock, this.#random.uniform() * shuffledMs);
    const times = this.#random.uniform() < doubled ? 2 : 1;
    for (let time = 0; time < times; time += 1)
      await this.#store(SHOP.address, sender, Buffer.concat([Buffer.from(found), bytes]));
  }

  async #toResident(resident: Resident, sender: string, bytes: Buffer, mail: Email): Promise<void> {
    const { address: person } = resident;
    const { messageId = '', subject = '' } = mail;
    const files = mail.attachments.map(({ filename }) => `[${filename ?? 'file'}]`);
    const words = (mail.text ?? '').trim();
    const text = [subject, words, ...files].filter((one) => one !== '').join('\n\n');
    const atMs = this.#clock.now();
    if (resident.full) {
      const [status, said] = ['5.2.2', 'The mailbox is full'];
      const report = {
        server: SHOP.server,
        to: person,
        sender,
        status,
        words: said,
        messageId,
        subject,
        atMs,
      };
      await this.#store(sender, '', reportOf(report));
      this.ledger.add({ is: 'refused', person, code: status, text, atMs });
      return;
    }
    await this.#store(person, sender, bytes);
    const references = (mail.references ?? '').split(/\s+/).filter((id) => id !== '');
    resident.latest = { messageId, references: references.slice(-MAX_REFERENCES), subject, text: words };
    this.ledger.add({ is: 'received', person, id: messageId, text, atMs });
  }

  /** Says whose it is to come back to, as the last server does (RFC 5321 section 4.4). */
  #store(user: string, sender: string, bytes: Uint8Array): Promise<void> {
    const returnPath = Buffer.from(`Return-Path: <${sender}>\r\n`);
    return this.#dovecot.deliver(user, sender, Buffer.concat([returnPath, bytes]));
  }
}

const refusal = (responseCode: number, words: string): Error =>
  Object.assign(new Error(words), { responseCode });

/** As mail programs put what is answered below the answer. */
const quoted = (text: string): string =>
  [
    `On another day, ${SHOP.address} wrote:`,
    ...text
      .split('\n')
      .slice(0, MAX_QUOTED_LINES)
      .map((line) => `> ${line}`),
  ].join('\n');
