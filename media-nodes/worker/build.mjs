import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findMirror, privateApt } from './debian.mjs';
import { buildPackages, edits, mesonNeeded, mesonOptions, sourcePackage, target } from './recipe.mjs';

const here = dirname(fileURLToPath(import.meta.url));

/** Builds the worker in `folder` and gives its path. */
export async function buildWorker({
  mediasoup,
  folder,
  run,
  say,
  system,
  missingPackages,
  installPackages,
  Failure,
}) {
  const missing = missingPackages(buildPackages);
  if (missing.length > 0) {
    say(`installing ${missing.map(({ name }) => name).join(', ')}`);
    await installPackages(missing, system, say);
  }
  const failing =
    (what, note = '') =>
    (error) => {
      if (error instanceof Failure) throw error;
      const lines = (error.output ?? error.message).trim().split('\n');
      const telling = lines.find((line) => /^E:|error:/i.test(line)) ?? lines.at(-1);
      throw new Failure(`Building mediasoup-worker failed at ${what}: ${telling.trim()}${note}`);
    };

  say('fetching sources');
  const offline = ' (the network to the Debian mirror is needed for this)';
  const fetched = await fetchSources({ folder, run, system, Failure }).catch(
    failing('fetching sources', offline),
  );
  const source = laySource({ mediasoup, folder, Failure });
  await unpackLibrary(fetched.library, source, run).catch(failing('unpacking'));

  say('configuring');
  const out = join(folder, 'out');
  const [meson, ...mesonArgs] = fetched.meson.command;
  const env = { ...process.env, ...fetched.meson.env };
  await run(meson, [...mesonArgs, 'setup', out, source, ...mesonOptions], { env }).catch(
    failing('meson setup'),
  );

  const onLine = (line) => {
    const match = /^\[(\d+\/\d+)\]/.exec(line);
    if (match !== null) say(`building ${match[1]}`);
  };
  await run('ninja', ['-C', out, target], { env, onLine }).catch(failing('ninja'));
  return join(out, target);
}

async function fetchSources({ folder, run, system, Failure }) {
  const mirror = findMirror(system.codename);
  if (mirror === undefined) {
    throw new Failure(
      `No source in /etc/apt names the main packages of "${system.codename}": mediasoup-worker cannot be built.`,
    );
  }
  const own = await hasMeson(run);
  // mkdtemp gave the folder to us alone; apt fetches as its own user.
  chmodSync(folder, 0o755);
  const apt = join(folder, 'apt');
  mkdirSync(apt, { recursive: true });
  const env = privateApt(apt, { mirror, codename: system.codename, backports: !own });
  await run('apt-get', ['update'], { cwd: apt, env });
  await run('apt-get', ['source', '--download-only', sourcePackage], { cwd: apt, env });
  const library = readdirSync(apt).find(
    (name) => name.startsWith(`${sourcePackage}_`) && name.includes('.orig.tar.'),
  );
  if (library === undefined) throw new Failure(`Debian's source of ${sourcePackage} did not arrive.`);
  const meson = own ? { command: ['meson'], env: {} } : await fetchMeson(apt, { env, run, system, Failure });
  return { library: join(apt, library), meson };
}

async function hasMeson(run) {
  const [major, minor] = (await run('meson', ['--version'])).trim().split('.').map(Number);
  return major > mesonNeeded[0] || (major === mesonNeeded[0] && minor >= mesonNeeded[1]);
}

/** Meson is Python alone, so the newer package is unpacked and run where it lies. */
async function fetchMeson(apt, { env, run, system, Failure }) {
  await run('apt-get', ['download', `meson/${system.codename}-backports`], { cwd: apt, env });
  const archive = readdirSync(apt).find((name) => name.startsWith('meson_') && name.endsWith('.deb'));
  if (archive === undefined) throw new Failure('Meson did not arrive from backports.');
  const folder = join(apt, 'meson');
  await run('dpkg-deb', ['-x', join(apt, archive), folder]);
  return {
    command: ['/usr/bin/python3', join(folder, 'usr', 'bin', 'meson')],
    env: { PYTHONPATH: join(folder, 'usr', 'lib', 'python3', 'dist-packages') },
  };
}

function laySource({ mediasoup, folder, Failure }) {
  const source = join(folder, 'source');
  cpSync(join(mediasoup, 'worker'), source, { recursive: true });
  rmSync(join(source, 'subprojects'), { recursive: true, force: true });
  cpSync(join(here, 'subprojects'), join(source, 'subprojects'), { recursive: true });
  for (const { file, find, put } of edits) {
    const text = readFileSync(join(source, file), 'utf8');
    if (text.split(find).length !== 2) {
      throw new Failure(
        `mediasoup's ${file} no longer says "${find}" once: look at media-nodes/worker/recipe.mjs.`,
      );
    }
    writeFileSync(join(source, file), text.replace(find, put));
  }
  return source;
}

async function unpackLibrary(archive, source, run) {
  const folder = join(source, 'subprojects', sourcePackage);
  mkdirSync(folder, { recursive: true });
  await run('tar', ['-xf', archive, '-C', folder, '--strip-components=1']);
}
