import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Arrival } from '../channel.ts';
import { parse } from './parse.ts';
import { payload } from './testing/account.ts';

const openId = 'oWeFt5Mz1vQx0Lk2aB3cD4eF5gH6';
const from = { kind: 'wechat', value: openId, shown: openId, also: [], displayName: '' };

function arrivalOf(name: string): Arrival {
  const [arrival] = parse(payload(name));
  assert.ok(arrival !== undefined);
  return arrival;
}

const file = (fileName: string, mediaType: string, reference: string) => ({
  ...{ fileName, mediaType },
  from: { is: 'remote', reference },
});

test('a text is a message with its words as they are and its id as text', () => {
  assert.deepEqual(arrivalOf('text.xml'), {
    ...{ is: 'message', sourceId: 'm-23456789012345678901', from, atMs: 1_764_300_000_000 },
    ...{ text: '查询订单 20261101 <b>&amp;</b> /::)', files: [], inReplyTo: [] },
  });
  const json = arrivalOf('text.json');
  assert.ok(json.is === 'message');
  assert.deepEqual([json.sourceId, json.text], ['m-9223372036854775807', '你好 😀']);
});

test('pictures, voices and videos are files to fetch; places and links are words', () => {
  const said = (name: string) => {
    const arrival = arrivalOf(name);
    assert.ok(arrival.is === 'message');
    return { text: arrival.text, files: arrival.files };
  };
  const image = file('wechat-1764300001.jpg', 'image/jpeg', 'media-image-1');
  assert.deepEqual(said('image.xml'), { text: '', files: [image] });
  const voice = file('wechat-1764300002.amr', 'audio/amr', 'media-voice-1');
  assert.deepEqual(said('voice.xml'), { text: '我的包裹到哪里了', files: [voice] });
  assert.deepEqual(said('video.xml').files, [file('wechat-1764300003.mp4', 'video/mp4', 'media-video-1')]);
  assert.equal(said('location.xml').text, '上海市黄浦区人民大道\n31.230416, 121.473701');
  assert.equal(said('link.xml').text, '台灯\n就是这一款\nhttps://shop.example/lamp?id=1&colour=red');
});

test('follows, clicks and scans are events with their key or scene', () => {
  const told = (name: string) => {
    const arrival = arrivalOf(name);
    return arrival.is === 'event' ? [arrival.event, arrival.detail] : arrival.is;
  };
  assert.deepEqual(told('subscribe.xml'), ['followed', 'receipt-7']);
  assert.deepEqual(told('unsubscribe.xml'), ['unfollowed', '']);
  assert.deepEqual(told('scan.xml'), ['code-scanned', '4711']);
  assert.deepEqual(told('click.xml'), ['menu-clicked', 'report-a-fault']);
  assert.deepEqual(told('scan-wait.json'), ['menu-clicked', 'warranty']);
});

test('what came after this was written, and pages that were opened, need nothing', () => {
  assert.deepEqual(arrivalOf('view.xml'), { is: 'ignored', why: 'event VIEW' });
  const change = (find: string, put: string) =>
    parse(Buffer.from(Buffer.from(payload('text.xml')).toString().replace(find, put)));
  assert.deepEqual(change('CDATA[text]', 'CDATA[hologram]'), [{ is: 'ignored', why: 'message hologram' }]);
  assert.deepEqual(change('CDATA[text]', 'CDATA[a "label"]'), [{ is: 'ignored', why: 'message unknown' }]);
});

test('the same click pushed twice has one id, another click of the same second has another', () => {
  const click = Buffer.from(payload('click.xml')).toString();
  const idOf = (text: string): string => {
    const [arrival] = parse(Buffer.from(text));
    return arrival?.is === 'event' ? arrival.sourceId : '';
  };
  assert.equal(idOf(click), idOf(click.replaceAll(/(<[/]\w+>)/g, '$1\n')));
  assert.match(idOf(click), /^e-[\w-]{32}$/);
  assert.notEqual(idOf(click), idOf(click.replace('report-a-fault', 'price-list')));
  assert.notEqual(idOf(click), idOf(click.replace('1764300009', '1764300010')));
});

test('a press whose key says so opens a ticket, and is said without the sign', () => {
  const click = Buffer.from(payload('click.xml')).toString().replace('report-a-fault', 'ticket:报修');
  const [arrival] = parse(Buffer.from(click));
  assert.ok(arrival?.is === 'event');
  assert.deepEqual([arrival.ticket, arrival.text], ['报修', '[菜单 · menu] 报修']);
  const [plain] = parse(payload('click.xml'));
  assert.equal(plain?.is === 'event' && plain.ticket, '');
});

test('no sender, no time, a huge body and bytes that are no text are bad requests', () => {
  const text = Buffer.from(payload('text.xml')).toString();
  const bad = { code: 'BAD_REQUEST' };
  for (const wrong of [
    text.replace(openId, 'a b'),
    text.replace('1764300000', 'soon'),
    text.replace('23456789012345678901', '1e3'),
    text.replace('查', 'x'.repeat(70_000)),
  ])
    assert.throws(() => parse(Buffer.from(wrong)), bad);
  assert.throws(() => parse(Uint8Array.of(0xff)), bad);
});
