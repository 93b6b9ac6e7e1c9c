import { readdir, readFile } from 'node:fs/promises';
import { workersOf } from '../failover/processes.ts';
import type { Stack } from '../failover/rig.ts';

/**
 * Processes of a stack that are neither a service nor a node's worker, by their
 * command lines. Services and workers are known by where their environment says
 * that etcd is, servers by the data folder on their command lines.
 */
export async function straysOf(stack: Stack): Promise<readonly string[]> {
  const { services, dataDir, addresses } = stack;
  const nodes = services.filter(({ kind }) => kind === 'node');
  const workers = await Promise.all(nodes.map(({ name }) => workersOf(stack, name)));
  const known = new Set([...services.map(({ pid }) => pid), ...workers.flat()]);
  const etcd = new RegExp(`\\0WEFT_ETCD_URL=[^\\0]*:${new URL(addresses.etcdUrl).port}\\b`);
  const pids = (await readdir('/proc')).map(Number).filter((pid) => pid > 0 && !known.has(pid));
  const found = await Promise.all(
    pids.map(async (pid) => {
      const command = (await textOf(pid, 'cmdline')).replaceAll('\0', ' ').trim();
      const ours = command.includes(dataDir) || etcd.test(`\0${await textOf(pid, 'environ')}`);
      return ours && command !== '' ? [`${pid} ${command}`] : [];
    }),
  );
  return found.flat();
}

/** Empty for a process that has ended or is somebody else's. */
const textOf = (pid: number, file: string): Promise<string> =>
  readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '');
