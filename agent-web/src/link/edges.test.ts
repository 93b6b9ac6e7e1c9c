import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ManualClock } from '@weft/proto';
import { type EdgeAddress, EdgeChoice, measureEdges, orderEdges, pingUrl, regionRtts } from './edges.ts';

const edge = (edgeId: string, region: string): EdgeAddress => ({
  edgeId,
  region,
  url: `wss://${edgeId}/v1/signal`,
});
const EU = edge('eu-edge-1', 'eu');
const EU2 = edge('eu-edge-2', 'eu');
const AP = edge('ap-edge-1', 'ap');
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('the choice of an edge', () => {
  it('pings the HTTP twin of the WebSocket URL', () => {
    assert.equal(pingUrl('wss://host:8443/v1/signal'), 'https://host:8443/v1/ping');
    assert.equal(pingUrl('ws://127.0.0.1:7001/v1/signal'), 'http://127.0.0.1:7001/v1/ping');
  });

  it('puts the wished-for region first, then the nearest, then what did not answer', () => {
    const measured = [
      { edge: EU, rttMs: undefined },
      { edge: EU2, rttMs: 20 },
      { edge: AP, rttMs: 5 },
    ];
    assert.deepEqual(orderEdges(measured, ''), [AP, EU2, EU]);
    assert.deepEqual(orderEdges(measured, 'eu'), [EU2, EU, AP]);
  });

  it('gives the best round trip of each region, the wished-for one as nearest', () => {
    const measured = [
      { edge: EU, rttMs: 31.4 },
      { edge: EU2, rttMs: 20.2 },
      { edge: AP, rttMs: 180 },
    ];
    assert.deepEqual(regionRtts(measured, ''), [
      { region: 'eu', rttMs: 20 },
      { region: 'ap', rttMs: 180 },
    ]);
    assert.deepEqual(regionRtts(measured, 'ap')[1], { region: 'ap', rttMs: 0 });
  });

  it('counts the second ping only, since the first opens the connection', async () => {
    const clock = new ManualClock();
    const waits: (() => void)[] = [];
    const measuring = measureEdges([EU], () => new Promise((resolve) => waits.push(resolve)), clock);
    clock.advance(200);
    waits[0]?.();
    await settle();
    clock.advance(30);
    waits[1]?.();
    await settle();
    clock.advance(60);
    assert.deepEqual(await measuring, [{ edge: EU, rttMs: 30 }]);
  });

  it('does not wait long for a slow edge once another has answered', async () => {
    const clock = new ManualClock();
    const never = new Promise<void>(() => undefined);
    const measuring = measureEdges(
      [AP, EU],
      (url) => (url.includes('eu') ? Promise.resolve() : never),
      clock,
    );
    await settle();
    clock.advance(60);
    assert.deepEqual(await measuring, [
      { edge: AP, rttMs: undefined },
      { edge: EU, rttMs: 0 },
    ]);
  });

  it('waits a second at most when nobody answers', async () => {
    const clock = new ManualClock();
    const measuring = measureEdges([EU], () => new Promise(() => undefined), clock);
    clock.advance(1_000);
    assert.deepEqual(await measuring, [{ edge: EU, rttMs: undefined }]);
  });

  it('measures once in a while, not before every attempt', async () => {
    const clock = new ManualClock();
    let pings = 0;
    const ping = async (): Promise<void> => {
      pings += 1;
    };
    const choice = new EdgeChoice({ list: async () => [EU, AP], ping, clock, region: '' });
    await choice.ordered();
    await choice.ordered();
    assert.equal(pings, 4);
    clock.advance(60_000);
    await choice.ordered();
    assert.equal(pings, 8);
  });

  it('does not wait for pings when the region was wished for', async () => {
    const ping = (): Promise<void> => new Promise(() => undefined);
    const choice = new EdgeChoice({
      list: async () => [EU, AP],
      ping,
      clock: new ManualClock(),
      region: 'ap',
    });
    assert.deepEqual(await choice.ordered(), [AP, EU]);
    assert.deepEqual(choice.regionRtts(), [{ region: 'ap', rttMs: 0 }]);
  });
});
