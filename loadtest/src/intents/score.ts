/** One sentence: what it wants, and what was decided. */
export interface Judged {
  readonly intent: string;
  readonly decided: string;
  readonly sure: boolean;
}

export interface IntentScore {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly sentences: number;
}

export interface Score {
  readonly sentences: number;
  /** Mean of the intents' F1, each counting the same; what is none of the intents counts only where it is taken for one. */
  readonly macroF1: number;
  readonly accuracy: number;
  /** Share of sentences about which the engine is not sure. */
  readonly abstained: number;
  /** Share of right ones among those it is sure of. */
  readonly rightWhenSure: number;
  readonly intents: Readonly<Record<string, IntentScore>>;
}

const share = (part: number, whole: number): number => (whole === 0 ? 0 : Number((part / whole).toFixed(4)));

/** How good decisions are. `none` names what is none of the intents. Pure. */
export function score(judged: readonly Judged[], none: string): Score {
  const names = [...new Set(judged.map(({ intent }) => intent))].filter((intent) => intent !== none).sort();
  const intents: Record<string, IntentScore> = {};
  let sum = 0;
  for (const name of names) {
    const right = judged.filter(({ intent, decided }) => intent === name && decided === name).length;
    const sentences = judged.filter(({ intent }) => intent === name).length;
    const decided = judged.filter((one) => one.decided === name).length;
    sum += (2 * right) / (sentences + decided);
    intents[name] = {
      ...{ precision: share(right, decided), recall: share(right, sentences) },
      ...{ f1: share(2 * right, sentences + decided), sentences },
    };
  }
  const isRight = ({ intent, decided }: Judged): boolean => intent === decided;
  const sure = judged.filter((one) => one.sure);
  return {
    sentences: judged.length,
    macroF1: share(sum, names.length),
    accuracy: share(judged.filter(isRight).length, judged.length),
    abstained: share(judged.length - sure.length, judged.length),
    rightWhenSure: share(sure.filter(isRight).length, sure.length),
    intents,
  };
}
