import { runTool } from './tool.mjs';

/** Lint, format and import order. `npm run format` mends what can be mended. */
export async function checkLint(root) {
  const args = ['check', '--error-on-warnings', '--colors=off', '--max-diagnostics=100', '.'];
  const { code, stdout, stderr } = await runTool('@biomejs/biome/bin/biome', args, root);
  const looked = /Checked (\d+) files?/.exec(stdout + stderr)?.[1] ?? '0';
  if (looked === '0') return { ok: false, text: `Biome looked at no file.\n${stdout}${stderr}` };
  return code === 0 ? { ok: true, text: `${looked} files` } : { ok: false, text: stdout + stderr };
}
