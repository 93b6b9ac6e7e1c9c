import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCommand } from './command.ts';

const SCENARIOS = ['connect-storm', 'call-setup'];
const why = (...words: string[]): string => {
  const command = readCommand(words, SCENARIOS);
  return command.does === 'refuse' ? command.why : command.does;
};

test('a scenario is found by name, with its options in both spellings', () => {
  const command = readCommand(['call-setup', '--people', '7', '--seconds=3', '--json'], SCENARIOS);
  assert.equal(command.does, 'run');
  if (command.does !== 'run') return;
  const { scenario, target, region, people, seconds, json, away } = command.run;
  assert.deepEqual(
    { scenario, target, region, people, seconds, json, away },
    {
      ...{ scenario: 'call-setup', target: undefined, region: 'eu', people: '7', seconds: '3' },
      ...{ json: true, away: false },
    },
  );
});

test('without a name the scenarios are listed', () => {
  assert.deepEqual(readCommand([], SCENARIOS), { does: 'list' });
});

test('what is not understood is refused in one sentence', () => {
  assert.match(why('storm'), /no scenario "storm": there are connect-storm, call-setup/);
  assert.match(why('call-setup', '--fast'), /nothing is known of "--fast"/);
  assert.match(why('call-setup', '--people', 'many'), /--people wants a whole number/);
  assert.match(why('call-setup', '--target', 'here'), /--target wants a URL/);
});

test('load stays on this machine unless it is told otherwise', () => {
  const target = 'https://weft.example';
  assert.match(why('call-setup', '--target', target), /weft\.example is not this machine/);
  assert.match(why('call-setup', '--target', 'http://127.0.0.1.example:1/'), /is not this machine/);
  assert.equal(why('call-setup', '--target', target, '--allow-remote'), 'run');
  for (const host of ['127.0.0.1:8080', 'localhost:1', '[::1]:1'])
    assert.equal(why('call-setup', '--target', `http://${host}`), 'run');
});
