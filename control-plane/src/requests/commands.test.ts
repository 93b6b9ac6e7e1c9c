import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ControlRequest, type ControlRequestInit, WeftError } from '@weft/proto';
import { seededRandom } from '../calls/testing/random.ts';
import { type Command, parseCommand } from './commands.ts';
import { text } from './fields.ts';

type Body = NonNullable<ControlRequestInit['body']>;
const parse = (body: Body): Command => parseCommand(ControlRequest.encode({ body }));

/** The code a request is refused with. */
function refusal(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof WeftError) return error.code;
    throw error;
  }
  return 'taken';
}

test('[CTL40] a request without a body, with another message, or with garbage is refused', () => {
  assert.equal(
    refusal(() => parseCommand(new Uint8Array())),
    'BAD_REQUEST',
  );
  assert.equal(
    refusal(() => parseCommand(new Uint8Array([0xff, 0xff, 0xff, 0xff]))),
    'BAD_REQUEST',
  );
});

test('[CTL40] ids from outside are ids, or the request is refused', () => {
  for (const callId of ['', '../etc', 'a.b', 'x'.repeat(65), 'call *', 'вызов']) {
    assert.equal(
      refusal(() => parse({ case: 'hangUp', value: { callId } })),
      'BAD_REQUEST',
      callId,
    );
    assert.equal(
      refusal(() => parse({ case: 'answerOffer', value: { offerId: callId } })),
      'BAD_REQUEST',
      callId,
    );
    assert.equal(
      refusal(() => parse({ case: 'drainNode', value: { nodeId: callId } })),
      'BAD_REQUEST',
      callId,
    );
  }
  assert.deepEqual(parse({ case: 'syncCall', value: { callId: '' } }), { name: 'sync-call', callId: '' });
});

test('[CTL40] a call needs a kind; a queue is whatever the rules make of its name', () => {
  assert.equal(
    refusal(() => parse({ case: 'requestCall', value: {} })),
    'BAD_REQUEST',
  );
  assert.equal(
    refusal(() => parse({ case: 'requestCall', value: { kind: 'voice', queueId: 'no id' } })),
    'BAD_REQUEST',
  );
  const command = parse({ case: 'requestCall', value: { kind: 'voice' } });
  assert.deepEqual(command, {
    name: 'request-call',
    kind: 'voice',
    ...{ queueId: 'default', wantedQueueId: '' },
    displayName: '',
    page: undefined,
    rtts: [],
  });
  const wanted = (queueId: string) => {
    const asked = parse({ case: 'requestCall', value: { kind: 'voice', queueId } });
    return asked.name === 'request-call' && [asked.queueId, asked.wantedQueueId];
  };
  assert.deepEqual(wanted('vip'), ['default', 'vip']);
  assert.deepEqual(wanted('default'), ['default', '']);
});

test('[CTL40] only a presence that a desk may choose is taken', () => {
  for (const presence of ['unspecified', 'offline'] as const) {
    assert.equal(
      refusal(() => parse({ case: 'setPresence', value: { presence } })),
      'BAD_REQUEST',
    );
  }
});

test('[RT34] who is available has no pause', () => {
  const value = { presence: 'available', pause: 'lunch' } as const;
  assert.equal(
    refusal(() => parse({ case: 'setPresence', value })),
    'BAD_REQUEST',
  );
  assert.deepEqual(parse({ case: 'setPresence', value: { presence: 'away', pause: 'lunch' } }), {
    ...{ name: 'set-presence', presence: 'away', pause: 'lunch' },
  });
});

test('[CTL40] impossible measurements are left out, too many are refused', () => {
  const many = Array.from({ length: 33 }, (_, index) => ({ region: `r${index}`, rttMs: 1 }));
  assert.equal(
    refusal(() => parse({ case: 'requestCall', value: { kind: 'voice', regionRtts: many } })),
    'BAD_REQUEST',
  );
  const regionRtts = [
    { region: 'eu', rttMs: 12 },
    { region: 'a/b', rttMs: 1 },
    { region: 'ap', rttMs: 60_001 },
  ];
  const command = parse({ case: 'requestCall', value: { kind: 'voice', regionRtts } });
  assert.deepEqual(command.name === 'request-call' && command.rtts, [{ region: 'eu', rttMs: 12 }]);
});

test('[CTL40] what a page says of itself is cut and cleaned, and only web addresses are addresses', () => {
  const pageOf = (page: { url?: string; title?: string; locale?: string }) => {
    const command = parse({ case: 'requestCall', value: { kind: 'voice', page } });
    return command.name === 'request-call' ? command.page : undefined;
  };
  assert.deepEqual(pageOf({ url: 'javascript:alert(1)', title: 'a\u0000b\u202ec', locale: 'en' }), {
    url: '',
    title: 'a b c',
    locale: 'en',
  });
  assert.equal(pageOf({ url: 'https://shop.example/a?b#c' })?.url, 'https://shop.example/a?b#c');
  assert.equal(pageOf({ url: `https://shop.example/${'x'.repeat(3_000)}` })?.url, '');
  assert.equal(pageOf({ title: 'x'.repeat(1_000) })?.title.length, 300);
});

test('[CTL40] cutting a text never leaves half a character', () => {
  assert.equal(text('😀'.repeat(100), 3), '😀😀😀');
  assert.equal(text(`a\ud83d`, 10).isWellFormed(), true);
  assert.equal(text('  Li \n ', 80), 'Li');
});

test('[CTL40] no bytes make the reader do anything but answer or refuse', () => {
  const whole = ControlRequest.encode({
    body: {
      case: 'requestCall',
      value: {
        kind: 'video',
        displayName: 'Li',
        page: { url: 'https://shop.example/', title: 'Shop', locale: 'zh-CN' },
        regionRtts: [{ region: 'eu', rttMs: 12 }],
      },
    },
  });
  for (let seed = 1; seed <= 3_000; seed += 1) {
    const random = seededRandom(seed);
    const bytes = Uint8Array.from(whole);
    for (let changes = 1 + random.whole(4); changes > 0; changes -= 1) {
      bytes[random.whole(bytes.length)] = random.whole(256);
    }
    const code = refusal(() => parseCommand(bytes.subarray(0, 1 + random.whole(bytes.length))));
    assert.ok(code === 'taken' || code === 'BAD_REQUEST', `seed ${seed}: ${code}`);
  }
});
