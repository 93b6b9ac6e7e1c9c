import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { listFiles } from './files.mjs';
import { runTool } from './tool.mjs';

const rules = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '.dependency-cruiser.cjs');
const isSource = (file) => /^[^/]+\/src\/.+\.tsx?$/.test(file) && !file.endsWith('.d.ts');

/** Who may import whom. A source file that was not looked at fails the check, too. */
export async function checkImports(root) {
  const sources = (await listFiles(root)).filter(isSource);
  if (sources.length === 0) return { ok: false, text: 'There is no source file to look at.' };
  const folders = [...new Set(sources.map((file) => file.split('/').slice(0, 2).join('/')))];
  const args = ['--config', rules, '--output-type', 'json', ...folders];
  const { stdout, stderr } = await runTool('dependency-cruiser/bin/dependency-cruiser.mjs', args, root);
  const report = parse(stdout);
  if (report === undefined)
    return { ok: false, text: `dependency-cruiser failed: ${stderr}${stdout}`.slice(0, 4000) };

  const seen = new Set(report.modules.map(({ source }) => source));
  const unseen = sources.filter((file) => !seen.has(file));
  const problems = [
    ...unseen.map((file) => `${file}: was not looked at`),
    ...report.summary.violations.map(({ from, to, rule }) => `${from} -> ${to}: ${rule.name}`),
  ];
  if (problems.length > 0) return { ok: false, text: problems.join('\n') };
  return { ok: true, text: `${sources.length} files` };
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
