import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Request, type RequestInit, subjects } from '@weft/proto';
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
