import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { silentLog } from '@weft/proto';
import { NatsBus } from '@weft/proto/node';
import { freePort, openSilentPath, until } from '@weft/proto/testing';
import { DataFolder } from './data-folder.ts';
import { layoutOf } from './layout.ts';
import { fixedPorts } from './ports.ts';
import { natsConfig, systemUrl } from './servers.ts';

const users = {
  weft: { user: 'weft', password: 'not-needed' },
  system: { user: 'system', password: 'not-needed' },
};
const QUESTION = new Uint8Array(1);

test('nats-server gives questions no more to a member of a group whose connection died without a word', async () => {
  await using owned = new AsyncDisposableStack();
  const folder = new DataFolder(await mkdtemp(join(tmpdir(), 'weft-nats-')));
  owned.defer(() => rm(folder.path, { recursive: true, force: true }));
  const ports = { ...fixedPorts(layoutOf(['eu'], 1)), nats: await freePort() };
  await writeFile(folder.file('nats.conf'), natsConfig(folder, ports, users));
  const server = spawn('nats-server', ['-c', folder.file('nats.conf')], { stdio: 'ignore' });
  owned.defer(async () => {
    const ended = once(server, 'exit');
    server.kill('SIGKILL');
    await ended;
  });
  const connect = (port: number, name: string) =>
    NatsBus.create({ servers: `nats://127.0.0.1:${port}`, name, log: silentLog });
  let asking: NatsBus | undefined;
  await until(async () => {
    asking ??= await connect(ports.nats, 'asking');
    return asking.connected || 'nats-server is not there';
  });
  assert.ok(asking);
  owned.use(asking);
  const system = owned.use(
    await NatsBus.create({ servers: systemUrl(ports, users), name: 'system', log: silentLog }),
  );
  let ended = '';
  owned.use(
    system.subscribe('$SYS.ACCOUNT.*.DISCONNECT', ({ data }) => {
      ended += new TextDecoder().decode(data);
    }),
  );
  await system.flush();
  const path = owned.use(await openSilentPath(ports.nats));
  const member = owned.use(await connect(path.port, 'member'));
  owned.use(member.subscribe('q.asked', (message) => message.respond(message.data), { queue: 'members' }));
  const seen: boolean[] = [];
  owned.use(member.onConnected((connected) => seen.push(connected)));
  await member.flush();
  path.fallSilent();
  await until(() => seen.at(-1) === true || 'the member has not come back');
  await until(() => ended.includes('"Stale Connection"') || 'the server has not ended the dead connection');
  for (let i = 0; i < 20; i += 1) await asking.request('q.asked', QUESTION);
});
