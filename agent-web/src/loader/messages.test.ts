import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as widget from '../widget/host-messages.ts';
import { type HostMessage, readWidgetMessage, seal, type WidgetMessage } from './messages.ts';

const page = { url: 'https://shop.example/', title: 'Lamps', locale: 'zh-CN' };

const fromHost: readonly HostMessage[] = [
  { type: 'hello', queueId: 'default', customerName: 'Li Na', account: 'a.b.c', language: 'zh', page },
  { type: 'start', kind: 'video', page },
  { type: 'chat', page },
  { type: 'visit', page, visit: { dwellMs: 12_000, scrolled: 0.5, cartItems: 2 } },
  { type: 'invited', taken: true },
  { type: 'language', language: 'en' },
  { type: 'shown' },
  { type: 'hidden' },
];

const fromWidget: readonly WidgetMessage[] = [
  { type: 'ready' },
  { type: 'minimise' },
  { type: 'resize', large: true },
  { type: 'call', state: 'talking' },
  { type: 'call', state: 'callback' },
  { type: 'call', state: 'calling' },
  { type: 'unread', count: 3 },
  { type: 'invite', text: 'May we help?' },
  {
    type: 'look',
    look: {
      ...{ side: 'left', colour: '#7a1f5c', calls: false },
      ...{ launcher: { en: 'Ask us', zh: '问一问' }, company: { en: 'Lumen', zh: '流明' } },
    },
  },
];

for (const message of fromHost)
  test(`the widget understands the loader's "${message.type}"`, () => {
    assert.deepEqual(widget.readHostMessage(structuredClone(seal(message))), message);
  });

for (const message of fromWidget)
  test(`the loader understands the widget's "${message.type}"`, () => {
    assert.deepEqual(readWidgetMessage(structuredClone(widget.seal(message))), message);
  });

test('either end ignores what is not of the protocol', () => {
  for (const data of [
    undefined,
    null,
    1,
    'ready',
    [],
    {},
    { type: 'ready' },
    { weft: 2, type: 'ready' },
    { weft: 1, type: 'x' },
  ]) {
    assert.equal(readWidgetMessage(data), undefined);
    assert.equal(widget.readHostMessage(data), undefined);
  }
  assert.equal(readWidgetMessage({ weft: 1, type: 'call', state: 'over' }), undefined);
  assert.equal(widget.readHostMessage({ weft: 1, type: 'start', kind: 'fax', page }), undefined);
});

test('the widget cuts texts to size and takes none that is not a text', () => {
  const hello = widget.readHostMessage({
    weft: 1,
    type: 'hello',
    customerName: 'x'.repeat(10_000),
    queueId: 7,
    page: { url: 'u'.repeat(100_000), title: {}, locale: null },
  });
  assert.equal(hello?.type, 'hello');
  if (hello?.type !== 'hello') return;
  assert.equal(hello.customerName.length, 80);
  assert.equal(hello.queueId, '');
  assert.deepEqual(hello.page, { url: 'u'.repeat(1000), title: '', locale: '' });
});
