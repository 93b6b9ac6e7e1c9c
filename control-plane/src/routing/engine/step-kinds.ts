import type { CompiledStep } from './compiled.ts';
import type { Found } from './evaluate.ts';
import type { Figures } from './figures.ts';
import { Bucket } from './kinds.ts';
import type { Levels, Scalar, Work } from './model.ts';

/** Where what is known of a kind so far leads to. */
class Fork {
  bucket: Bucket | undefined;
  readonly #ways = new Map<Scalar | undefined, Fork>();
  /** Lists by their text, apart from texts that read the same. */
  readonly #lists = new Map<string, Fork>();

  to(part: Found): Fork {
    return typeof part === 'object'
      ? this.#way(this.#lists, JSON.stringify(part))
      : this.#way(this.#ways, part);
  }

  #way<Part>(ways: Map<Part, Fork>, part: Part): Fork {
    const known = ways.get(part);
    if (known !== undefined) return known;
    const made = new Fork();
    ways.set(part, made);
    return made;
  }
}

/** The kinds of work of one step, found by what tells them apart, with no text made of it. */
export class StepKinds {
  /** Pieces of work that wait in the step. */
  waiting = 0;
  /** For the lines of the kinds. */
  readonly figures: Figures;
  readonly #step: CompiledStep;
  readonly #made: (bucket: Bucket) => void;
  readonly #buckets = new Set<Bucket>();
  #root = new Fork();

  /** `made` is told of each kind that there was none of. */
  constructor(step: CompiledStep, figures: Figures, made: (bucket: Bucket) => void) {
    this.#step = step;
    this.figures = figures;
    this.#made = made;
  }

  get buckets(): ReadonlySet<Bucket> {
    return this.#buckets;
  }

  /** The kind of this work. */
  of(channel: number, needs: Levels, work: Work): Bucket {
    const fork = this.#fork(channel, needs, work);
    if (fork.bucket !== undefined) return fork.bucket;
    const bucket = new Bucket(this, this.#step, channel, work, needs);
    fork.bucket = bucket;
    this.#buckets.add(bucket);
    this.#made(bucket);
    return bucket;
  }

  /** Leaves out the kinds of which nothing waits, and answers with them. */
  forgetEmpty(): readonly Bucket[] {
    const empty = [...this.#buckets].filter(({ line }) => line.size === 0);
    for (const bucket of empty) {
      bucket.forgotten = true;
      bucket.line.forget();
      this.#buckets.delete(bucket);
    }
    this.#root = new Fork();
    for (const bucket of this.#buckets)
      this.#fork(bucket.channel, bucket.needs, bucket.sample).bucket = bucket;
    return empty;
  }

  #fork(channel: number, needs: Levels, work: Work): Fork {
    const subject = { work };
    let fork = forLevels(this.#root.to(channel), needs);
    for (const mark of this.#step.question.marks) fork = fork.to(mark(subject));
    return fork;
  }
}

/** By how many levels, then each skill by name and its level: the same way for the same levels, with no text made of them. */
function forLevels(from: Fork, levels: Levels): Fork {
  const names = Object.keys(levels);
  let fork = from.to(names.length);
  if (names.length > 1) names.sort();
  for (const name of names) fork = fork.to(name).to(levels[name]);
  return fork;
}
