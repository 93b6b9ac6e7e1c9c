import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { WeftError } from '@weft/proto';
import { settle } from '../testing/fake-ask.ts';
import { chatPage } from './testing/chat-page.ts';

async function rest(): Promise<void> {
  for (let turns = 0; turns < 12; turns += 1) await settle();
}

/** Three files that were chosen at once, all of them being uploaded. */
async function chosen() {
  const page = chatPage();
  const chat = page.conversations.open('');
  page.link.ready();
  await rest();
  for (const name of ['one.png', 'two.png', 'three.png'])
    chat.attach({ name, type: 'image/png', size: 3, blob: new Blob(['abc']) });
  await rest();
  assert.equal(page.uploads.length, 3, 'they are uploaded side by side');
  const is = async (at: number): Promise<void> => {
    page.uploads[at]?.answer.resolve(`attachment-${at}`);
    await rest();
  };
  const sent = () =>
    page.server.items.map(({ body }) =>
      body?.case === 'attachment' ? body.value.attachmentId : body?.value,
    );
  return { ...page, chat, is, sent };
}

describe('files that were chosen at once', () => {
  it('appear in the order chosen, whichever is uploaded first', async () => {
    const { is, sent } = await chosen();
    await is(2);
    await is(1);
    assert.deepEqual(sent(), []);
    await is(0);
    assert.deepEqual(sent(), ['attachment-0', 'attachment-1', 'attachment-2']);
  });

  it('hold up no words', async () => {
    const { chat, is, sent } = await chosen();
    await is(1);
    chat.post('these are they');
    await rest();
    assert.deepEqual(sent(), ['these are they']);
  });

  it('go without one that is refused, or that its author takes back', async () => {
    const { chat, uploads, is, sent } = await chosen();
    await is(2);
    uploads[0]?.answer.reject(new WeftError('FRAME_TOO_LARGE'));
    await rest();
    assert.deepEqual(sent(), []);
    chat.discard(chat.get().outgoing[1]?.clientId ?? '');
    await rest();
    assert.deepEqual(sent(), ['attachment-2']);
  });

  it('go ahead of one that breaks again and again', async () => {
    const { uploads, clock, is, sent } = await chosen();
    await is(1);
    await is(2);
    for (const at of [0, 3, 4]) {
      assert.deepEqual(sent(), []);
      uploads[at]?.answer.reject(new TypeError('network'));
      await rest();
      clock.advance(60_000);
      await rest();
    }
    assert.deepEqual(sent(), ['attachment-1', 'attachment-2']);
    await is(5);
    assert.deepEqual(sent(), ['attachment-1', 'attachment-2', 'attachment-5']);
  });
});
