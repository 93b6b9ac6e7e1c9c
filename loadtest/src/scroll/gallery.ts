import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, preview } from 'vite';

const ROOT = fileURLToPath(new URL('../../../agent-web', import.meta.url));
const PAGE = 'src/desk/testing/index.html';

/** The desk over a mesh that is played, built as the pages are, and served. */
export interface Gallery extends AsyncDisposable {
  readonly url: string;
}

/** Builds into a folder of its own and serves it on loopback. */
export async function serveGallery(): Promise<Gallery> {
  const outDir = await mkdtemp(join(tmpdir(), 'weft-gallery-'));
  const remove = (): Promise<void> => rm(outDir, { recursive: true, force: true });
  try {
    const common = { root: ROOT, configFile: false, logLevel: 'silent' } as const;
    const target = {
      outDir,
      emptyOutDir: true,
      target: 'es2023',
      rolldownOptions: { input: join(ROOT, PAGE) },
    };
    await build({ ...common, build: target });
    const server = await preview({ ...common, build: { outDir }, preview: { host: '127.0.0.1' } });
    const [base] = server.resolvedUrls?.local ?? [];
    if (base === undefined) throw new Error('the built desk is served nowhere');
    return {
      url: new URL(PAGE, base).href,
      [Symbol.asyncDispose]: async () => {
        await server.close();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}
