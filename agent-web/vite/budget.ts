import { gzipSync } from 'node:zlib';
import type { Plugin, Rolldown } from 'vite';

const KIB = 1024;

/**
 * What a visitor downloads before the page works, gzipped: the loader on every page of a shop, and each page's
 * own scripts and styles with all that they import at once. Above it the build fails; raise a number only with
 * a reason in docs/decisions.
 */
const BUDGET_BYTES: Readonly<Record<string, number>> = {
  'loader.js': 10 * KIB,
  widget: 220 * KIB,
  shop: 120 * KIB,
  desk: 350 * KIB,
  ops: 350 * KIB,
  admin: 350 * KIB,
};

/** What a page's bundle must never contain, by page. */
const KEPT_OUT: Readonly<Record<string, readonly RegExp[]>> = {
  widget: [/@mantine/, /src\/(desk|ops|admin|shop|loader)\//],
  shop: [/@mantine/, /mediasoup-client/, /src\/(desk|ops|admin|widget|loader)\//],
  desk: [/src\/(widget|ops|admin|shop|loader)\//],
  ops: [/mediasoup-client/, /src\/(widget|desk|admin|shop|loader)\//],
  // Its preview of the look draws the launcher itself.
  admin: [
    /mediasoup-client/,
    /src\/(widget|desk|ops|shop)\//,
    /src\/loader\/(?!(launcher|look|shape|styles|texts)[.]ts)/,
  ],
};

const gzipBytes = (source: string | Uint8Array): number => gzipSync(source).length;

/** The chunks that load with an entry, itself first; what it loads lazily is not among them. */
function loadedWith(
  entry: Rolldown.OutputChunk,
  bundle: Rolldown.OutputBundle,
): readonly Rolldown.OutputChunk[] {
  const found = new Set<Rolldown.OutputChunk>([entry]);
  for (const chunk of found) {
    for (const file of chunk.imports) {
      const imported = bundle[file];
      if (imported?.type === 'chunk') found.add(imported);
    }
  }
  return [...found];
}

function cssOf(chunks: readonly Rolldown.OutputChunk[]): ReadonlySet<string> {
  return new Set(chunks.flatMap((chunk) => [...(chunk.viteMetadata?.importedCss ?? [])]));
}

function bytesOf(chunks: readonly Rolldown.OutputChunk[], bundle: Rolldown.OutputBundle): number {
  const scripts = chunks.reduce((sum, chunk) => sum + gzipBytes(chunk.code), 0);
  let styles = 0;
  for (const file of cssOf(chunks)) {
    const sheet = bundle[file];
    if (sheet?.type === 'asset') styles += gzipBytes(sheet.source);
  }
  return scripts + styles;
}

/** Prints what each page weighs, and fails the build when one is too heavy or holds another's code. */
export function bundleBudget(): Plugin {
  const lines: string[] = [];
  const faults: string[] = [];

  const weigh = (name: string, bytes: number): void => {
    const allowed = BUDGET_BYTES[name];
    if (allowed === undefined) return;
    lines.push(`${name.padEnd(10)} ${(bytes / KIB).toFixed(1).padStart(7)} KiB gzip of ${allowed / KIB}`);
    if (bytes > allowed) faults.push(`${name} weighs ${bytes} bytes gzipped, its budget is ${allowed}.`);
  };

  return {
    name: 'weft-budget',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const loader = bundle['loader.js'];
        if (loader?.type === 'asset') weigh('loader.js', gzipBytes(loader.source));
        for (const chunk of Object.values(bundle)) {
          if (chunk.type !== 'chunk' || !chunk.isEntry) continue;
          const chunks = loadedWith(chunk, bundle);
          weigh(chunk.name, bytesOf(chunks, bundle));
          const modules = chunks.flatMap((loaded) => loaded.moduleIds);
          for (const kept of KEPT_OUT[chunk.name] ?? []) {
            const stray = modules.find((module) => kept.test(module));
            if (stray !== undefined) faults.push(`${chunk.name} pulls in ${stray}.`);
          }
        }
      },
    },
    closeBundle() {
      if (lines.length > 0) console.log(`\n${lines.splice(0).join('\n')}\n`);
      if (faults.length > 0) throw new Error(faults.splice(0).join('\n'));
    },
  };
}
