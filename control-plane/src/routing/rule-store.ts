import { type Directory, keys, WeftError } from '@weft/proto';
import { z } from 'zod';
import { compileRules, type RuleProblem, RuleSet } from './engine/index.ts';

/** Versions that are kept; older ones are forgotten. */
const MAX_VERSIONS = 200;
/** An etcd value holds 1.5 MiB; rules are far below. */
const MAX_RULES_CHARS = 512_000;

/** Rules as they are kept. */
export const KeptRules = z.object({
  /** From 1, without gaps. */
  version: z.number().int().min(1),
  savedAtMs: z.number(),
  author: z.string(),
  /** Why they were changed. */
  note: z.string(),
  /** The version that these are a copy of; 0 = of none. */
  copyOf: z.number().int().min(0),
  rules: z.unknown(),
});
export type KeptRules = z.infer<typeof KeptRules>;

export type SaveOutcome =
  | { readonly ok: true; readonly kept: KeptRules; readonly warnings: readonly RuleProblem[] }
  | { readonly ok: false; readonly errors: readonly RuleProblem[] };

/** Routing rules in etcd: the present ones, and every version before. Throws UNAVAILABLE, TIMEOUT. */
export class RuleStore {
  readonly #directory: Directory;

  constructor(directory: Directory) {
    this.#directory = directory;
  }

  /** The rules that hold; undefined = none were ever saved. */
  async current(): Promise<KeptRules | undefined> {
    const entry = await this.#directory.get(keys.routingRules);
    return entry === undefined ? undefined : readKept(entry.value);
  }

  /** All versions that are kept, the newest first. */
  async versions(): Promise<readonly KeptRules[]> {
    const entries = await this.#directory.list(keys.routingVersions);
    return entries.map(({ value }) => readKept(value)).sort((a, b) => b.version - a.version);
  }

  async version(version: number): Promise<KeptRules | undefined> {
    const entry = await this.#directory.get(keys.routingVersion(version));
    return entry === undefined ? undefined : readKept(entry.value);
  }

  /**
   * Saves rules as the next version, which holds at once. `basedOn` is the version
   * that the author saw (0 = none). Throws CONFLICT when another has been saved
   * since: nobody's change is overwritten unseen.
   */
  async save(save: {
    readonly rules: unknown;
    readonly author: string;
    readonly note: string;
    readonly basedOn: number;
    readonly copyOf: number;
    readonly nowMs: number;
  }): Promise<SaveOutcome> {
    const compiled = compileRules(save.rules);
    if (!compiled.ok) return { ok: false, errors: compiled.errors };
    const entry = await this.#directory.get(keys.routingRules);
    const before = entry === undefined ? undefined : readKept(entry.value);
    if ((before?.version ?? 0) !== save.basedOn) {
      throw new WeftError('CONFLICT', `version ${before?.version ?? 0} holds by now, not ${save.basedOn}`);
    }
    const kept: KeptRules = {
      version: save.basedOn + 1,
      savedAtMs: save.nowMs,
      author: save.author,
      note: save.note,
      copyOf: save.copyOf,
      rules: RuleSet.parse(save.rules),
    };
    const value = JSON.stringify(kept);
    if (value.length > MAX_RULES_CHARS) throw new WeftError('FRAME_TOO_LARGE', 'the rules are too large');
    const expired = kept.version - MAX_VERSIONS;
    const revision = await this.#directory.transact([
      {
        do: 'put',
        key: keys.routingRules,
        value,
        expect: entry === undefined ? 'absent' : { revision: entry.revision },
      },
      { do: 'put', key: keys.routingVersion(kept.version), value },
      ...(expired > 0 ? [{ do: 'delete', key: keys.routingVersion(expired) } as const] : []),
    ]);
    if (revision === undefined) throw new WeftError('CONFLICT');
    return { ok: true, kept, warnings: compiled.warnings };
  }
}

/** Throws INTERNAL for what is not of the shape: nobody but this file writes there. */
export function readKept(text: string): KeptRules {
  try {
    return KeptRules.parse(JSON.parse(text));
  } catch (cause) {
    throw new WeftError('INTERNAL', 'the kept routing rules cannot be read', { cause });
  }
}
