import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Builds the pages that the browser tests open, where there is something to build. */
export async function buildPages(root) {
  const manifest = JSON.parse(readFileSync(join(root, 'agent-web', 'package.json'), 'utf8'));
  if (manifest.scripts?.build === undefined) return;
  process.stdout.write('Building the pages ...\n');
  const { status } = spawnSync('npm', ['run', '--silent', 'build', '-w', 'agent-web'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0) throw new Error('The pages do not build: see above.');
}
