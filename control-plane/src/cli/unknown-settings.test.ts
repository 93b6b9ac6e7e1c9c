import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unknownSettings } from './unknown-settings.ts';

const told = (name: string): string => unknownSettings({ [name]: '1' }).join();

test('a variable that nobody reads is told, with the name that is likely meant', () => {
  const likely = {
    WEFT_CONTORL_VIRTUAL_AGENT: 'WEFT_CONTROL_VIRTUAL_AGENT',
    WEFT_EDEG_DRAIN_MS: 'WEFT_EDGE_DRAIN_MS',
    WEFT_NODES_PIPE_ADDRESS: 'WEFT_NODE_PIPE_ADDRESS',
    WEFT_VIRTUAL_AGENT: 'WEFT_CONTROL_VIRTUAL_AGENT',
    WEFT_LOGLEVEL: 'WEFT_LOG_LEVEL',
    WEFT_DATABASE_URL: 'DATABASE_URL',
  };
  for (const [name, meant] of Object.entries(likely))
    assert.equal(told(name), `${name} is not a setting, and is ignored; is ${meant} meant?`);
});

test('one that is like none is told without a guess, and so is what "weft up" would refuse', () => {
  assert.equal(told('WEFT_ID'), 'WEFT_ID is not a setting, and is ignored.');
  assert.equal(told('WEFT_ZZZ'), 'WEFT_ZZZ is not a setting, and is ignored.');
});

test('nothing is said of what somebody reads, of what the services refuse themselves, and of what is not ours', () => {
  const read = ['WEFT_LOG_LEVEL', 'WEFT_NATS_URL', 'WEFT_URL', 'WEFT_LOGIN', 'WEFT_PASSWORD', 'WEFT_DEBUG'];
  for (const name of [...read, 'WEFT_CHROMIUM', 'WEFT_EDGE_NONSENSE', 'WEFTED', 'PATH', 'DATABASE_URL'])
    assert.equal(told(name), '', name);
  assert.deepEqual(
    unknownSettings({ WEFT_ZZZ: '', WEFT_ABC: undefined }),
    [],
    'what is empty is as good as absent',
  );
});
