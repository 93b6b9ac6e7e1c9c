import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { until } from '@weft/proto/testing';
import type { Locator, Page } from 'playwright-core';
import { axeFindings } from '../browser/axe.ts';
import { type Browser, startBrowser } from '../browser/chromium.ts';
import { LOAD_TIMEOUT_MS } from '../browser/limits.ts';
import { PHONE, reflowFindings } from '../browser/reflow.ts';
import { type Gallery, serveGallery } from '../scroll/gallery.ts';

// The real desk on a mesh that is played: what stands where needs no call.
const patient = { timeout: LOAD_TIMEOUT_MS };

let gallery: Gallery;
let browser: Browser;
before(async () => {
  gallery = await serveGallery();
  browser = await startBrowser();
});
after(async () => {
  await browser?.[Symbol.asyncDispose]();
  await gallery?.[Symbol.asyncDispose]();
});

async function desk(query: string, viewport: { width: number; height: number }): Promise<Page> {
  const page = await browser.context.newPage();
  await page.setViewportSize(viewport);
  await page.goto(`${gallery.url}?lang=en&${query}`, patient);
  await page.getByRole('region', { name: 'Conversation with Kim Lindqvist' }).waitFor(patient);
  return page;
}

const button = (where: Page | Locator, name: string): Locator =>
  where.getByRole('button', { name, exact: true });

const isFocused = (where: Locator): Promise<boolean> =>
  where.evaluate((one) => one === document.activeElement);

/** Names of the call's buttons that something lies over, or that are not in the window. */
const covered = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('[data-stage] button')]
      .filter((one) => {
        const { left, top, width, height } = one.getBoundingClientRect();
        const hit = document.elementFromPoint(left + width / 2, top + height / 2);
        return hit === null || !one.contains(hit);
      })
      .map((one) => one.getAttribute('aria-label') ?? one.textContent),
  );

test('what may be done with a conversation stands in one row on a small screen', async () => {
  const page = await desk('', { width: 1280, height: 800 });
  const steps = ['Macros', 'Transfer', 'Snooze', 'Close', 'Follow', 'About the customer'];
  const tops = await Promise.all(
    steps.map(async (name) => {
      const box = await button(page, name).boundingBox(patient);
      assert.ok(box, name);
      return Math.round((box.y + box.height / 2) / 10);
    }),
  );
  assert.equal(new Set(tops).size, 1, `${steps.map((name, i) => `${name} ${tops[i]}`).join(', ')}`);
});

test('an offer stands over an open dialog, takes no focus, and is answered by the keyboard', async () => {
  const page = await desk('work=offered&ring=later', { width: 1280, height: 720 });
  await button(page, 'Transfer').click(patient);
  const dialog = page.getByRole('dialog', { name: 'Transfer the conversation' });
  const note = dialog.getByRole('textbox');
  await note.fill('knows the', patient);
  await page.evaluate(() => window.dispatchEvent(new Event('ring')));
  await dialog.getByRole('alert').filter({ hasText: 'Incoming video call' }).waitFor(patient);
  assert.deepEqual(await axeFindings(page), [], 'an offer over a dialog');
  // Typing goes on where it was.
  await page.keyboard.type(' oak table');
  assert.equal(await note.inputValue(), 'knows the oak table');
  // Marked to beyond the dialog's edge, it is not a press beside it.
  const at = await note.boundingBox();
  assert.ok(at);
  await page.mouse.move(at.x + at.width / 2, at.y + 10);
  await page.mouse.down();
  await page.mouse.move(at.x - 120, at.y + 10);
  await page.mouse.up();
  assert.equal(await note.inputValue(patient), 'knows the oak table');
  // Escape is for the dialog, not for the offer.
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached', timeout: LOAD_TIMEOUT_MS });
  await page.getByRole('alert').filter({ hasText: 'Incoming video call' }).waitFor(patient);
  assert.equal(await isFocused(button(page, 'Transfer')), true);
  await page.keyboard.press('Enter');
  await dialog.waitFor(patient);
  // The last stop of the dialog, with the browser's own before it; what was open stays open.
  const accept = button(dialog, 'Accept');
  for (let stops = 0; stops < 3 && !(await isFocused(accept)); stops += 1)
    await page.keyboard.press('Shift+Tab');
  assert.equal(await isFocused(accept), true);
  await page.keyboard.press('Enter');
  await page.getByRole('group', { name: 'Call controls', includeHidden: true }).waitFor(patient);
  await dialog.waitFor(patient);
  await button(dialog, 'Cancel').click(patient);
  assert.equal(await isFocused(button(page, 'Transfer')), true);
  await page.close();
});

