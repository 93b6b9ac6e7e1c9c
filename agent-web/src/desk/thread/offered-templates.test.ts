import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Template } from '../../state/types.ts';
import { offeredTemplates, unfilledIn } from './offered-templates.ts';

const template = (templateId: string, changes: Partial<Template> = {}): Template => ({
  ...{ templateId, shortcut: templateId, title: '', text: '', language: '', channels: [], ...changes },
});
const ids = (templates: readonly Template[]): string =>
  templates.map(({ templateId }) => templateId).join(' ');

test('only what may go by the channel is offered; a note takes all', () => {
  const all = [
    template('any'),
    template('sms', { channels: ['sms'] }),
    template('mail', { channels: ['email'] }),
  ];
  assert.equal(ids(offeredTemplates(all, { query: '', channel: 'sms', language: '' })), 'any sms');
  assert.equal(ids(offeredTemplates(all, { query: '', channel: 'chat', language: '' })), 'any');
  assert.equal(ids(offeredTemplates(all, { query: '', channel: undefined, language: '' })), 'any sms mail');
});

test('what is in the customer’s language comes first, and what begins as was typed before what only has it', () => {
  const all = [
    template('en', { shortcut: 'hello', language: 'en' }),
    template('zh', { shortcut: 'hello', language: 'zh' }),
    template('any', { shortcut: 'hello' }),
    template('has', { shortcut: 'othello', language: 'zh' }),
    template('titled', { shortcut: 'x', title: 'Say HELLO' }),
    template('none', { shortcut: 'bye' }),
  ];
  const wish = { query: 'Hell', channel: undefined, language: 'zh-CN' } as const;
  assert.equal(ids(offeredTemplates(all, wish)), 'zh any en has titled');
});

test('a template’s variable that stands in a reply is found; braces of anybody’s own are not', () => {
  const all = [template('a', { text: 'Your size is {{size}}, {{contact.name}}' })];
  assert.deepEqual(unfilledIn('Your size is {{size}}, Kim. In Vue you write {{ name }}', all), ['{{size}}']);
});
