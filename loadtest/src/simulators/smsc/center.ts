import { once } from 'node:events';
import type { AddressInfo, Server } from 'node:net';
import type { Clock } from '@weft/proto';
import { createServer, type PDU, type Session } from 'smpp';
import type { Random } from '../../noise/random.ts';
import { type Entry, Ledger } from '../ledger.ts';
import type { Weather } from '../pusher.ts';
import { Telephones } from '../telephones.ts';
import { placeIn, Segments } from './segments.ts';

/** What a customer of the carrier was given. */
export interface CarrierContract {
  readonly systemId: string;
  readonly password: string;
  /** The number that customers see and write to. */
  readonly number: string;
  /** Submissions per second; beyond, ESME_RTHROTTLED. 0 = as many as one likes. */
  readonly segmentsPerSecond: number;
  /** How long a telephone takes to say that it has a message. */
  readonly receiptMs: number;
}

const STATUS = { passwordWrong: 0x0e, wrongDestination: 0x0b, wrongLength: 0x01, throttled: 0x58 } as const;
/** Bytes of user data that the radio carries (3GPP TS 23.040): 140, which is 160 septets. */
const MAX_USER_DATA = 140;
const MAX_SEPTETS = 160;
const UCS2 = 8;
const RECEIPT = 4;
const HEADED = 0x40;
const REDELIVER_MS = 2_000;
const MAX_REDELIVERIES = 50;
const PART_UNITS = 67;
const WHOLE_UNITS = 70;
const INTERNATIONAL = 1;

/**
 * A carrier's SMSC on npm's smpp server: binds, rates, lengths, receipts, and
 * deliveries that are sent again until they are taken.
 */
export class MessageCenter implements AsyncDisposable {
  readonly ledger = new Ledger();
  readonly telephones = new Telephones();
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #server: Server;
  /** Connections that are bound, each with what is to be told when it ends. */
  readonly #bound = new Map<Session, Set<() => void>>();
  readonly #segments = new Segments();
  readonly #timers = new Set<Disposable>();
  weather: Weather = {};
  contract: CarrierContract;
  /** Segments taken since it started. */
  taken = 0;
  throttled = 0;
  #ids: number;
  #reference = 0;
  #credit = 0;
  #creditAtMs = 0;
  #closed = false;

  private constructor(contract: CarrierContract, clock: Clock, random: Random) {
    this.contract = contract;
    this.#clock = clock;
    this.#random = random;
    // Not those of a run before.
    this.#ids = Math.floor(clock.now()) % 1_000_000_000;
    this.#server = createServer((session) => this.#serve(session));
  }

