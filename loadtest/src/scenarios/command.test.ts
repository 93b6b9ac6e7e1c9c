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

test('an account is named by its kind and its id', () => {
  const command = readCommand(['call-setup', '--account', 'weibo:shop-1', '--secret', 's'], SCENARIOS);
  assert.deepEqual(command.does === 'run' && [command.run.account, command.run.secret], [
    { kind: 'weibo', id: 'shop-1' },
    's',
  ]);
  assert.match(why('call-setup', '--account', 'smpp:1'), /--account wants wechat:ID or weibo:ID/);
});

test('k6 is only installed when that is asked for', () => {
  for (const words of [[], ['--install-k6']]) {
    const command = readCommand(['call-setup', ...words], SCENARIOS);
    assert.equal(command.does === 'run' && command.run.installK6, words.length > 0);
  }
});

test('load stays on this machine unless it is told otherwise', () => {
  const target = 'https://weft.example';
  assert.match(why('call-setup', '--target', target), /weft\.example is not this machine/);
  assert.match(why('call-setup', '--target', 'http://127.0.0.1.example:1/'), /is not this machine/);
  assert.equal(why('call-setup', '--target', target, '--allow-remote'), 'run');
  for (const host of ['127.0.0.1:8080', 'localhost:1', '[::1]:1'])
    assert.equal(why('call-setup', '--target', `http://${host}`), 'run');
});
