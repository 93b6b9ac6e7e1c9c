import type { TextLoads } from '../text-loads.ts';

/** Conversations that agents have open when the test says so. */
export class FixedTexts implements TextLoads {
  version = 0;
  readonly #open = new Map<string, number>();

  openOf(agentId: string): number {
    return this.#open.get(agentId) ?? 0;
  }

  follow(): Disposable {
    return { [Symbol.dispose]: () => undefined };
  }

  set(agentId: string, open: number): void {
    this.#open.set(agentId, open);
    this.version += 1;
  }
}
