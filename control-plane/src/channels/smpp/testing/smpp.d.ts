/** The parts of npm's smpp that tests use; it brings no types. */
declare module 'smpp' {
  import type { Server } from 'node:net';

  /** A unit as it reads and writes it. */
  export class PDU {
    constructor(command: string | Buffer, options?: object);
    readonly [field: string]: unknown;
    readonly command: string;
    readonly command_status: number;
    readonly sequence_number: number;
    readonly password: string;
    readonly short_message: { readonly message: string | Buffer; readonly udh?: readonly Buffer[] };
    response(options?: object): PDU;
    toBuffer(): Buffer;
  }

  /** A connection. */
  export interface Session {
    on(event: string, listener: (pdu: PDU) => void): this;
    send(pdu: PDU): boolean;
    deliver_sm(options: object, answered?: (pdu: PDU) => void): boolean;
    destroy(): void;
  }

  export function createServer(listener: (session: Session) => void): Server;
}