test('a call that is accepted leaves the conversation below it at its newest message', async () => {
  const page = await desk('work=offered', { width: 1280, height: 720 });
  const log = page.getByRole('log', { name: 'Messages' });
  const below = (): Promise<number> =>
    log.evaluate((one) => one.scrollHeight - one.scrollTop - one.clientHeight);
  const height = await log.evaluate((one) => one.clientHeight);
  const atNewest = async (): Promise<true | string> => {
    const px = await below();
    return px < 2 || `${px} px are below what is seen`;
  };
  await until(atNewest, { timeoutMs: LOAD_TIMEOUT_MS });
  await button(page, 'Accept').click(patient);
  await page.getByRole('group', { name: 'Call controls' }).waitFor(patient);
  await until(async () => (await log.evaluate((one) => one.clientHeight)) < height || 'as high as before', {
    timeoutMs: LOAD_TIMEOUT_MS,
  });
  await until(atNewest, { timeoutMs: LOAD_TIMEOUT_MS });
  assert.equal(await button(page, 'To the newest message').count(), 0);
  // Who reads further up stays there when the window gets lower still.
  await log.evaluate((one) => {
    one.scrollTop -= 150;
  });
  await button(page, 'To the newest message').waitFor(patient);
  const top = await log.evaluate((one) => one.scrollTop);
  await page.setViewportSize({ width: 1280, height: 680 });
  await until(async () => (await below()) > 151 || 'nothing got lower', { timeoutMs: LOAD_TIMEOUT_MS });
  assert.equal(await log.evaluate((one) => one.scrollTop), top);
  await page.close();
});

test('nothing covers the buttons of a live call, however wide the window is', async () => {
  const page = await desk('work=in-call', { width: 1280, height: 800 });
  await page.getByRole('group', { name: 'Call controls' }).waitFor(patient);
  const pane = page.getByRole('complementary', { name: 'About the customer' });
  for (const width of [1280, 1180, 1024, 900, 761]) {
    await page.setViewportSize({ width, height: 800 });
    const show = button(page, 'About the customer');
    if (!(await pane.isVisible())) await show.click(patient);
    await pane.waitFor(patient);
    assert.deepEqual(await covered(page), [], `${width} pixels wide`);
    assert.deepEqual(await reflowFindings(page), [], `${width} pixels wide`);
    await button(pane, 'Hide the customer’s details').waitFor({
      state: width > 1180 ? 'hidden' : 'visible',
      timeout: LOAD_TIMEOUT_MS,
    });
  }
  await button(pane, 'Hide the customer’s details').click(patient);
  assert.equal(
    await button(page, 'About the customer').evaluate((one) => one === document.activeElement),
    true,
  );
  await page.getByRole('list', { name: 'List of conversations' }).waitFor(patient);
  await page.close();
});

test('a call goes on above the wall, where it is heard and ended', async () => {
  const page = await desk('work=in-call', { width: 1024, height: 700 });
  await page.getByRole('group', { name: 'Call controls' }).waitFor(patient);
  await page.getByRole('link', { name: 'Wall', exact: true }).click(patient);
  await page.getByRole('table', { name: 'Agents' }).waitFor(patient);
  assert.deepEqual(await covered(page), []);
  assert.deepEqual(await axeFindings(page), [], 'the wall below a call');
  await button(page, 'Hang up').click(patient);
  await page.getByRole('heading', { name: 'You hung up' }).waitFor(patient);
  await page.close();
});

test('on a phone an agent changes the presence in a conversation with a call', async () => {
  const page = await desk('work=in-call', PHONE);
  await page.getByRole('group', { name: 'Call controls' }).waitFor(patient);
  assert.deepEqual(await covered(page), []);
  await button(page, 'Account of Anna').click(patient);
  await page.getByRole('radio', { name: 'Busy', exact: true }).check(patient);
  await page.getByRole('radio', { name: 'Busy', exact: true, checked: true }).waitFor(patient);
  assert.deepEqual(await reflowFindings(page), []);
  assert.deepEqual(await axeFindings(page), [], 'the card of the account');
  await page.close();
});
