import { findings, listFiles, readText } from './files.mjs';

// A subject, stream or etcd key begins like this; a file's name only looks so.
const wireName =
  /['"`](?:weft\.(?!(?:json|ya?ml|toml|conf|env|log|pid|sock|db|js|mjs|ts|css|html|svg|png|ico)\b)|\/weft\/)/;
const isSource = (file) => /\.(ts|tsx|mts|mjs|cjs|js)$/.test(file) && !file.startsWith('proto/');

/** NATS subjects and etcd keys are spelled in proto/ and nowhere else. */
export async function checkWireNames(root) {
  const files = (await listFiles(root)).filter(isSource);
  const found = files.flatMap((file) => {
    const lines = (readText(root, file) ?? '').split('\n');
    return lines.flatMap((line, i) => {
      return wireName.test(line) ? [`${file}:${i + 1}: a wire name belongs in proto/: ${line.trim()}`] : [];
    });
  });
  return findings(found, `${files.length} files`);
}
