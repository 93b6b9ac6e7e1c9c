/** The parts of npm's smpp that the simulator uses; it brings no types. */
declare module 'smpp' {
  import type { Server } from 'node:net';

  /** A unit as it reads and writes it. */
  export class PDU {
    constructor(command: string | Buffer, options?: object);
    readonly [field: string]: unknown;
    readonly command: string;
    readonly command_status: number;
    readonly sequence_number: number;
    readonly system_id: string;
    readonly password: string;
    readonly source_addr: string;
    readonly destination_addr: string;
    readonly data_coding: number;
    readonly registered_delivery: number;
    readonly message_payload?: { readonly message: string | Buffer };
    readonly sar_msg_ref_num?: number;
    readonly sar_total_segments?: number;
    readonly sar_segment_seqnum?: number;
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

  /** A client, for the simulator's own test. */
  export function connect(options: { readonly url: string }): Session & {
    bind_transceiver(options: object, answered: (pdu: PDU) => void): boolean;
    submit_sm(options: object, answered: (pdu: PDU) => void): boolean;
  };

  export function createServer(listener: (session: Session) => void): Server;
}
