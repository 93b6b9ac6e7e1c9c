/** k6/metrics: what scenarios note, kept until the run is over. */
export interface Kept {
  readonly type: 'trend' | 'rate';
  readonly samples: number[];
}

/** By name. One run a process. */
export const kept = new Map<string, Kept>();

abstract class Metric {
  readonly #samples: number[] = [];

  constructor(name: string, type: Kept['type']) {
    kept.set(name, { type, samples: this.#samples });
  }

  add(value: number | boolean): void {
    this.#samples.push(Number(value));
  }
}

export class Trend extends Metric {
  constructor(name: string) {
    super(name, 'trend');
  }
}

export class Rate extends Metric {
  constructor(name: string) {
    super(name, 'rate');
  }
}
