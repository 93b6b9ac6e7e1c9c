import { createRequire } from 'node:module';
import type { Server } from 'node:net';

/** A unit as npm's smpp reads and writes it. */
export interface OtherPdu {
  readonly command: string;
  readonly command_status: number;
  readonly system_id: string;
  readonly password: string;
  readonly source_addr: string;
  readonly destination_addr: string;
  readonly data_coding: number;
  readonly esm_class: number;
  readonly registered_delivery: number;
  readonly short_message: { readonly message: string | Buffer; readonly udh?: readonly Buffer[] };
  response(options?: object): OtherPdu;
}

/** A connection of npm's smpp. */
export interface OtherSession {
  on(event: string, listener: (pdu: OtherPdu) => void): this;
  send(pdu: OtherPdu): boolean;
  deliver_sm(options: object, answered?: (pdu: OtherPdu) => void): boolean;
  destroy(): void;
}

/** The SMPP server that npm has: a second opinion. */
export const otherSmpp = createRequire(import.meta.url)('smpp') as {
  createServer(listener: (session: OtherSession) => void): Server;
};
