import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const beatMs = 2000;
const staleAfterMs = 20_000;

/**
 * Runs `work` while no other process holds the lock file. The holder touches the
 * file while it works; a file that is no longer touched, or whose process is gone,
 * belongs to nobody. Results are renamed into place all the same, so two holders
 * after a race for a dead lock cost time, not a broken file.
 */
export async function withLock(file, work, { say = () => {}, pollMs = 300 } = {}) {
  mkdirSync(dirname(file), { recursive: true });
  while (!take(file)) {
    if (isDead(file)) rmSync(file, { force: true });
    else {
      say('waiting for another set-up');
      await sleep(pollMs);
    }
  }
  const beat = setInterval(() => touch(file), beatMs);
  const free = () => rmSync(file, { force: true });
  process.once('exit', free);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    process.removeListener('exit', free);
    free();
  }
}

function take(file) {
  try {
    writeFileSync(file, JSON.stringify({ host: hostname(), pid: process.pid }), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function touch(file) {
  try {
    const now = new Date();
    utimesSync(file, now, now);
  } catch {
    // someone took it for dead; the rename at the end keeps the result whole
  }
}

function isDead(file) {
  try {
    if (Date.now() - statSync(file).mtimeMs > staleAfterMs) return true;
    const { host, pid } = JSON.parse(readFileSync(file, 'utf8'));
    return host === hostname() && !isRunning(pid);
  } catch {
    return false; // gone, or written this moment: the next turn knows
  }
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
