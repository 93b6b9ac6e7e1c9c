import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ManualClock } from '@weft/proto';
import type { z } from 'zod';
import type { NodeList } from '../api/schemas.ts';
import { drain } from './drain.ts';
import type { Operator } from './operator.ts';

type Node = z.infer<typeof NodeList>['nodes'][number];

const node = (nodeId: string, state: Node['state'], rooms: number): Partial<Node> => ({
  ...{ nodeId, state },
  load: { cpu: 0, rooms, participants: 2 * rooms, consumers: 0, pipes: 0 },
});

/** Runs a drain over one look after another at the mesh; returns what was printed, and what it failed with. */
async function drained(looks: readonly (readonly Partial<Node>[])[]): Promise<string> {
  const clock = new ManualClock();
  let look = 0;
  let printed = '';
  const operator = {
    ask: async (path: string) => {
      if (path === '/v1/calls') return { calls: [] };
      if (path !== '/v1/nodes') return {};
      const nodes = looks[Math.min(look, looks.length - 1)];
      look += 1;
      setImmediate(() => clock.advance(500));
      return { nodes };
    },
  } as unknown as Operator;
  const out = {
    write: (text: string) => {
      printed += text;
    },
  };
  const options = {
    operator,
    node: 'eu-1',
    timeoutMs: 2_000,
    out,
    clock,
    stop: new AbortController().signal,
  };
  await drain(options).catch((error: Error) => {
    printed += error.message;
  });
  return printed;
}

describe('a drain', () => {
  it('shows what leaves until nothing is there', async () => {
    const looks = [2, 1, 1, 0].map((rooms) => [node('eu-1', 'draining', rooms), node('eu-2', 'active', 0)]);
    assert.deepEqual((await drained(looks)).split('\n'), [
      'eu-1 takes no new calls.',
      'eu-1 still has 4 people in 2 rooms',
      'eu-1 still has 2 people in 1 room',
      'eu-1 is empty and can be stopped.',
      '',
    ]);
  });

  it('says when there is nowhere to go, and stops waiting', async () => {
    const alone = [node('eu-1', 'draining', 1), node('eu-2', 'draining', 0)];
    const told = await drained([alone]);
    assert.match(told, /^eu-1 still has 2 people in 1 room, and no other node takes calls$/m);
    assert.match(told, /^After 2 s eu-1 still has .* takes calls\. Whoever can goes on leaving: look again/m);
  });
});
