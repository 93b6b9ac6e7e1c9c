import { featuresOf, wordsOf } from './features.ts';

/** A sentence of which it is known what its author wants. */
export interface Example {
  readonly text: string;
  readonly intent: string;
}

/** How sure the model is of each intent, the surest first; the sum is 1. */
export interface Scores {
  readonly ranking: readonly { readonly intent: string; readonly confidence: number }[];
  /** Words that spoke most for the first. */
  readonly because: readonly string[];
}

/** What a model has learnt: with it the model is there again, without learning. */
export interface Learnt {
  readonly intents: readonly string[];
  /** By place, from place 1. */
  readonly features: readonly string[];
  /** By place, from place 0. */
  readonly rarity: Float32Array;
  /** By place and, at each, by intent. */
  readonly weights: Float32Array;
}

/**
 * Changes whenever the same examples give another model: when anything here, in
 * features.ts or in text.ts is changed that a test of the model notices.
 */
export const MODEL_FORMAT = 1;

/** Chosen by the development set, never by the test set (docs/intents.md). */
const EPOCHS = 20;
const RATE = 0.3;
const SHRINK = 2e-6;
/** Weight of what counts always, beside a vector of length 1. */
const ALWAYS = 0.2;
const MAX_REASONS = 4;

/** A message as a vector of length 1: places, and the weight at each. */
interface Vector {
  readonly places: readonly number[];
  readonly weights: readonly number[];
}

/**
 * Softmax regression over TF-IDF features: small, trained in under a second,
 * the same model for the same examples, and able to say which words decided.
 */
export class IntentModel {
  readonly intents: readonly string[];
  readonly #places: ReadonlyMap<string, number>;
  /** By place. */
  readonly #features: readonly string[];
  readonly #rarity: Float32Array;
  readonly #weights: Float32Array;

  constructor({ intents, features, rarity, weights }: Learnt) {
    this.intents = intents;
    this.#places = new Map(features.map((feature, at) => [feature, at + 1]));
    this.#features = ['', ...features];
    this.#rarity = rarity;
    this.#weights = weights;
  }

  get learnt(): Learnt {
    const features = this.#features.slice(1);
    return { intents: this.intents, features, rarity: this.#rarity, weights: this.#weights };
  }

  /** Learns: seconds of computing without a pause. */
  static train(examples: readonly Example[]): IntentModel {
    const intents = [...new Set(examples.map(({ intent }) => intent))].sort();
    const counted = examples.map(({ text }) => featuresOf(text));
    const { places, rarity } = vocabulary(counted);
    const vectors = counted.map((counts) => vectorOf(counts, places, rarity));
    const labels = examples.map(({ intent }) => intents.indexOf(intent));
    const width = intents.length;
    const weights = new Float32Array((places.size + 1) * width);
    const seen = new Float32Array(weights.length).fill(1e-3);
    const next = shuffler();
    for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
      for (const at of next(examples.length))
        learn({ weights, seen, width }, vectors[at] ?? NOTHING, labels[at] ?? 0);
    }
    return new IntentModel({ intents, features: [...places.keys()], rarity, weights });
  }

  scores(text: string): Scores {
    const { places, weights } = vectorOf(featuresOf(text), this.#places, this.#rarity);
    const width = this.intents.length;
    const chances = softmax(sums({ weights: this.#weights, width }, { places, weights }));
    const ranking = this.intents
      .map((intent, at) => ({ intent, confidence: chances[at] ?? 0 }))
      .sort((a, b) => b.confidence - a.confidence);
    const first = this.intents.indexOf(ranking[0]?.intent ?? '');
    return { ranking, because: this.#because(places, weights, first) };
  }

  #because(places: readonly number[], weights: readonly number[], intent: number): readonly string[] {
    const width = this.intents.length;
    return places
      .flatMap((place, at) => {
        const words = wordsOf(this.#features[place] ?? '');
        const by = (weights[at] ?? 0) * (this.#weights[place * width + intent] ?? 0);
        return words === undefined || by <= 0 ? [] : [{ words, by }];
      })
      .sort((a, b) => b.by - a.by)
      .slice(0, MAX_REASONS)
      .map(({ words }) => words);
  }
}

const NOTHING: Vector = { places: [], weights: [] };

/** Every feature of the examples: its place from 1, since 0 is what counts always, and how rare it is. */
function vocabulary(counted: readonly ReadonlyMap<string, number>[]) {
  const spread = new Map<string, number>();
  for (const counts of counted)
    for (const feature of counts.keys()) spread.set(feature, (spread.get(feature) ?? 0) + 1);
  const places = new Map<string, number>();
  const rarity = new Float32Array(spread.size + 1);
  for (const [feature, among] of spread) {
    places.set(feature, places.size + 1);
    rarity[places.size] = Math.log((1 + counted.length) / (1 + among)) + 1;
  }
  return { places, rarity };
}

function vectorOf(
  counts: ReadonlyMap<string, number>,
  known: ReadonlyMap<string, number>,
  rarity: Float32Array,
): Vector {
  const places: number[] = [];
  const weights: number[] = [];
  let square = 0;
  for (const [feature, count] of counts) {
    const place = known.get(feature);
    if (place === undefined) continue;
    const weight = (1 + Math.log(count)) * (rarity[place] ?? 0);
    places.push(place);
    weights.push(weight);
    square += weight * weight;
  }
  const length = Math.sqrt(square) || 1;
  return { places: [0, ...places], weights: [ALWAYS, ...weights.map((weight) => weight / length)] };
}

interface Weights {
  readonly weights: Float32Array;
  readonly width: number;
}

function sums({ weights, width }: Weights, vector: Vector): Float64Array {
  const total = new Float64Array(width);
  for (const [at, place] of vector.places.entries()) {
    const by = vector.weights[at] ?? 0;
    for (let intent = 0; intent < width; intent += 1)
      total[intent] = (total[intent] ?? 0) + by * (weights[place * width + intent] ?? 0);
  }
  return total;
}

function softmax(total: Float64Array): Float64Array {
  const most = Math.max(...total);
  const powers = total.map((one) => Math.exp(one - most));
  const all = powers.reduce((sum, one) => sum + one, 0);
  return powers.map((one) => one / all);
}

/** One step of AdaGrad towards the right answer. */
function learn(into: Weights & { readonly seen: Float32Array }, vector: Vector, label: number): void {
  const { weights, seen, width } = into;
  const chances = softmax(sums(into, vector));
  for (const [at, place] of vector.places.entries()) {
    const by = vector.weights[at] ?? 0;
    for (let intent = 0; intent < width; intent += 1) {
      const spot = place * width + intent;
      const weight = weights[spot] ?? 0;
      const slope = ((chances[intent] ?? 0) - (intent === label ? 1 : 0)) * by + SHRINK * weight;
      const square = (seen[spot] ?? 0) + slope * slope;
      seen[spot] = square;
      weights[spot] = weight - (RATE * slope) / Math.sqrt(square);
    }
  }
}

/** Orders that look random and are the same every time. */
function shuffler(): (length: number) => readonly number[] {
  let state = 20_261_128;
  const below = (bound: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
  return (length) => {
    const order = Array.from({ length }, (_, at) => at);
    for (let at = length - 1; at > 0; at -= 1) {
      const other = below(at + 1);
      [order[at], order[other]] = [order[other] ?? 0, order[at] ?? 0];
    }
    return order;
  };
}
