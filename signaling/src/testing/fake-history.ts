import { subjects, WeftError } from '@weft/proto';
import type { SessionHistory, SharedHistory } from '../ports.ts';
import type { FakeBus } from './fake-bus.ts';

/** All that a FakeBus ever carried, read back as the stream gives it. */
export class FakeHistory implements SessionHistory {
  completeSinceMs: number | undefined = 0;
  /** Whether readAll() gets an answer. */
  readable = true;
  readonly #bus: FakeBus;

  constructor(bus: FakeBus) {
    this.#bus = bus;
  }

  read(sessionId: string, take: (data: Uint8Array) => boolean): Promise<void> {
    const subject = subjects.session(sessionId);
    const enough = this.#bus.published.some((message) => message.subject === subject && take(message.data));
    return enough ? Promise.resolve() : Promise.reject(new WeftError('TIMEOUT'));
  }

  readAll(_sinceMs: number, take: (sessionId: string, data: Uint8Array) => boolean): Promise<void> {
    if (!this.readable) return Promise.reject(new WeftError('UNAVAILABLE'));
    const [before = '', behind = ''] = subjects.allSessions.split('*');
    const enough = this.#bus.published.some(
      ({ subject, data }) =>
        subject.startsWith(before) && take(subject.slice(before.length, -behind.length), data),
    );
    return enough ? Promise.resolve() : Promise.reject(new WeftError('TIMEOUT'));
  }
}

/** The same of what was published for many. */
export class FakeSharedHistory implements SharedHistory {
  readonly #bus: FakeBus;

  constructor(bus: FakeBus) {
    this.#bus = bus;
  }

  read(take: (data: Uint8Array) => boolean): Promise<number> {
    const enough = this.#bus.published.some(({ subject, data }) => subject === subjects.shared && take(data));
    return enough ? Promise.resolve(0) : Promise.reject(new WeftError('TIMEOUT'));
  }

  async readSince(_sinceMs: number, take: (data: Uint8Array) => boolean): Promise<void> {
    await this.read(take);
  }
}
