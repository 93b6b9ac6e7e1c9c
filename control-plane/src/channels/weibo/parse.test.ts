import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Arrival } from '../channel.ts';
import { fuzz } from '../testing/fuzz.ts';
import { parse } from './parse.ts';
import { PAYLOADS, payload, weiboAccount } from './testing/account.ts';

const account = weiboAccount();
const uid = '9007199254740993';
const from = { kind: 'weibo', value: uid, shown: uid, also: [], displayName: '' };
const atMs = Date.parse('2025-11-28T06:40:00Z');

function arrivalOf(name: string, change = (text: string) => text): Arrival {
  const [arrival] = parse(Buffer.from(change(Buffer.from(payload(name)).toString())), account);
  assert.ok(arrival !== undefined);
  return arrival;
}

const idOf = (arrival: Arrival): string => (arrival.is === 'message' ? arrival.sourceId : '');

test('a direct message keeps its words, its time with the zone, and every digit of who wrote it', () => {
  const arrival = arrivalOf('text');
  assert.deepEqual(arrival, {
    ...{ is: 'message', sourceId: idOf(arrival), from, atMs, files: [], inReplyTo: [] },
    text: '我的订单 20261101 到哪了？ 😀',
  });
  assert.match(idOf(arrival), /^w-[\w-]{32}$/);
});

test('places are words, pictures and voices are files that the receiver may fetch', () => {
  const place = arrivalOf('position');
  assert.equal(place.is === 'message' && place.text, '我在这里\n39.982525, 116.308586');
  const picture = arrivalOf('image');
  assert.deepEqual(picture.is === 'message' && [picture.text, picture.files], [
    '',
    [
      {
        ...{ fileName: 'weibo-1764312002.jpg', mediaType: 'image/jpeg' },
        from: { is: 'remote', reference: '821804469' },
      },
    ],
  ]);
});

test('follows, clicks and mentions are events', () => {
  const told = (name: string) => {
    const arrival = arrivalOf(name);
    return arrival.is === 'event' ? [arrival.event, arrival.detail, arrival.text] : arrival.is;
  };
  assert.deepEqual(told('follow'), ['followed', '', '']);
  assert.deepEqual(told('unfollow'), ['unfollowed', '', '']);
  assert.deepEqual(told('click'), ['menu-clicked', 'report-a-fault', '[菜单 · menu] report-a-fault']);
  assert.deepEqual(told('mention'), ['mentioned', '5012345678901234', '@织物商店 台灯又坏了']);
});

test('kinds that came later are ignored', () => {
  const later = arrivalOf('follow', (text) => text.replace('"follow"', '"sang"'));
  assert.deepEqual(later, { is: 'ignored', why: 'event sang' });
  const type = arrivalOf('text', (text) => text.replace('"text"', '"hologram"'));
  assert.deepEqual(type, { is: 'ignored', why: 'message hologram' });
});

test('two messages of one second have two ids, the same pushed again has one', () => {
  const id = idOf(arrivalOf('text'));
  assert.equal(idOf(arrivalOf('text', (text) => `${text} `)), id);
  for (const change of ['到哪了', '9007199254740993', '14:40:00'])
    assert.notEqual(
      idOf(arrivalOf('text', (text) => text.replace(change, change.replace(/.$/, '1')))),
      id,
      change,
    );
});

test("another account's push, a time that is none and a huge body are bad requests", () => {
  const bad = { code: 'BAD_REQUEST' };
  assert.throws(() => arrivalOf('text', (text) => text.replace('1902538057', '1902538058')), bad);
  assert.throws(() => arrivalOf('text', (text) => text.replace('Fri Nov 28', 'yesterday')), bad);
  assert.throws(() => arrivalOf('text', (text) => text.replace('我', 'x'.repeat(70_000))), bad);
});

test('100,000 mutated pushes are read or refused with a code', (context) => {
  const story = fuzz(
    PAYLOADS.map(payload),
    (input) => parse(input, account),
    context.diagnostic.bind(context),
  );
  assert.ok(story.read > 1_000 && story.refused > 1_000, JSON.stringify(story));
});
