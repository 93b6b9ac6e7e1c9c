import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AgentRecord } from '@weft/proto';
import { watchedSupervision } from './watched-supervision.ts';

const people = new Map(
  [
    { agentId: 'anna', role: 'agent', grants: [] } as const,
    { agentId: 'hao', role: 'agent', grants: ['supervisor'] } as const,
    { agentId: 'mei', role: 'agent', grants: ['admin'] } as const,
    { agentId: 'ops', role: 'operator', grants: ['admin'] } as const,
  ].map((person) => [person.agentId as string, AgentRecord.create(person)] as const),
);
const byId = (agentId: string): AgentRecord | undefined => people.get(agentId);

test('[CTL84] supervisors and administrators come into calls; agents, operators and strangers do not', () => {
  const { mayJoin } = watchedSupervision({ byId }, { note: () => Promise.resolve() });
  assert.deepEqual(['anna', 'hao', 'mei', 'ops', 'mallory'].filter(mayJoin), ['hao', 'mei']);
});

test('[CTL84] what a supervisor did is written down with the call and whose it was', async () => {
  const noted: unknown[] = [];
  const trail = {
    note: (entry: unknown) => {
      noted.push(entry);
      return Promise.resolve();
    },
  };
  const { note } = watchedSupervision({ byId }, trail);
  await note({ actorId: 'mei', callId: 'call-1', mode: 'whisper', agentId: 'anna' });
  assert.deepEqual(noted, [
    {
      ...{ actorId: 'mei', action: 'call.whispered', subjectKind: 'call', subjectId: 'call-1' },
      detail: { agentId: 'anna' },
    },
  ]);
});
