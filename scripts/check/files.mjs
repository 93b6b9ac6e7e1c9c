import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from './tool.mjs';

/** The files git has or would take, that are there: paths from `root`. */
export async function listFiles(root) {
  const { code, stdout, stderr } = await runProgram(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
    root,
  );
  if (code !== 0) throw new Error(`git ls-files failed: ${stderr.trim()}`);
  return [...new Set(stdout.split('\0'))]
    .filter((file) => file !== '' && existsSync(join(root, file)))
    .sort();
}

/** A file's text, or undefined where it is not text. */
export function readText(root, file) {
  const bytes = readFileSync(join(root, file));
  return bytes.includes(0) ? undefined : bytes.toString('utf8');
}

/** Generated, and so not held to the rules for what people write. */
export function isGenerated(file) {
  return file === 'package-lock.json' || file.startsWith('proto/src/gen/');
}

/** The findings of a check that looks at lines, as its result. */
export function findings(list, looked) {
  return list.length === 0 ? { ok: true, text: looked } : { ok: false, text: list.join('\n') };
}
