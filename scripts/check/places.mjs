import { readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { findings, listFiles, readText } from './files.mjs';

// Where a checkout or a home may lie; and hosts that serve packages.
const machinePath = /(?<![\w.])\/(?:root|work|home\/[\w-]+)\/[\w.]/;
const packageHost =
  /\b(?:registry|deb|security|snapshot|proxy|static|index|repo1?)\.(?:npmjs|yarnpkg|debian|golang|crates|pypi|maven)\.(?:org|com|io)\b/;

/** No path of one machine and no package server's name in a file that others get. */
export async function checkPlaces(root, hosts = configuredHosts()) {
  const files = await listFiles(root);
  const found = files.flatMap((file) => {
    const lines = (readText(root, file) ?? '').split('\n');
    return lines.flatMap((line, i) => {
      const host = packageHost.exec(line)?.[0] ?? hosts.find((name) => line.includes(name));
      if (host !== undefined) return [`${file}:${i + 1}: names a package server`];
      return machinePath.test(line) ? [`${file}:${i + 1}: names a path of one machine`] : [];
    });
  });
  return findings(found, `${files.length} files`);
}

/** The package servers this machine is set up with. */
function configuredHosts() {
  const folder = '/etc/apt/sources.list.d';
  const files = [
    join(homedir(), '.npmrc'),
    '/etc/apt/sources.list',
    ...list(folder).map((name) => join(folder, name)),
  ];
  const text = [process.env.npm_config_registry ?? '', ...files.map(read)].join('\n');
  const hosts = [...text.matchAll(/https?:\/\/([\w.-]+\.[a-z]+)/g)].map((match) => match[1]);
  return [...new Set(hosts)];
}

function list(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
