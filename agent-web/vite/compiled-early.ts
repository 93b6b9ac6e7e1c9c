import type { Plugin } from 'vite';

/** Chunks of whose functions most run as soon as a call is made, by the name that the build gives them. */
const EARLY: ReadonlySet<string> = new Set(['mediasoup-device', 'widget']);

/**
 * Tells V8 to compile all functions of these chunks while they load, beside the page, and not one by one between a
 * click and a call ("Explicit compile hints", magic comment of Chromium 136 and newer; elsewhere it is a comment).
 * Fails the build when a chunk is not there any more: it may have another name.
 */
export function compiledEarly(): Plugin {
  return {
    name: 'weft-compiled-early',
    apply: 'build',
    generateBundle(_options, bundle) {
      const missing = new Set(EARLY);
      for (const file of Object.values(bundle)) {
        if (file.type !== 'chunk' || !EARLY.has(file.name)) continue;
        missing.delete(file.name);
        file.code = `//# allFunctionsCalledOnLoad\n${file.code}`;
      }
      if (missing.size > 0) this.error(`no chunk is named ${[...missing].join(', ')}`);
    },
  };
}
