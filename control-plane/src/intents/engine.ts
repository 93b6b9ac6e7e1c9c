import { type IntentDocument, type IntentSpec, OTHER } from './document.ts';
import { type Example, IntentModel, type Learnt } from './model.ts';
import { type Slots, slotsOf } from './slots.ts';
import { type Language, languageOf } from './text.ts';

/** What a message seems to want, with the reason. */
export interface IntentDecision {
  /** Empty = nothing in it is known. */
  readonly intent: string;
  /** 0 to 1. */
  readonly confidence: number;
  readonly runnerUp: { readonly intent: string; readonly confidence: number };
  /** Confident enough to act on. */
  readonly sure: boolean;
  readonly language: Language | undefined;
  readonly slots: Slots;
  /** Words that spoke most for it. */
  readonly because: readonly string[];
}

const NONE = { intent: '', confidence: 0 };

/** Decides what messages want: what a document says, learnt. Pure once trained. */
export class IntentEngine {
  readonly document: IntentDocument;
  readonly #model: IntentModel;

  private constructor(document: IntentDocument, model: IntentModel) {
    this.document = document;
    this.#model = model;
  }

  /** Learns a document at one go, which takes seconds. */
  static train(document: IntentDocument): IntentEngine {
    return new IntentEngine(document, IntentModel.train(examplesOf(document)));
  }

  /** What was learnt of this document elsewhere or before; whoever has it vouches that it was of these examples. */
  static recall(document: IntentDocument, learnt: Learnt): IntentEngine {
    return new IntentEngine(document, new IntentModel(learnt));
  }

  get learnt(): Learnt {
    return this.#model.learnt;
  }

  /** The policy of an intent; undefined for one that the document lacks. */
  specOf(intent: string): IntentSpec | undefined {
    return Object.hasOwn(this.document.intents, intent) ? this.document.intents[intent] : undefined;
  }

  decide(text: string): IntentDecision {
    const language = languageOf(text);
    const slots = slotsOf(text);
    // Without a word nothing speaks for anything.
    if (language === undefined) return { ...NONE, runnerUp: NONE, sure: false, language, slots, because: [] };
    const { ranking, because } = this.#model.scores(text);
    const [first = NONE, second = NONE] = ranking;
    const sure = first.confidence >= this.document.threshold && first.intent !== OTHER;
    return { ...first, runnerUp: second, sure, language, slots, because };
  }
}

/** What is learnt of a document, in the order in which it is. */
export function examplesOf({ intents }: IntentDocument): readonly Example[] {
  return Object.entries(intents).flatMap(([intent, { examples }]) =>
    [...examples.zh, ...examples.en].map((text) => ({ text, intent })),
  );
}
