import type { Diagnostics } from '../state/types.ts';

declare global {
  interface Window {
    /** Read-only view of the page's state and media, for tests and support: docs/pages.md. */
    weft?: Diagnostics;
  }
}

/** Puts a page's diagnostics at `window.weft`. */
export function expose(diagnostics: Diagnostics): void {
  window.weft = diagnostics;
}
