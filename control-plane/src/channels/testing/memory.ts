import type { AccountMemory } from '../channel.ts';

/** An account's memory that is only here. */
export function countedMemory(): AccountMemory & { text: string | undefined; writes: number } {
  return {
    text: undefined,
    writes: 0,
    read() {
      return Promise.resolve(this.text);
    },
    write(text: string) {
      this.text = text;
      this.writes += 1;
      return Promise.resolve();
    },
  };
}
