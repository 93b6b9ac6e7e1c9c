import { type Directory, keys, WeftError } from '@weft/proto';
import { z } from 'zod';
import { type DocumentProblem, IntentDocument, problemsOf } from './document.ts';

/** Versions that are kept; older ones are forgotten. */
const MAX_VERSIONS = 30;
/** An etcd value holds 1.5 MiB. */
const MAX_DOCUMENT_BYTES = 1_000_000;

/** Intents as they are kept. */
const KeptIntents = z.object({
  /** From 1, without gaps; 0 = those that come with Weft. */
  version: z.number().int().min(0),
  savedAtMs: z.number(),
  author: z.string(),
  /** Why they were changed. */
  note: z.string(),
  /** The version that these are a copy of; 0 = of none. */
  copyOf: z.number().int().min(0),
  document: IntentDocument,
});
export type KeptIntents = z.infer<typeof KeptIntents>;

export type SaveIntentsOutcome =
  | { readonly ok: true; readonly kept: KeptIntents }
  | { readonly ok: false; readonly problems: readonly DocumentProblem[] };

/** Intents in etcd: the present ones, and the versions before. Throws UNAVAILABLE, TIMEOUT. */
export class IntentStore {
  readonly #directory: Directory;

  constructor(directory: Directory) {
    this.#directory = directory;
  }

  /** Undefined = none were ever saved. */
  async current(): Promise<KeptIntents | undefined> {
    const entry = await this.#directory.get(keys.intents);
    return entry === undefined ? undefined : readIntents(entry.value);
  }

  /** All versions that are kept, the newest first. */
  async versions(): Promise<readonly KeptIntents[]> {
    const entries = await this.#directory.list(keys.intentVersions);
    return entries.map(({ value }) => readIntents(value)).sort((a, b) => b.version - a.version);
  }

  async version(version: number): Promise<KeptIntents | undefined> {
    const entry = await this.#directory.get(keys.intentVersion(version));
    return entry === undefined ? undefined : readIntents(entry.value);
  }

  /**
   * Saves intents as the next version, which is learnt and holds. `basedOn` is the
   * version that the author saw. Throws CONFLICT when another has been saved since,
   * FRAME_TOO_LARGE.
   */
  async save(save: {
    readonly document: IntentDocument;
    readonly author: string;
    readonly note: string;
    readonly basedOn: number;
    readonly copyOf: number;
    readonly nowMs: number;
  }): Promise<SaveIntentsOutcome> {
    const problems = problemsOf(save.document);
    if (problems.length > 0) return { ok: false, problems };
    const entry = await this.#directory.get(keys.intents);
    const holds = entry === undefined ? 0 : readIntents(entry.value).version;
    if (holds !== save.basedOn)
      throw new WeftError('CONFLICT', `version ${holds} holds by now, not ${save.basedOn}`);
    const { document, author, note, copyOf, nowMs: savedAtMs } = save;
    const kept: KeptIntents = { version: holds + 1, savedAtMs, author, note, copyOf, document };
    const value = JSON.stringify(kept);
    if (Buffer.byteLength(value) > MAX_DOCUMENT_BYTES)
      throw new WeftError('FRAME_TOO_LARGE', 'the examples are too many');
    const expired = kept.version - MAX_VERSIONS;
    const revision = await this.#directory.transact([
      {
        ...{ do: 'put', key: keys.intents, value },
        expect: entry === undefined ? 'absent' : { revision: entry.revision },
      },
      { do: 'put', key: keys.intentVersion(kept.version), value },
      ...(expired > 0 ? [{ do: 'delete', key: keys.intentVersion(expired) } as const] : []),
    ]);
    if (revision === undefined) throw new WeftError('CONFLICT');
    return { ok: true, kept };
  }
}

/** Throws INTERNAL for what is not of the shape: nobody but this file writes there. */
export function readIntents(text: string): KeptIntents {
  try {
    return KeptIntents.parse(JSON.parse(text));
  } catch (cause) {
    throw new WeftError('INTERNAL', 'the kept intents cannot be read', { cause });
  }
}
