import type { StackEvent } from './stack-options.ts';

/** Where a command writes: standard output or standard error. */
export interface Terminal {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;

/** What a stack's events mean, in one line each; `undefined` = nothing that stays on the screen. */
export function tellEvent(event: StackEvent, isUp: boolean): string | undefined {
  switch (event.what) {
    case 'leftovers':
      return `Ended what an earlier stack left running: ${event.names.join(', ')}.`;
    case 'died':
      return `${event.name} died (${event.ending}); starting it again in ${seconds(event.restartInMs)}.`;
    case 'not-ready':
      return `${event.name} runs again but is not ready: ${event.reason}.`;
    case 'ready':
      return isUp ? `${event.name} is ready again.` : undefined;
    case 'pages':
      return undefined;
  }
}

/** Shows a start as one line that is written over, or nothing where lines cannot be; sentences that stay go above it. */
export class StartLine {
  readonly #terminal: Terminal;
  readonly #ready: string[] = [];
  #pages = '';

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  /** Takes what happened into the line. */
  show(event: StackEvent): void {
    if (event.what === 'ready') this.#ready.push(event.name);
    if (event.what === 'pages') {
      // The one thing that takes long enough to be told where nothing can be written over.
      if (this.#terminal.isTTY !== true && this.#pages === '')
        this.#terminal.write(`Start: ${event.detail}.\n`);
      this.#pages = event.detail;
    }
    this.#draw();
  }

  /** Removes the line. */
  clear(): void {
    if (this.#terminal.isTTY === true) this.#terminal.write('\r\u001b[K');
  }

  #draw(): void {
    if (this.#terminal.isTTY !== true) return;
    const parts = [`Starting: ${this.#ready.join(', ')}`, ...(this.#pages === '' ? [] : [this.#pages])];
    this.#terminal.write(`\r\u001b[K${parts.join(' · ').slice(0, 78)}`);
  }
}
