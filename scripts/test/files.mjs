import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const folders = ['proto', 'signaling', 'media-nodes', 'control-plane', 'agent-web', 'loadtest', 'scripts'];
const leftOut = new Set(['node_modules', 'dist', 'gen', '.weft']);
const throughBrowser = /^loadtest\/src\/e2e\//;

/** The test files, by the flag that asks for them. With words: those with one in their path. */
export function findTests(root, words = []) {
  const lower = words.map((word) => word.toLowerCase());
  const files = folders
    .flatMap((folder) => walk(root, folder))
    .filter((file) => /\.test\.(ts|mjs)$/.test(file))
    .filter((file) => lower.length === 0 || lower.some((word) => file.toLowerCase().includes(word)))
    .sort();
  return {
    '--unit': files.filter((file) => !throughBrowser.test(file)),
    '--e2e': files.filter((file) => throughBrowser.test(file)),
  };
}

function walk(root, folder) {
  return list(join(root, folder)).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return leftOut.has(entry.name) ? [] : walk(root, path);
    return [path];
  });
}

function list(folder) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
