import assert from 'node:assert/strict';
import { test } from 'node:test';
import { layoutOf } from './layout.ts';
import { fixedPorts, freePorts, PORTS } from './ports.ts';

const layout = layoutOf(['eu', 'ap'], 2);

test('each region has one edge and as many nodes as asked for', () => {
  assert.deepEqual(
    layout.edges.map(({ id, region }) => `${region}:${id}`),
    ['eu:eu-edge-1', 'ap:ap-edge-1'],
  );
  assert.deepEqual(
    layout.nodes.map(({ id, region }) => `${region}:${id}`),
    ['eu:eu-1', 'eu:eu-2', 'ap:ap-1', 'ap:ap-2'],
  );
});

test("fixed ports are all different and none is a packaged server's own", () => {
  const { http, nats, etcdClient, etcdPeer, edges, nodes } = fixedPorts(layout);
  const all = [http, nats, etcdClient, etcdPeer, ...edges.values()];
  for (const { probe, rtc } of nodes.values()) all.push(probe, rtc);
  assert.equal(new Set(all).size, all.length);
  for (const taken of [4222, 6222, 8222, 2379, 2380]) assert.equal(all.includes(taken), false);
  assert.equal(http, PORTS.http);
  assert.equal(fixedPorts(layout, 9_000).http, 9_000);
});

test('free ports are all different, and media nodes find their own', async () => {
  const { http, nats, etcdClient, etcdPeer, edges, nodes } = await freePorts(layout);
  const all = [
    http,
    nats,
    etcdClient,
    etcdPeer,
    ...edges.values(),
    ...[...nodes.values()].map(({ probe }) => probe),
  ];
  assert.equal(new Set(all).size, 10);
  assert.ok(all.every((port) => port > 1_023));
  assert.deepEqual(new Set([...nodes.values()].map(({ rtc }) => rtc)), new Set([0]));
  assert.equal((await freePorts(layout, http)).http, http, 'one that was asked for is taken');
});

test('three nats-servers and three etcds have ports of their own, the first those of one alone', async () => {
  const three = layoutOf(['eu', 'ap'], 2, 2, 3);
  for (const ports of [fixedPorts(three), await freePorts(three)]) {
    const { http, nats, etcdClient, etcdPeer, members, controls, edges, nodes } = ports;
    assert.deepEqual(
      [members.length, members[0]?.nats, members[0]?.etcdClient, members[0]?.etcdPeer],
      [3, nats, etcdClient, etcdPeer],
    );
    const all = [http, ...members.flatMap((member) => Object.values(member)), ...edges.values()];
    for (const port of [...controls.values()].slice(1)) all.push(port);
    for (const { probe } of nodes.values()) all.push(probe);
    assert.equal(new Set(all).size, all.length);
  }
  assert.deepEqual(fixedPorts(layout).members, []);
});