  /** Port 0 = a free one. */
  static async start(
    contract: CarrierContract,
    options: { readonly clock: Clock; readonly random: Random; readonly port?: number },
  ): Promise<MessageCenter> {
    const center = new MessageCenter(contract, options.clock, options.random);
    center.#server.listen(options.port ?? 0, '127.0.0.1');
    await once(center.#server, 'listening');
    return center;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Connections that are bound. */
  get bound(): number {
    return this.#bound.size;
  }

  /** A telephone sends a text; resolves when the last segment was taken, or given up. */
  async says(from: string, text: string): Promise<boolean> {
    const entry: Extract<Entry, { is: 'pushed' }> = this.ledger.add({
      ...{ is: 'pushed', person: from, id: `${this.#nextId()}`, text, atMs: this.#clock.now() },
      ...{ delivered: undefined, tries: 0 },
    });
    const { doubled = 0, shuffledMs = 0 } = this.weather;
    const segments = this.#cut(text);
    const taken = await Promise.all(
      segments.map(async (segment) => {
        if (shuffledMs > 0) await this.#pause(this.#random.uniform() * shuffledMs);
        const options = {
          ...segment,
          data_coding: UCS2,
          source_addr: digits(from),
          source_addr_ton: INTERNATIONAL,
        };
        const done = await this.#deliver({ ...options, destination_addr: this.contract.number }, entry);
        if (done && this.#random.uniform() < doubled) {
          await this.#deliver({ ...options, destination_addr: this.contract.number }, entry);
        }
        return done;
      }),
    );
    entry.delivered = taken.every(Boolean);
    return entry.delivered;
  }

  /** Cuts every connection, as a carrier's maintenance does. */
  drop(): void {
    for (const session of this.#bound.keys()) session.destroy();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    for (const timer of this.#timers) timer[Symbol.dispose]();
    this.drop();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #serve(session: Session): void {
    session.on('error', () => session.destroy());
    session.on('close', () => {
      for (const ended of this.#bound.get(session) ?? []) ended();
      this.#bound.delete(session);
    });
    const bind = (pdu: PDU): void => {
      const { systemId, password } = this.contract;
      if (pdu.system_id !== systemId || pdu.password !== password) {
        session.send(pdu.response({ command_status: STATUS.passwordWrong }));
        return;
      }
      this.#bound.set(session, new Set());
      session.send(pdu.response({ system_id: 'smsc' }));
    };
    session.on('bind_transceiver', bind);
    session.on('enquire_link', (pdu) => session.send(pdu.response()));
    session.on('unbind', (pdu) => {
      session.send(pdu.response());
      session.destroy();
    });
    session.on('submit_sm', (pdu) => this.#submitted(session, pdu));
  }

  #submitted(session: Session, pdu: PDU): void {
    const refusal = this.#refusal(pdu);
    const person = `+${pdu.destination_addr}`;
    const text = textOf(pdu);
    if (refusal !== undefined) {
      session.send(pdu.response({ command_status: refusal }));
      if (refusal === STATUS.throttled) return;
      const code = `0x${refusal.toString(16).padStart(8, '0')}`;
      this.ledger.add({ is: 'refused', person, code, text, atMs: this.#clock.now() });
      return;
    }
    this.taken += 1;
    const id = this.#nextId().toString(16);
    session.send(pdu.response({ message_id: id }));
    const whole = this.#segments.add(placeOf(pdu), text);
    if (whole !== undefined) {
      this.ledger.add({ is: 'received', person, id, text: whole, atMs: this.#clock.now() });
    }
    if ((pdu.registered_delivery & 1) === 0) return;
    const off = this.telephones.get(person)?.off === true;
    void this.#pause(this.contract.receiptMs).then(() => this.#receipt(pdu, id, off));
  }

  #refusal(pdu: PDU): number | undefined {
    if (!/^\d{5,15}$/.test(pdu.destination_addr)) return STATUS.wrongDestination;
    const units = lengthOf(pdu);
    if (
      pdu.message_payload === undefined &&
      units > (pdu.data_coding === UCS2 ? MAX_USER_DATA : MAX_SEPTETS)
    ) {
      return STATUS.wrongLength;
    }
    if (this.#credits()) return undefined;
    this.throttled += 1;
    return STATUS.throttled;
  }

  /** A tenth of a second's worth may come at once. */
  #credits(): boolean {
    const { segmentsPerSecond } = this.contract;
    if (segmentsPerSecond === 0) return true;
    const nowMs = this.#clock.monotonic();
    const earned = ((nowMs - this.#creditAtMs) * segmentsPerSecond) / 1_000;
    this.#creditAtMs = nowMs;
    this.#credit = Math.min(Math.max(1, segmentsPerSecond / 10), this.#credit + earned);
    if (this.#credit < 1) return false;
    this.#credit -= 1;
    return true;
  }

  async #receipt(pdu: PDU, id: string, off: boolean): Promise<void> {
    const [state, stat, error] = off ? [5, 'UNDELIV', '027'] : [2, 'DELIVRD', '000'];
    await this.#deliver({
      ...{
        source_addr: pdu.destination_addr,
        source_addr_ton: INTERNATIONAL,
        destination_addr: pdu.source_addr,
      },
      ...{ esm_class: RECEIPT, data_coding: 0, receipted_message_id: id, message_state: state },
      short_message: Buffer.from(
        `id:${id} sub:001 dlvrd:${off ? '000' : '001'} submit date:2601010000 done date:2601010000 stat:${stat} err:${error} text:`,
      ),
    });
  }

  /** Again and again until it is taken, over whichever connection there is. */
  async #deliver(options: object, entry?: { tries: number }): Promise<boolean> {
    for (let tries = 1; tries <= MAX_REDELIVERIES && !this.#closed; tries += 1) {
      if (entry !== undefined) entry.tries = Math.max(entry.tries, tries);
      if (await this.#tryDeliver(options)) return true;
      await this.#pause(REDELIVER_MS);
    }
    return false;
  }

  #tryDeliver(options: object): Promise<boolean> {
    const all = [...this.#bound];
    const [session, endings] = all[Math.floor(this.#random.uniform() * all.length)] ?? [];
    if (session === undefined || endings === undefined) return Promise.resolve(false);
    return new Promise((taken) => {
      const ended = (): void => taken(false);
      endings.add(ended);
      session.deliver_sm(options, ({ command_status }) => {
        endings.delete(ended);
        taken(command_status === 0);
      });
    });
  }

  /** As a telephone cuts it: by UTF-16 units, wherever that is. */
  #cut(text: string): readonly { readonly short_message: Buffer; readonly esm_class: number }[] {
    const encode = (part: string): Buffer => Buffer.from(part, 'utf16le').swap16();
    if (text.length <= WHOLE_UNITS) return [{ short_message: encode(text), esm_class: 0 }];
    this.#reference = (this.#reference + 1) % 256;
    const total = Math.ceil(text.length / PART_UNITS);
    return Array.from({ length: total }, (_, at) => {
      const header = Buffer.from([5, 0, 3, this.#reference, total, at + 1]);
      const part = encode(text.slice(at * PART_UNITS, (at + 1) * PART_UNITS));
      return { short_message: Buffer.concat([header, part]), esm_class: HEADED };
    });
  }

  #nextId(): number {
    this.#ids += 1;
    return this.#ids;
  }

  #pause(pauseMs: number): Promise<void> {
    return new Promise((done) => {
      const timer = this.#clock.after(pauseMs, () => {
        this.#timers.delete(timer);
        done();
      });
      this.#timers.add(timer);
    });
  }
}

const digits = (number: string): string => number.replace(/^\+/, '');

function textOf({ short_message: { message }, message_payload: payload }: PDU): string {
  const said = message.length === 0 && payload !== undefined ? payload.message : message;
  return typeof said === 'string' ? said : said.toString('latin1');
}

function lengthOf(pdu: PDU): number {
  const header = (pdu.short_message.udh ?? []).reduce((sum, element) => sum + element.length, 0);
  const text = textOf(pdu);
  if (pdu.data_coding === UCS2) return text.length * 2 + (header === 0 ? 0 : header + 1);
  const extended = [...text].filter((character) => '^{}\\[~]|€\f'.includes(character)).length;
  return text.length + extended + (header === 0 ? 0 : Math.ceil(((header + 1) * 8) / 7));
}

function placeOf(pdu: PDU): { readonly key: string; readonly total: number; readonly index: number } {
  const route = `${pdu.source_addr} ${pdu.destination_addr}`;
  const { sar_msg_ref_num: reference, sar_total_segments: total, sar_segment_seqnum: index } = pdu;
  if (reference !== undefined && total !== undefined && index !== undefined) {
    return { key: `${route} sar ${reference} ${total}`, total, index };
  }
  return placeIn(pdu.short_message.udh ?? [], route) ?? { key: '', total: 1, index: 1 };
}
