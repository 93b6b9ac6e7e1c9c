import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { mayChangeNetwork } from './command.ts';
import type { Plan } from './doors.ts';
import { NodeNetworks } from './node-networks.ts';

const run = promisify(execFile);
const skip = mayChangeNetwork() ? false : 'it takes root to change the network';
const NODES = ['eu-1', 'eu-2', 'ap-1', 'ap-2'];
/** An unplugged node waits so long for an answer that cannot come; the others for as long as it takes. */
const UNANSWERED_MS = 500;
const PATIENTLY_MS = 20_000;

/** Connects to an address and says whether it could. */
const CONNECTS = `const [host, port, ms] = process.argv.slice(1);
const socket = require('node:net').connect({ host, port: Number(port) });
const say = (word) => { console.log(word); process.exit(); };
socket.once('connect', () => say('connected')).once('error', (error) => say(error.code));
setTimeout(say, Number(ms), 'unanswered');`;

const planOf = (name: string): Plan => ({
  ...{ name, kind: 'node', region: name.slice(0, 2), url: 'http://127.0.0.1:1/', env: {} },
  ...{ command: process.execPath, args: [], logFile: '', readsParentPipe: false },
});

test('whichever node is unplugged, the others reach this machine as before, and it does not', {
  skip,
}, async () => {
  await using networks = await NodeNetworks.create();
  const plans = await networks.replan(NODES.map(planOf));
  const server = createServer((socket) => socket.destroy());
  server.listen(0, '0.0.0.0');
  await once(server, 'listening');
  await using _ = { [Symbol.asyncDispose]: async () => void (await promisify(server.close.bind(server))()) };
  const address = server.address();
  assert.ok(address !== null && typeof address === 'object');
  const connects = async (nodeId: string, waitMs = PATIENTLY_MS): Promise<string> => {
    const plan = plans.find(({ name }) => name === nodeId);
    assert.ok(plan);
    const host = (plan.env.WEFT_NODE_LISTEN_IP ?? '').replace(/\d+$/, '1');
    const words = [...plan.args, '-e', CONNECTS, host, String(address.port), String(waitMs)];
    return (await run(plan.command, words)).stdout.trim();
  };
  for (const node of NODES) assert.equal(await connects(node), 'connected');
  for (const unplugged of NODES) {
    await networks.unplug(unplugged);
    for (const node of NODES) {
      if (node !== unplugged) assert.equal(await connects(node), 'connected', `${node} without ${unplugged}`);
    }
    assert.equal(await connects(unplugged, UNANSWERED_MS), 'unanswered');
    await networks.plugIn(unplugged);
    assert.equal(await connects(unplugged), 'connected', `${unplugged} is back`);
  }
});
