import type { Plugin } from 'vite';

/**
 * Modules of libraries that no page can come to, each with the reason: they are required where their library starts,
 * and a bundler cannot see that nothing calls them. In the bundle stands a module that exports nothing.
 */
const LEFT_OUT: readonly { readonly module: RegExp; readonly because: string }[] = [
  {
    module: /\/mediasoup-client\/lib\/handlers\/ReactNative\d+\.js$/,
    because: 'chosen only where navigator.product is "ReactNative", which no browser says',
  },
  {
    module: /\/mediasoup-client\/lib\/handlers\/FakeHandler\.js$/,
    because: "exported for other people's tests",
  },
  {
    module: /\/mediasoup-client\/lib\/test\/fakeParameters\.js$/,
    because: "exported for other people's tests",
  },
  {
    module: /\/long\/(umd\/)?index\.js$/,
    because: 'protobufjs does without where it is not there, and no schema of ours has a number of 64 bits',
  },
];

/** Leaves them out of what is built, and fails the build when one of them is not there any more: it may have another name. */
export function leftOut(): Plugin {
  const met = new Set<RegExp>();
  return {
    name: 'weft-left-out',
    apply: 'build',
    enforce: 'pre',
    load(id) {
      const found = LEFT_OUT.find(({ module }) => module.test(id));
      if (found === undefined) return undefined;
      met.add(found.module);
      return { code: `/* left out: ${found.because} */ module.exports = {};`, moduleSideEffects: false };
    },
    buildEnd(error) {
      if (error !== undefined) return;
      const missed = LEFT_OUT.filter(({ module }) => !met.has(module)).map(({ module }) => module.source);
      if (missed.length > 0)
        throw new Error(`Nothing is left out by ${missed.join(', ')}: look what it is called now.`);
    },
  };
}
