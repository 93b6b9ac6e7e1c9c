import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { until } from '@weft/proto/testing';
import { z } from 'zod';
import { lives } from '../stack/processes.ts';

const Started = z.object({ dataDir: z.string(), profile: z.string(), pids: z.array(z.int()) });

const START = `
import { startBrowser } from ${JSON.stringify(new URL('../browser/chromium.ts', import.meta.url).href)};
import { startTemporaryStack } from ${JSON.stringify(new URL('../stack/temporary-stack.ts', import.meta.url).href)};
const { stack } = await startTemporaryStack({ pages: false, regions: ['eu'], nodesPerRegion: 1 });
const { profile } = await startBrowser();
const pids = stack.services.map(({ pid }) => pid);
process.stdout.write(JSON.stringify({ dataDir: stack.dataDir, profile, pids }) + '\\n');
setInterval(() => undefined, 1_000);
`;

/** Ids of the processes that have this text on their command lines. */
async function processesOf(text: string): Promise<readonly string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => ''));
  return (await Promise.all(lines)).flatMap((line, i) => (line.includes(text) ? [pids[i] ?? ''] : []));
}

test('what is interrupted, twice as npm does it, leaves no browser, no service and no folder', {
  skip: process.platform !== 'linux',
}, async () => {
  const child = spawn(process.execPath, ['--input-type=module', '-e', START], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  const ended = once(child, 'exit');
  await until(() => out.endsWith('\n') || child.exitCode !== null || 'it has not started', {
    timeoutMs: 120_000,
  });
  const { dataDir, profile, pids } = Started.parse(JSON.parse(out));
  assert.ok((await processesOf(profile)).length > 0, 'the browser runs');

  child.kill('SIGINT');
  child.kill('SIGINT');
  assert.deepEqual(await ended, [130, null]);
  await until(async () => {
    const browsers = await processesOf(profile);
    return browsers.length === 0 || `the browser's processes ${browsers.join(', ')} are left`;
  });
  await until(() => {
    const left = pids.filter(lives);
    return left.length === 0 || `the services ${left.join(', ')} are left`;
  });
  for (const folder of [dataDir, profile]) assert.equal(existsSync(folder), false, folder);
});
