import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ManualClock } from '@weft/proto';
import { HostPage, type WidgetWindow } from './host-page.ts';

const page = { url: 'https://shop.example/', title: 'Lamps', locale: 'en' };
const hello = { weft: 1, type: 'hello', queueId: 'default', customerName: 'Li Na', language: 'zh', page };

/** A frame's window in a page, as far as the talk needs it. */
function framedWindow() {
  const posted: { data: unknown; origin: string }[] = [];
  const parent = { postMessage: (data: unknown, origin: string) => void posted.push({ data, origin }) };
  let listener: (event: MessageEvent) => void = () => undefined;
  const frame: WidgetWindow = {
    parent,
    addEventListener: (_type, added) => {
      listener = added;
    },
  };
  const receive = (data: unknown, origin: string, source: unknown = parent): void =>
    listener({ data, origin, source } as unknown as MessageEvent);
  return { frame, posted, receive };
}

test('the first greeting decides who is spoken to', async () => {
  const { frame, posted, receive } = framedWindow();
  const host = new HostPage(frame);
  const greeting = host.greeting(new ManualClock());
  receive(hello, 'https://shop.example');
  assert.equal((await greeting)?.customerName, 'Li Na');
  host.tell({ type: 'ready' });
  assert.deepEqual(posted, [{ data: { weft: 1, type: 'ready' }, origin: 'https://shop.example' }]);
});

test('nothing is said before a greeting', () => {
  const { frame, posted } = framedWindow();
  new HostPage(frame).tell({ type: 'minimise' });
  assert.deepEqual(posted, []);
});

test('another origin and another window are not obeyed', () => {
  const { frame, receive } = framedWindow();
  const host = new HostPage(frame);
  const obeyed: string[] = [];
  host.obey((message) => obeyed.push(message.type));
  receive(hello, 'https://shop.example');
  receive({ weft: 1, type: 'start', kind: 'video', page }, 'https://evil.example');
  receive({ weft: 1, type: 'start', kind: 'video', page }, 'https://shop.example', {});
  receive({ weft: 1, type: 'shown' }, 'https://shop.example');
  assert.deepEqual(obeyed, ['hello', 'shown']);
});

test('an order without a greeting is not obeyed', () => {
  const { frame, receive } = framedWindow();
  const host = new HostPage(frame);
  const obeyed: string[] = [];
  host.obey((message) => obeyed.push(message.type));
  receive({ weft: 1, type: 'start', kind: 'video', page }, 'https://shop.example');
  assert.deepEqual(obeyed, []);
});

test('where the customer is follows every start', () => {
  const { frame, receive } = framedWindow();
  const host = new HostPage(frame);
  receive(hello, 'https://shop.example');
  receive(
    { weft: 1, type: 'start', kind: 'voice', page: { ...page, title: 'Cart' } },
    'https://shop.example',
  );
  assert.equal(host.page?.title, 'Cart');
});

test('a frame that nobody greets goes on after two seconds', async () => {
  const { frame } = framedWindow();
  const clock = new ManualClock();
  const greeting = new HostPage(frame).greeting(clock);
  clock.advance(2_000);
  assert.equal(await greeting, undefined);
});
