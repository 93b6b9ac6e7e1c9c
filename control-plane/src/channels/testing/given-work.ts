import { OutboundQueued, systemClock, type Work } from '@weft/proto';
import type { SenderContext } from '../outbound/account-sender.ts';

/** A stream that gives out what it is given, once. */
export class GivenWork {
  readonly done: number[] = [];
  #waiting: Work<OutboundQueued>[] = [];
  #wake = Promise.withResolvers<void>();

  /** @param item its place in the conversation @param seqs of the stream, all of them the same item */
  give(item: number, ...seqs: readonly number[]): void {
    const value = OutboundQueued.create({
      ...{ conversationId: 'conv-1', seq: item, revision: item, accountId: 'paper', channel: 'sms' },
      ...{ to: { kind: 'phone', value: '+8613800000001' }, queuedAtMs: systemClock.now() },
    });
    for (const seq of seqs)
      this.#waiting.push({ value, seq, done: () => this.done.push(seq), touch: () => undefined });
    this.#wake.resolve();
  }

  readonly work = (): ReturnType<SenderContext['work']['work']> => {
    const ended = { is: false };
    const self = this;
    return Promise.resolve({
      close: () => {
        ended.is = true;
        self.#wake.resolve();
      },
      async *[Symbol.asyncIterator]() {
        while (!ended.is) {
          await self.#wake.promise;
          self.#wake = Promise.withResolvers();
          if (!ended.is) yield self.#waiting.splice(0);
        }
      },
    });
  };
}
