// Makes proto/src/gen/*.ts from proto/schema/*.proto, with protobufjs as parser
// and, at run time, as reader and writer. `--check` writes nothing and fails
// when what is committed is not what the schemas give.
// Why not pbjs's own static target: docs/decisions/0006-generated-contract.md.

import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import protobuf from 'protobufjs';
import { enumSource, messageSource } from './generate/message.mjs';
import { enumTexts } from './generate/names.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const schemaDir = join(root, 'proto/schema');
const outDir = join(root, 'proto/src/gen');

/** File name → content, for every schema. */
function generate() {
  const tree = new protobuf.Root();
  tree.resolvePath = (_origin, target) => join(schemaDir, basename(target));
  const files = readdirSync(schemaDir)
    .filter((file) => file.endsWith('.proto'))
    .sort();
  tree.loadSync(files, { alternateCommentMode: true, preferTrailingComment: false });
  tree.resolveAll();
  const out = new Map();
  const published = [];
  for (const file of files) {
    const own = tree.lookup('weft').nestedArray.filter((type) => basename(type.filename) === file);
    const body = own
      .map((type) => (type.values ? enumSource(type, enumTexts(type.values)) : messageSource(type)))
      .join('\n');
    const names = own.map((type) =>
      type.values ? `type ${type.name}` : `${type.name}, type ${type.name}Init`,
    );
    published.push(`export { ${names.join(', ')} } from './${basename(file, '.proto')}.ts';`);
    const imports = new Map();
    const use = (type, wanted) => {
      const from = basename(type.filename, '.proto');
      if (from === basename(file, '.proto')) return;
      if (!imports.has(from)) imports.set(from, new Set());
      for (const name of wanted) imports.get(from).add(name);
    };
    for (const type of own.filter((t) => t.fieldsArray)) {
      for (const field of type.fieldsArray) {
        const target = field.resolvedType;
        if (!target) continue;
        const n = target.name;
        use(
          target,
          target.values
            ? [`type ${n}`, `${n}Number`, `${n}Text`]
            : [`type ${n}`, `type ${n}Init`, `write${n}`, `read${n}`, `from${n}`],
        );
      }
    }
    const needs = (name) => new RegExp(`\\b${name}\\b`).test(body);
    const runtime = ['checked', 'codec', 'json', 'NO_BYTES']
      .filter(needs)
      .concat(['type Codec', 'type Reader', 'type Writer'].filter((n) => needs(n.slice(5))));
    const head = [
      `// Made by scripts/generate.mjs from proto/schema/${file}. Change that, then run "npm run generate".`,
      ...(runtime.length ? [`import { ${runtime.join(', ')} } from '../codec.ts';`] : []),
      ...[...imports]
        .sort()
        .map(([from, wanted]) => `import { ${[...wanted].sort().join(', ')} } from './${from}.ts';`),
    ];
    out.set(
      `${basename(file, '.proto')}.ts`,
      `${head.join('\n')}\n\n${body}`.replace(/^function from/gm, 'export function from'),
    );
  }
  out.set('index.ts', `// Made by scripts/generate.mjs.\n${published.join('\n')}\n`);
  return out;
}

const made = generate();
if (process.argv.includes('--check')) {
  const stale = [...made].filter(([file, text]) => {
    try {
      return readFileSync(join(outDir, file), 'utf8') !== text;
    } catch {
      return true;
    }
  });
  const extra = readdirSync(outDir).filter((file) => !made.has(file));
  for (const [file] of stale)
    console.error(`proto/src/gen/${file} is not what the schemas give; run "npm run generate"`);
  for (const file of extra) console.error(`proto/src/gen/${file} has no schema`);
  process.exitCode = stale.length + extra.length > 0 ? 1 : 0;
} else {
  rmSync(outDir, { recursive: true, force: true });
  mkdirSync(outDir, { recursive: true });
  for (const [file, text] of made) writeFileSync(join(outDir, file), text);
}
