import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { systemClock } from '@weft/proto';
import { freePort, startEtcd, type TestServer } from '@weft/proto/testing';
import { decodeJwt } from 'jose';
import { type Instance, PEOPLE, startInstance } from '../api/testing/instance.ts';
import { DataFolder } from './data-folder.ts';
import { markOf } from './process-mark.ts';
import { createProgram } from './program.ts';

describe('the weft command', () => {
  let etcd: TestServer;
  let api: Instance;
  let folder: string;
  let remote: Readonly<Record<string, string>>;
  before(async () => {
    etcd = await startEtcd();
    api = await startInstance(etcd.url);
    folder = await mkdtemp(join(tmpdir(), 'weft-cli-'));
    const [, olga] = PEOPLE;
    remote = { WEFT_URL: `${api.url}/`, WEFT_LOGIN: olga.login, WEFT_PASSWORD: olga.password };
  });
  after(async () => {
    await api[Symbol.asyncDispose]();
    await etcd[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });

  /** What the command printed, or the message it failed with. */
  const run = async (
    args: string,
    environment: Readonly<Record<string, string>> = remote,
  ): Promise<string> => {
    let printed = '';
    const terminal = {
      write: (text: string) => {
        printed += text;
      },
    };
    const never = new AbortController().signal;
    const program = createProgram({
      ...{
        out: terminal,
        err: terminal,
        environment,
        clock: systemClock,
        cwd: folder,
        stop: never,
        stopNow: never,
      },
    });
    await program.parseAsync(args.split(' '), { from: 'user' }).catch((error: Error) => {
      printed += error.message;
    });
    return printed;
  };

  it('shows nodes, calls and the mesh of a control plane far away', async () => {
    assert.match(await run('nodes'), /^eu-1 +eu +active +25 %/m);
    assert.match(await run('calls'), /^call-1 +video +active +1 +0 +eu-1/m);
    const status = await run(`status --data ${folder}`);
    assert.match(status, /^eu-edge-2 +eu +ws:\S+ +draining/m);
    assert.match(status, /^1 live calls, 0 waiting, 0 agents on duty\.$/m);
    assert.equal(JSON.parse(await run('nodes --json')).nodes[0].nodeId, 'eu-1');
  });

  it('drains a node and takes it back', async () => {
    assert.equal(await run('drain eu-1'), 'eu-1 takes no new calls.\neu-1 is empty and can be stopped.\n');
    assert.equal(await run('drain eu-1 --timeout 0'), 'eu-1 takes no new calls.\n');
    assert.equal(await run('drain eu-1 --off'), 'eu-1 takes calls again.\n');
    assert.match(await run('drain eu-9'), /No such media node \(NODE_NOT_FOUND\)/);
  });

  it("shows and sets a queue's policy", async () => {
    assert.equal(
      await run('queue default'),
      'default: sound of new calls is on one leg, the other is silent (warm).\n',
    );
    const hot = 'default: sound of new calls is on both legs (hot).\n';
    assert.equal(await run('queue default --hot on'), hot);
    assert.equal(await run('queue default'), hot);
    assert.match(await run('queue default --hot off'), /\(warm\)/);
    assert.match(await run('queue default --hot maybe'), /"on" or "off" is needed/);
    assert.match(await run('queue a.b --hot on'), /BAD_REQUEST/);
  });

  it('prints a token for other tools', async () => {
    assert.equal(decodeJwt((await run('token')).trim()).role, 'operator');
  });

  it('finds the local stack and its operator by the data folder', async () => {
    const data = new DataFolder(join(folder, 'local'));
    await data.prepare();
    assert.match(await run(`nodes --data ${data.path}`, {}), /^No stack is running on .*npm start/);
    const launcher = markOf(process.pid);
    await data.writeState({
      url: api.url,
      launcher: { ...launcher, mark: 'an earlier boot/1' },
      services: [],
    });
    assert.match(await run(`nodes --data ${data.path}`, {}), /^No stack is running/, 'its launcher is gone');
    const gone = { pid: launcher.pid, mark: 'an earlier boot/1' };
    const service = {
      name: 'eu-1',
      kind: 'node',
      region: 'eu',
      url: 'http://127.0.0.1:1',
      logFile: '',
      process: gone,
    } as const;
    await data.writeState({ url: api.url, launcher, services: [service] });
    assert.match(await run(`nodes --data ${data.path}`, {}), /names no operator/);
  });

  it('says at the start what of its environment nobody reads', async () => {
    assert.match(
      await run('up --regions e.u', { WEFT_CONTORL_VIRTUAL_AGENT: 'off' }),
      /^WEFT_CONTORL_VIRTUAL_AGENT is not a setting, and is ignored; is WEFT_CONTROL_VIRTUAL_AGENT meant\?\n/,
    );
  });

  it('fails with one sentence that says what to do', async () => {
    const silent = `http://127.0.0.1:${await freePort()}`;
    assert.match(
      await run('nodes', { WEFT_URL: silent, WEFT_LOGIN: 'a', WEFT_PASSWORD: 'b' }),
      /^http:\/\/127\.0\.0\.1:\d+ does not answer \(.*ECONNREFUSED.*\)\.$/,
    );
    assert.match(await run('nodes', { WEFT_URL: api.url }), /WEFT_LOGIN and WEFT_PASSWORD/);
    assert.match(
      await run('nodes', { WEFT_URL: 'weft', WEFT_LOGIN: 'a', WEFT_PASSWORD: 'b' }),
      /WEFT_URL is not a URL/,
    );
    assert.match(
      await run('nodes', { ...remote, WEFT_PASSWORD: 'wrong' }),
      /^The control plane refused: Name or password is wrong \(SIGN_IN_REFUSED\)\.$/,
    );
    assert.match(
      await run('nodes', { ...remote, WEFT_LOGIN: 'anna', WEFT_PASSWORD: 'anna-password' }),
      /FORBIDDEN/,
    );
    assert.match(await run('up --nodes 0'), /a whole number from 1 to 32 is needed/);
    assert.match(await run('up --regions eu,eu'), /each of another name/);
    assert.match(await run('up --regions e.u'), /is not a region's name/);
  });
});
