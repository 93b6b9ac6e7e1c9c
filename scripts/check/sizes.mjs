import { findings, isGenerated, listFiles, readText } from './files.mjs';

const mostLines = 400;
/** A test file is a list of cases: it is read in parts. */
const mostTestLines = 600;
const manyLines = 300;
const isSource = (file) => /\.(ts|tsx|mts|mjs|cjs|js|proto|sql|css|html)$/.test(file);

const most = (file) => (/\.test\.\w+$/.test(file) ? mostTestLines : mostLines);

/** No source file over 400 lines, no test file over 600; sources over 300 are named. */
export async function checkSizes(root) {
  const sizes = (await listFiles(root))
    .filter((file) => isSource(file) && !isGenerated(file))
    .map((file) => ({ file, lines: (readText(root, file) ?? '').split('\n').length - 1 }));
  const long = sizes.filter(({ lines }) => lines > manyLines).map(({ file, lines }) => `${file} (${lines})`);
  const tooLong = sizes
    .filter(({ file, lines }) => lines > most(file))
    .map(({ file, lines }) => `${file}: ${lines} lines, at most ${most(file)}`);
  const note = long.length === 0 ? '' : `, over ${manyLines} lines: ${long.join(', ')}`;
  return findings(tooLong, `${sizes.length} files${note}`);
}
