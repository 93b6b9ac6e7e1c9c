import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { LOAD_TIMEOUT_MS } from '../browser/limits.ts';
import type { ShopPage } from '../browser/shop-page.ts';
import { World } from './world.ts';

let world: World;
before(async () => {
  world = await World.start();
});
after(() => world?.[Symbol.asyncDispose]());

const patient = { timeout: LOAD_TIMEOUT_MS };

interface Place {
  readonly x: number;
  readonly y: number;
}

/** The middle of it, in the page. */
async function middleOf(one: Locator): Promise<Place> {
  const box = await one.boundingBox(patient);
  assert.ok(box);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** A press of the mouse itself: nothing is waited for, and nothing is looked at. */
async function press({ mouse }: Page, { x, y }: Place): Promise<void> {
  await mouse.move(x, y);
  await mouse.down();
  await mouse.up();
}

const launcherOf = ({ page }: ShopPage): Locator => page.getByRole('button', { name: 'Contact us' });
const chatOf = ({ widget }: ShopPage): Locator => widget.getByRole('button', { name: 'Chat', exact: true });

async function putAway(customer: ShopPage): Promise<void> {
  await customer.widget.getByRole('button', { name: 'Minimise' }).press('Enter', patient);
  await launcherOf(customer).waitFor(patient);
}

/** The panel was open once, so that where its buttons are is known before it opens again. */
async function opened(customer: ShopPage): Promise<Place> {
  await launcherOf(customer).click(patient);
  await customer.untilSettled();
  const place = await middleOf(chatOf(customer));
  await putAway(customer);
  return place;
}

/** The launcher rises when it is back: presses are where it stays. */
async function launcherPlace(customer: ShopPage): Promise<Place> {
  await launcherOf(customer).evaluate((button) =>
    Promise.all(
      button
        .closest('.bar')
        ?.getAnimations()
        .map(({ finished }) => finished) ?? [],
    ),
  );
  return middleOf(launcherOf(customer));
}

test('the first press of the mouse in the moment after the panel opens is the panel’s', async () => {
  const customer = await world.shop(await world.browser());
  const { page, widget } = customer;
  const choice = await opened(customer);
  const launcher = await launcherPlace(customer);
  // What lies beneath the panel is not pressed instead.
  await page.evaluate(() => {
    document.addEventListener('click', ({ target }) => {
      const beneath = target instanceof Element && target.localName !== 'weft-widget';
      if (beneath) document.documentElement.dataset.pressed = 'true';
    });
  });
  await press(page, launcher);
  // Nobody presses what they have not seen: until it is drawn, the browser itself takes the frame for away.
  await page.evaluate(
    () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
  );
  await press(page, choice);
  await widget.getByRole('textbox', { name: 'Message', exact: true }).waitFor(patient);
  assert.equal(await page.evaluate(() => document.documentElement.dataset.pressed), undefined);
});

test('a double click on the launcher opens the panel and presses nothing in it or beneath', async () => {
  const customer = await world.shop(await world.browser());
  const { page, widget } = customer;
  await opened(customer);
  const launcher = await launcherPlace(customer);
  const pressed = (where: Page | typeof widget) =>
    where.evaluate(() => {
      const counted = { count: 0 };
      document.addEventListener('click', () => {
        counted.count += 1;
        document.documentElement.dataset.presses = `${counted.count}`;
      });
    });
  await pressed(page);
  await pressed(widget);
  await page.mouse.dblclick(launcher.x, launcher.y);
  await chatOf(customer).waitFor(patient);
  const presses = (where: Page | typeof widget) =>
    where.evaluate(() => document.documentElement.dataset.presses ?? '0');
  // Both halves are the loader's: the one that opened it, and the one that nothing took.
  assert.deepEqual([await presses(page), await presses(widget)], ['2', '0']);
  const focused = await page
    .locator('weft-widget')
    .evaluate(({ shadowRoot }) => shadowRoot?.activeElement?.localName);
  assert.equal(focused, 'iframe', 'the focus is within the panel');
});

test('who puts the panel away and opens it again at once presses the launcher, and nothing is in the way', async () => {
  const customer = await world.shop(await world.browser());
  const launcher = await launcherPlace(customer);
  for (const _ of [1, 2]) {
    await press(customer.page, launcher);
    await chatOf(customer).waitFor(patient);
    await putAway(customer);
  }
  await press(customer.page, launcher);
  await launcherOf(customer).waitFor({ ...patient, state: 'hidden' });
});
