import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { until } from '@weft/proto/testing';
import type { Frame, Locator, Page } from 'playwright-core';
import { LOAD_TIMEOUT_MS } from '../browser/limits.ts';
import { lampPicture } from '../simulators/mail/picture.ts';
import { World } from './world.ts';

/** Bytes of the largest file that customers and agents may send. */
const MAX_FILE_BYTES = 20_000_000;
const YELLOW = [250, 220, 140];

const patient = { timeout: LOAD_TIMEOUT_MS };

let world: World;
before(async () => {
  world = await World.start();
});
after(() => world?.[Symbol.asyncDispose]());

interface Chosen {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** Chooses files by the button, as a person does. */
async function attach(page: Page, where: Frame | Page, files: readonly Chosen[]): Promise<void> {
  const chooser = page.waitForEvent('filechooser', patient);
  await where.getByRole('button', { name: 'Attach a file', exact: true }).click(patient);
  await (await chooser).setFiles([...files]);
}

const alertIn = (where: Frame | Page, words: string): Locator =>
  where.getByRole('alert').filter({ hasText: words });

/** Waits until a picture is drawn, not only there. */
const untilDrawn = (picture: Locator): Promise<void> =>
  until(
    async () =>
      (await picture.evaluate((one: HTMLImageElement) => one.complete && one.naturalWidth > 0)) ||
      'the picture is not drawn',
    { timeoutMs: LOAD_TIMEOUT_MS },
  );

const text = (name: string, words: string): Chosen => ({
  name,
  mimeType: 'text/plain',
  buffer: Buffer.from(words),
});

test('files that cannot be sent are refused in words, and those that can are opened on the other side', async () => {
  const customer = await world.shop(await world.browser());
  const anna = await world.desk(await world.browser(), 'anna');
  await customer.page.getByRole('button', { name: 'Chat', exact: true }).click();
  let { widget } = customer;
  const field = widget.getByRole('textbox', { name: 'Message', exact: true });
  await field.fill('See the pictures', patient);
  await field.press('Enter');

  const program = { name: 'lamp.exe', mimeType: 'application/x-msdownload', buffer: Buffer.from('MZ') };
  const large = {
    name: 'large.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.alloc(MAX_FILE_BYTES + 1, '%PDF-1.7\n'),
  };
  await attach(customer.page, widget, [program]);
  await alertIn(widget, '“lamp.exe” cannot be sent').waitFor(patient);
  await attach(customer.page, widget, [large]);
  await alertIn(widget, '“large.pdf” is too large: at most 20 MB.').waitFor(patient);
  await attach(customer.page, widget, [text('empty.txt', '')]);
  await alertIn(widget, '“empty.txt” is empty').waitFor(patient);
  // One that is wrong keeps back those that were chosen with it, and nothing of them is on its way.
  await attach(customer.page, widget, [text('good.txt', 'good'), program]);
  await alertIn(widget, '“lamp.exe” cannot be sent').waitFor(patient);
  const log = widget.getByRole('log', { name: 'Conversation' });
  assert.equal(await log.getByText('good.txt').count(), 0);

  // What only says that it is a picture is found out by the server: it is told, and can be taken away.
  await attach(customer.page, widget, [
    { name: 'not.png', mimeType: 'image/png', buffer: Buffer.from('MZ\u0000\u0001 no picture at all') },
  ]);
  const refused = log.getByRole('listitem').filter({ hasText: 'not.png' });
  await refused.getByText(/^Not sent/).waitFor(patient);
  assert.equal(await alertIn(widget, 'lamp.exe').count(), 0, 'what was told of the file before is gone');
  await refused.getByRole('button', { name: 'Delete', exact: true }).click();
  await refused.waitFor({ state: 'detached' });

  await attach(customer.page, widget, [
    { name: 'lamp.png', mimeType: 'image/png', buffer: lampPicture(640, 480, YELLOW) },
    text('订单.txt', 'Order 20261101'),
  ]);
  await log.getByRole('button', { name: 'Open picture lamp.png', exact: true }).waitFor(patient);
  await log.getByRole('button', { name: /^Download 订单\.txt/ }).waitFor(patient);

  await customer.page.reload();
  await customer.untilConnected();
  await customer.page.getByRole('button', { name: 'Chat', exact: true }).click();
  ({ widget } = customer);
  // By the keyboard: the browser sends the pointer's presses to the page beneath for a moment after the frame is shown.
  await customer.page.getByRole('dialog', { name: 'Customer service' }).waitFor(patient);
  await widget.getByRole('button', { name: 'Open picture lamp.png', exact: true }).press('Enter', patient);
  const own = widget.getByRole('dialog', { name: 'Picture lamp.png', exact: true });
  await untilDrawn(own.getByRole('img'));
  await customer.page.keyboard.press('Escape');
  await own.waitFor({ state: 'detached' });

  const { page } = anna;
  await page.getByRole('button', { name: 'All', exact: true }).first().click(patient);
  const rows = page.getByRole('list', { name: 'List of conversations' }).getByRole('button');
  await rows.first().click(patient);
  const messages = page.getByRole('log', { name: 'Messages' });
  await messages.getByRole('button', { name: 'Open lamp.png', exact: true }).click(patient);
  const shown = page.getByRole('dialog', { name: 'Picture lamp.png', exact: true });
  await untilDrawn(shown.getByRole('img'));
  await page.keyboard.press('Escape');
  await shown.waitFor({ state: 'detached' });
  const download = page.waitForEvent('download', patient);
  await messages.getByRole('button', { name: /^订单\.txt/ }).click(patient);
  assert.equal((await download).suggestedFilename(), '订单.txt');
  assert.equal(await messages.getByText(/lamp\.exe|not\.png|good\.txt/).count(), 0);

  // The agent's composer refuses the same, and sends the same.
  const take = page.getByRole('button', { name: 'Take', exact: true });
  if (await take.isVisible()) await take.click();
  await attach(page, page, [program]);
  await alertIn(page, '“lamp.exe”').waitFor(patient);
  await attach(page, page, [large]);
  await alertIn(page, '“large.pdf”').waitFor(patient);
  await attach(page, page, [
    { name: 'manual.png', mimeType: 'image/png', buffer: lampPicture(320, 200, YELLOW) },
  ]);
  await widget.getByRole('button', { name: 'Open picture manual.png', exact: true }).click(patient);
  await untilDrawn(widget.getByRole('dialog', { name: 'Picture manual.png', exact: true }).getByRole('img'));
});
