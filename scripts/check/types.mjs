import { runTool } from './tool.mjs';

/** Types, by the native TypeScript, over all project references. */
export async function checkTypes(root) {
  const { code, stdout, stderr } = await runTool('typescript7/bin/tsc', ['-b', '--pretty', 'false'], root);
  return { ok: code === 0, text: stdout + stderr };
}
