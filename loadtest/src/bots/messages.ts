/** A stream that the generator sends. It goes on where it was when it is played again. */
export interface PlayedStream {
  readonly ssrc: number;
  readonly payloadType: number;
  readonly kind: 'audio' | 'video';
  /** Bytes of a packet before encryption. */
  readonly bytes: number;
  /** Packets of one frame, sent one behind the other. */
  readonly packetsPerFrame: number;
  readonly framesPerS: number;
  readonly clockRate: number;
  /** Where it goes on loopback. */
  readonly port: number;
  /** How many copies of it come back to be read. */
  readonly copies: number;
}

/** Over how many nodes a copy comes: `direct` goes past the subject, from socket to socket. */
export type Way = 'direct' | 'one-hop' | 'two-hops';

/** A copy that arrives. */
export interface ExpectedCopy {
  readonly ssrc: number;
  readonly way: Way;
  /** What it is decrypted with. */
  readonly masterBase64: string;
}

/** What is asked of the process that generates load. */
export type GeneratorOrder =
  /** Opens sockets that packets come back to. */
  | { readonly do: 'open'; readonly sockets: number }
  | {
      readonly do: 'play';
      readonly streams: readonly PlayedStream[];
      readonly copies: readonly ExpectedCopy[];
      readonly warmUpMs: number;
      readonly measureMs: number;
    };

/** What it answers. */
export type GeneratorNews =
  | { readonly is: 'open'; readonly ports: readonly number[] }
  | { readonly is: 'played'; readonly heard: Heard }
  | { readonly is: 'failed'; readonly why: string };

/** What is asked of the process that reads nothing, and its answer. */
export interface BlindOrder {
  readonly do: 'listen';
}
export interface BlindNews {
  readonly is: 'blind';
  readonly port: number;
}

/** One measured stretch as the generator sees it. */
export interface Heard {
  readonly tookMs: number;
  readonly sent: number;
  /** Copies that should have come to be read of what was sent. */
  readonly expected: number;
  readonly received: number;
  /** Packets that the generator was too late to send: it is the bottleneck. */
  readonly skipped: number;
  /** Packets that the kernel threw away before the generator read them: it is the bottleneck. */
  readonly unread: number;
  /** Copies opened with their keys, by lot; and those that did not open. */
  readonly opened: number;
  readonly forged: number;
  /** Share of a core that the generator used. */
  readonly cpuShare: number;
  /** One-way times in microseconds, a sample of them. */
  readonly oneWayUs: Readonly<Record<Way, readonly number[]>>;
  /** Interarrival jitter of each copy at the end, in microseconds. */
  readonly jitterUs: readonly number[];
}
