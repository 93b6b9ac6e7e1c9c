import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { AccountMemory } from '../channel.ts';

/** How far the mailbox was read. A UID means nothing under another UIDVALIDITY (RFC 3501 section 2.3.1.1). */
const keptSchema = z.object({ uidValidity: z.string(), lastUid: z.number().int(), sinceMs: z.number() });
/** Of which token of the settings the provider gave it, by its digest: where people enter another one, that holds. */
const renewedSchema = z.object({ of: z.string(), token: z.string() });
const memorySchema = z.object({ position: keptSchema.optional(), renewed: renewedSchema.optional() });

export type Position = z.output<typeof keptSchema>;
type Memory = z.output<typeof memorySchema>;

/** What an account of mail keeps, each of whose two users knows nothing of the other. */
export class MailMemory {
  readonly #memory: AccountMemory;
  #known: Memory | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(memory: AccountMemory) {
    this.#memory = memory;
  }

  /** Undefined = it was not read yet. Throws UNAVAILABLE. */
  async position(): Promise<Position | undefined> {
    return (await this.#read()).position;
  }

  /** Throws UNAVAILABLE; CONFLICT when somebody else has the account. */
  keepPosition(position: Position): Promise<void> {
    return this.#change({ position });
  }

  /** The refresh token that the provider gave last for this one of the settings; undefined = none. Throws UNAVAILABLE. */
  async renewed(given: string): Promise<string | undefined> {
    const { renewed } = await this.#read();
    return renewed?.of === digestOf(given) ? renewed.token : undefined;
  }

  /** Throws as `keepPosition`. */
  keepRenewed(given: string, token: string): Promise<void> {
    return this.#change({ renewed: { of: digestOf(given), token } });
  }

  async #read(): Promise<Memory> {
    this.#known ??= memoryIn(await this.#memory.read());
    return this.#known;
  }

  /** One after the other: each writes all of it. */
  #change(change: Memory): Promise<void> {
    const changing = this.#writing.then(async () => {
      const next = { ...(await this.#read()), ...change };
      await this.#memory.write(JSON.stringify(next));
      this.#known = next;
    });
    this.#writing = changing.catch(() => undefined);
    return changing;
  }
}

const digestOf = (token: string): string =>
  createHash('sha256').update(token).digest('base64url').slice(0, 22);

function memoryIn(text: string | undefined): Memory {
  if (text === undefined) return {};
  const read: unknown = JSON.parse(text);
  // Until now a position was all that there was.
  const position = keptSchema.safeParse(read).data;
  return position === undefined ? (memorySchema.safeParse(read).data ?? {}) : { position };
}
