import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Where this machine's apt gets the packages of its own release: the mirror's
 * address and the options it is used with. Undefined where no source says.
 */
export function findMirror(codename, folder = '/etc/apt') {
  return readSources(folder)
    .filter(({ types, suites, components }) => {
      return types.includes('deb') && suites.includes(codename) && components.includes('main');
    })
    .map(({ uri, signedBy }) => ({ uri, signedBy }))
    .at(0);
}

function readSources(folder) {
  const parts = join(folder, 'sources.list.d');
  const names = existsSync(parts) ? readdirSync(parts).sort() : [];
  const files = [join(folder, 'sources.list'), ...names.map((name) => join(parts, name))];
  return files.filter(existsSync).flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    if (file.endsWith('.sources')) return parseStanzas(text);
    return file.endsWith('.list') ? parseLines(text) : [];
  });
}

/** apt's one-line format: `deb [options] uri suite component ...`. */
export function parseLines(text) {
  return text.split('\n').flatMap((line) => {
    const match = /^(deb|deb-src)\s+(?:\[([^\]]*)\]\s+)?(\S+)\s+(\S+)((?:\s+[^\s#]+)*)/.exec(line.trim());
    if (match === null) return [];
    const [, type, options = '', uri, suite, components] = match;
    const signedBy = /(?:^|\s)signed-by=(\S+)/i.exec(options)?.[1];
    return [{ types: [type], uri, suites: [suite], components: words(components), signedBy }];
  });
}

/** apt's deb822 format: stanzas of fields, with lines that go on and comments. */
export function parseStanzas(text) {
  const plain = text.replace(/^#.*\n?/gm, '');
  return plain.split(/\n\s*\n/).flatMap((stanza) => {
    const fields = new Map();
    for (const match of stanza.matchAll(/^([A-Za-z-]+):((?:.*)(?:\n[ \t]+.*)*)/gm)) {
      fields.set(match[1].toLowerCase(), match[2].trim());
    }
    if (/^(no|false|0)$/i.test(fields.get('enabled') ?? '')) return [];
    const of = (name) => words(fields.get(name) ?? '');
    const signedBy = fields.get('signed-by');
    return of('uris').map((uri) => ({
      types: of('types'),
      uri,
      suites: of('suites'),
      components: of('components'),
      // A key may stand in the field itself; only a file can be named on a line.
      signedBy: signedBy?.startsWith('/') && !signedBy.includes('\n') ? signedBy : undefined,
    }));
  });
}

function words(text) {
  return text.split(/\s+/).filter((word) => word !== '');
}

/**
 * An apt of the build's own: sources, lists and caches in `folder`, so the
 * system's stay as they are and no root is needed. Gives the environment for it.
 */
export function privateApt(folder, { mirror, codename, backports }) {
  const lists = join(folder, 'lists');
  mkdirSync(join(lists, 'partial'), { recursive: true });
  const options = mirror.signedBy === undefined ? '' : `[signed-by=${mirror.signedBy}] `;
  const lines = [`deb-src ${options}${mirror.uri} ${codename} main`];
  if (backports) lines.push(`deb ${options}${mirror.uri} ${codename}-backports main`);
  writeFileSync(join(folder, 'sources.list'), `${lines.join('\n')}\n`);
  writeFileSync(
    join(folder, 'apt.conf'),
    [
      `Dir::Etc::sourcelist "${join(folder, 'sources.list')}";`,
      'Dir::Etc::sourceparts "-";',
      `Dir::State::lists "${lists}";`,
      `Dir::Cache "${folder}";`,
      'Dir::Cache::pkgcache "";',
      'Dir::Cache::srcpkgcache "";',
      'APT::Update::Post-Invoke-Success "";',
      '',
    ].join('\n'),
  );
  return { ...process.env, APT_CONFIG: join(folder, 'apt.conf'), LC_ALL: 'C.UTF-8' };
}
