import { runTool } from './tool.mjs';

/** Files, exports and dependencies that nothing uses (knip.json). */
export async function checkDeadCode(root) {
  const { code, stdout, stderr } = await runTool(
    'knip/bin/knip.js',
    ['--no-progress', '--no-config-hints'],
    root,
  );
  return { ok: code === 0, text: stdout + stderr };
}
