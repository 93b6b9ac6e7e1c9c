import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { freePort, until } from '@weft/proto/testing';
import { EdgeProcess, FrameClient, Rig } from './testing/index.ts';

describe('the edge process', () => {
  it('SIG54 starts by its environment, logs lines of JSON without secrets, and drains on SIGTERM', async () => {
    await using rig = await Rig.create();
    const port = await freePort();
    using edge = new EdgeProcess({
      WEFT_NATS_URL: rig.nats.url,
      WEFT_ETCD_URL: rig.etcd.url,
      WEFT_LOG_LEVEL: 'debug',
      WEFT_EDGE_PORT: `${port}`,
      WEFT_EDGE_DRAIN_MS: '2000',
    });
    const ready = () =>
      fetch(`http://127.0.0.1:${port}/readyz`).then(({ status }) => status === 200 || `${status}`);
    await until(ready);
    const token = await rig.mint.token();
    const { client, ready: welcome } = await FrameClient.connect(`ws://127.0.0.1:${port}/v1/signal`, {
      token,
    });
    edge.child.kill('SIGTERM');
    await client.until('draining');
    client.send({ body: { case: 'bye', value: {} } });
    assert.equal(await edge.exit(), 0);
    assert.equal(edge.errors, '');
    const lines = edge.output
      .trim()
      .split('\n')
      .map((line): Record<string, unknown> => JSON.parse(line));
    const messages = lines.map(({ msg }) => msg);
    for (const message of ['edge started', 'session ready', 'edge drains', 'session ended', 'edge stopped']) {
      assert.equal(messages.filter((found) => found === message).length, 1, message);
    }
    assert.ok(lines.every(({ part, edgeId }) => part === 'edge' && edgeId === 'eu-edge-1'));
    for (const secret of [token, welcome.resumeToken]) assert.ok(!edge.output.includes(secret));
  });

  it('says in one sentence what is wrong and exits with 1', async () => {
    const nowhere = `nats://127.0.0.1:${await freePort()}`;
    using lonely = new EdgeProcess({ WEFT_NATS_URL: nowhere });
    assert.equal(await lonely.exit(), 1);
    assert.equal(lonely.errors, `edge: no NATS server answers at ${nowhere}\n`);
    using mistyped = new EdgeProcess({ WEFT_EDGE_PROT: '7101' });
    assert.equal(await mistyped.exit(), 1);
    assert.match(mistyped.errors, /^edge: WEFT_EDGE_PROT is not a setting; is WEFT_EDGE_PORT meant\?\n$/);
  });
});
