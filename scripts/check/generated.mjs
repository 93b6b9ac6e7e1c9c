import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from './tool.mjs';

/** Whether the generated code is what the schemas give today. */
export async function checkGenerated(root) {
  const script = join(root, 'scripts', 'generate.mjs');
  if (!existsSync(script)) return { ok: false, text: 'scripts/generate.mjs is missing.' };
  const { code, stdout, stderr } = await runProgram(process.execPath, [script, '--check'], root);
  return { ok: code === 0, text: code === 0 ? '' : stdout + stderr };
}
