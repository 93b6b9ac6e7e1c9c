import { ServerFrame } from '@weft/proto';
import type { SendResult, Socket } from '../ports.ts';
import type { Closed } from './frame-client.ts';

/** A socket without a network: keeps what it is sent and answers as it is told. */
export class FakeSocket<Owner> implements Socket<Owner> {
  owner: Owner | undefined = undefined;
  bufferedBytes = 0;
  /** What send() answers; what is dropped is not kept. */
  result: SendResult = 'sent';
  readonly frames: ServerFrame[] = [];
  /** How often it was asked for a sign of life. */
  pings = 0;
  closed: Closed | undefined;

  send(message: Uint8Array): SendResult {
    if (this.closed !== undefined) return 'dropped';
    if (this.result !== 'dropped') this.frames.push(ServerFrame.decode(message));
    if (this.result !== 'sent') this.bufferedBytes += message.length;
    return this.result;
  }

  inOnePiece(run: () => void): void {
    run();
  }

  ping(): void {
    this.pings++;
  }

  close(code: number, reason: string): void {
    this.closed ??= { code, reason };
  }

  /** The bodies received, in short. */
  get story(): readonly string[] {
    return this.frames.map(inShort);
  }

  get seqs(): readonly number[] {
    return this.frames.flatMap(({ seq }) => (seq === 0 ? [] : [seq]));
  }
}

/** "ready", "reply 3", "push 7" (its first byte), "refused IDLE". */
function inShort({ body }: ServerFrame): string {
  switch (body?.case) {
    case 'reply':
      return `reply ${body.value.id}`;
    case 'push':
      return `push ${body.value.source?.value[0]}`;
    case 'refused':
      return `refused ${body.value.fault?.code}`;
    case 'ready':
    case 'pong':
    case 'draining':
      return body.case;
    case undefined:
      return 'nothing';
  }
}
