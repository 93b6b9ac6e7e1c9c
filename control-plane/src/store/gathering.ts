import { WeftError } from '@weft/proto';

/** Questions that wait at a time; beyond, they are refused. */
const MAX_WAITING = 10_000;

interface Waiting<Question, Answer> {
  readonly question: Question;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Asks together what comes while a question is under way: one question more
 * costs hardly anything, the way to the store and back does. Whoever asks is
 * asked for after that moment, never before. A question that spoils the answer
 * of others spoils its own only: they are asked again one by one.
 */
export class Gathering<Question, Answer> {
  readonly #askAll: (questions: readonly Question[]) => Promise<readonly Answer[]>;
  readonly #most: number;
  readonly #waiting: Waiting<Question, Answer>[] = [];
  #running = false;

  /** @param askAll answers in the order of the questions, of which there are `most` at most */
  constructor(askAll: (questions: readonly Question[]) => Promise<readonly Answer[]>, most: number) {
    this.#askAll = askAll;
    this.#most = most;
  }

  /** Throws what asking throws, and UNAVAILABLE when too many wait. */
  ask(question: Question): Promise<Answer> {
    if (this.#waiting.length >= MAX_WAITING)
      return Promise.reject(new WeftError('UNAVAILABLE', 'the store has too much to do'));
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    this.#waiting.push({ question, resolve, reject });
    if (!this.#running) void this.#run();
    return promise;
  }

  async #run(): Promise<void> {
    this.#running = true;
    // What is asked in the same turn goes along.
    await Promise.resolve();
    while (this.#waiting.length > 0) await this.#go(this.#waiting.splice(0, this.#most));
    this.#running = false;
  }

  async #go(those: readonly Waiting<Question, Answer>[]): Promise<void> {
    try {
      const answers = await this.#askAll(those.map(({ question }) => question));
      for (const [index, { resolve }] of those.entries()) resolve(answers[index] as Answer);
    } catch (error) {
      const away = error instanceof WeftError && error.code === 'UNAVAILABLE';
      if (those.length === 1 || away) for (const { reject } of those) reject(error);
      else for (const one of those) await this.#go([one]);
    }
  }
}
