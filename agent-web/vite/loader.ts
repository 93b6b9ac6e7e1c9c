import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'vite';

const entry = fileURLToPath(new URL('../src/loader/main.ts', import.meta.url));

/** The loader as one classic script: no module, no import, nothing left in the page's global scope. */
async function bundleLoader(minify: boolean): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      write: false,
      minify,
      target: 'es2020',
      reportCompressedSize: false,
      lib: { entry, formats: ['iife'], name: 'WeftLoader', fileName: 'loader' },
    },
  });
  const [first] = Array.isArray(result) ? result : [result];
  if (first === undefined || !('output' in first)) throw new Error('The loader gave no output.');
  return first.output[0].code;
}

/** Puts `/loader.js`, whose name never changes, beside the hashed files; serves it in development too. */
export function loaderScript(): Plugin {
  return {
    name: 'weft-loader',
    configureServer(server) {
      server.middlewares.use('/loader.js', (_request, response, next) => {
        bundleLoader(false).then((code) => {
          response.setHeader('Content-Type', 'text/javascript; charset=utf-8');
          response.end(code);
        }, next);
      });
    },
    async generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'loader.js', source: await bundleLoader(true) });
    },
  };
}
