import assert from 'node:assert/strict';
import { test } from 'node:test';
import { growthOf, openOf } from './weigh.ts';

const of = (a: number, b: number): ReadonlyMap<string, number> => new Map(Object.entries({ a, b }));

test('growth is of the sum, so that one that shrinks makes up for one that grows', () => {
  assert.equal(growthOf(of(100, 300), of(100, 300)), 0);
  assert.equal(growthOf(of(100, 300), of(300, 300)), 50);
  assert.equal(growthOf(of(100, 300), of(50, 250)), -25);
});

test('what a control plane, an edge or a node still holds is told by its gauge', () => {
  const control = 'weft_control_owned_calls 1\nweft_control_waiting_calls 0\nweft_control_desks 0\n';
  assert.deepEqual([...openOf('control', control)], [['weft_control_owned_calls', 1]]);
  const edge =
    'weft_edge_sessions_count 2\nweft_edge_sessions_ready_count 0\nweft_edge_requests_in_flight_count 0\n';
  assert.deepEqual([...openOf('edge', edge)], [['weft_edge_sessions_count', 2]]);
});

test('a gauge that is not there is no zero', () => {
  assert.deepEqual([...openOf('control', '').values()], [Number.NaN, Number.NaN, Number.NaN]);
});
