import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { RelayedReply, RelayedRequest, Request, type RequestInit, subjects } from '@weft/proto';
import { EdgeBench } from '../testing/edge-bench.ts';
import { routeOf } from './relay.ts';

const route = (target: RequestInit['target']) => routeOf(Request.create({ id: 1, target }), 'eu');
const media = (value: object) => route({ case: 'media', value });

describe('the route of a request', () => {
  it('SIG21 leads to the control plane of the edge’s region', () => {
    const expected = { to: 'control', subject: subjects.control('eu'), callId: '', epoch: 0 };
    assert.deepEqual(route({ case: 'control', value: {} }), expected);
  });

  it('SIG21 leads to the media node that is named, with call and epoch', () => {
    const expected = { to: 'media', subject: subjects.media('eu-1'), callId: 'call-1', epoch: 3 };
    assert.deepEqual(media({ nodeId: 'eu-1', callId: 'call-1', epoch: 3 }), expected);
  });

  it('SIG26 is a fault where an id could widen a subject, or where there is no target', () => {
    const hostile = ['', '*', '>', 'eu-1.>', 'a b', 'x'.repeat(65), 'eu-1\r\nPUB x 0\r\n'];
    const answers = hostile.flatMap((text) => [
      media({ nodeId: text, callId: 'call-1' }),
      media({ nodeId: 'eu-1', callId: text }),
    ]);
    for (const answer of [...answers, route(undefined)]) {
      assert.equal(answer.to === 'none' && answer.fault.code, 'BAD_REQUEST');
    }
  });
});

const answered = (mark: number): Uint8Array =>
  RelayedReply.encode({ result: { case: 'body', value: new Uint8Array([mark]) } });

describe('requests', () => {
  it('SIG21 SIG22 reach the service with the principal, and their replies are part of the sequence', async () => {
    using bench = new EdgeBench();
    const heard: RelayedRequest[] = [];
    bench.bus.answer = (_subject, data) => {
      heard.push(RelayedRequest.decode(data));
      return answered(9);
    };
    const socket = await bench.client();
    bench.request(socket, 1);
    await bench.settle();
    assert.deepEqual(heard[0]?.principal, {
      sessionId: 'session-1',
      subjectId: 'subject-1',
      role: 'customer',
      displayName: 'Ada',
      region: 'eu',
      edgeId: 'eu-edge-1',
    });
    assert.equal(heard[0]?.requestId, 1);
    const reply = socket.frames.at(-1);
    assert.ok(reply?.body?.case === 'reply' && reply.body.value.result?.case === 'body');
    assert.deepEqual([reply.seq, reply.body.value.id, ...reply.body.value.result.value], [1, 1, 9]);
  });

  it('SIG20 whose id was seen are dropped and counted, those that leave some out are not', async () => {
    using bench = new EdgeBench();
    bench.bus.answer = () => answered(1);
    const socket = await bench.client();
    for (const id of [0, 3, 3, 1, 7]) bench.request(socket, id);
    await bench.settle();
    assert.deepEqual(socket.story, ['ready', 'reply 3', 'reply 7']);
    assert.equal(await bench.count('requests_replayed_total'), 3);
  });

  it('SIG23 beyond the bound of those in flight are answered with RATE_LIMITED', async () => {
    using bench = new EdgeBench({ MAX_IN_FLIGHT: '2' });
    bench.bus.answer = () => undefined;
    const socket = await bench.client();
    for (const id of [1, 2, 3]) bench.request(socket, id);
    await bench.settle();
    const last = socket.frames.at(-1)?.body;
    assert.ok(last?.case === 'reply' && last.value.result?.case === 'fault');
    assert.equal(last.value.result.value.code, 'RATE_LIMITED');
    assert.equal(bench.edge.relay.inFlight, 2);
  });

  it('SIG23 beyond the edge’s own bound are answered with UNAVAILABLE', async () => {
    using bench = new EdgeBench({ MAX_IN_FLIGHT_TOTAL: '1' });
    bench.bus.answer = () => undefined;
    const [one, two] = [await bench.client(), await bench.client()];
    bench.request(one, 1);
    bench.request(two, 1);
    await bench.settle();
    assert.deepEqual(one.story, ['ready']);
    assert.deepEqual(two.story, ['ready', 'reply 1']);
    assert.equal(await bench.count('requests_total', 'UNAVAILABLE'), 1);
  });

  it('SIG24 SIG25 get the fault of whatever stood in their way', async () => {
    using bench = new EdgeBench();
    const socket = await bench.client();
    bench.request(socket, 1);
    await bench.settle();
    bench.bus.connected = false;
    bench.request(socket, 2);
    bench.bus.connected = true;
    bench.bus.answer = () => new Uint8Array([0xff]);
    bench.request(socket, 3);
    await bench.settle();
    const codes = socket.frames.flatMap(({ body }) =>
      body?.case === 'reply' && body.value.result?.case === 'fault' ? [body.value.result.value.code] : [],
    );
    assert.deepEqual(codes, ['NO_RESPONDER', 'UNAVAILABLE', 'INTERNAL']);
  });
});
