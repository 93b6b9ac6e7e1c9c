import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { until } from '@weft/proto/testing';
import type { Locator, Page, Route } from 'playwright-core';
import { AdminPage } from '../browser/admin-page.ts';
import { axeFindings } from '../browser/axe.ts';
import { LOAD_TIMEOUT_MS } from '../browser/limits.ts';
import type { ShopPage } from '../browser/shop-page.ts';
import { World } from './world.ts';

let world: World;
before(async () => {
  world = await World.start({ control: { WEFT_CONTROL_VIRTUAL_AGENT: 'off' } });
});
after(() => world?.[Symbol.asyncDispose]());

const patient = { timeout: LOAD_TIMEOUT_MS };
const PLUM = 'rgb(122, 31, 92)';

const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });
const inWidget = ({ widget }: ShopPage, name: string): Locator =>
  widget.getByRole('button', { name, exact: true });
const groundOf = (place: Locator): Promise<string> =>
  place.evaluate((element) => getComputedStyle(element).backgroundColor);
const sideOf = (page: Page): Promise<string> =>
  page.locator('weft-widget').evaluate((host: HTMLElement) => host.dataset.side ?? '');
const bar = (page: Page, region = 'Talk to us'): Locator =>
  page.getByRole('region', { name: region, exact: true });

/** What is asked for until it is so: a page follows within ten seconds. */
const becomes = <Value>(read: () => Promise<Value>, wanted: Value): Promise<void> =>
  until(
    async () => {
      const is = await read();
      return is === wanted || `it is ${JSON.stringify(is)}, not ${JSON.stringify(wanted)}`;
    },
    { timeoutMs: LOAD_TIMEOUT_MS },
  );

async function openAdmin(): Promise<AdminPage> {
  const admin = await AdminPage.open((await world.browser()).context, world.stack.url, world.person('mei'));
  await admin.go('look');
  return admin;
}

async function save(admin: AdminPage): Promise<void> {
  await admin.button('Save look').click(patient);
  await admin.page.getByText('Saved. Open pages follow within seconds.').waitFor(patient);
}

test('an administrator changes how the chat looks and what it says, and an open page follows', async () => {
  const visitor = await world.shop(await world.browser());
  await button(visitor.page, 'Chat').click(patient);
  const chat = visitor.widget.getByRole('region', { name: 'Chat', exact: true });
  const head = chat.locator('header');
  await inWidget(visitor, 'Attach a file').waitFor(patient);
  await inWidget(visitor, 'Video call').waitFor(patient);
  const before = await groundOf(head);

  const admin = await openAdmin();
  const { page } = admin;
  const form = page.getByRole('form', { name: 'Look and words' });
  const field = (name: string): Locator => form.getByRole('textbox', { name, exact: true });
  assert.equal(await admin.button('Save look').isDisabled(), true, 'nothing is changed');
  await field('Colour').fill('#ffd400');
  await form.getByText('White text on it has a contrast of 1.4 : 1 and cannot be read').waitFor(patient);
  assert.equal(await admin.button('Save look').isDisabled(), true, 'white on yellow');
  await field('Colour').fill('#7A1F5C');
  await form.getByText(/^White text on it has a contrast of \d+\.\d : 1\.$/).waitFor(patient);
  await field('Company in English').fill('Lumen');
  await field('Company in Chinese').fill('流明灯具');
  await field('Greeting in English').fill('<b>Good light</b>, good day');
  await field('Words of the button in English').fill('Ask us');
  await field('Outside the hours, in English').fill('The lamps are off.');
  await form.getByRole('combobox', { name: 'Corner' }).selectOption('Left');
  await form.getByRole('switch', { name: 'Offer voice and video calls' }).uncheck();
  await form.getByRole('switch', { name: 'Offer to send files' }).uncheck();

  // The preview is the widget's own head and the loader's own launcher.
  const preview = page.getByRole('region', { name: 'Preview' });
  await preview.getByText('<b>Good light</b>, good day').waitFor(patient);
  await preview.getByText('The lamps are off.').waitFor(patient);
  await preview.getByText('Ask us').waitFor(patient);
  assert.equal(await preview.getByText('Video call').isVisible(), false);
  await preview.getByRole('button', { name: 'Chinese' }).click();
  await preview.getByText('流明灯具').waitFor(patient);
  await preview.getByText('在线聊天').waitFor(patient);
  assert.deepEqual(await axeFindings(page), []);
  await save(admin);

  // The open chat follows by itself.
  await becomes(() => groundOf(head), PLUM);
  assert.notEqual(before, PLUM);
  await becomes(() => inWidget(visitor, 'Attach a file').count(), 0);
  await becomes(() => inWidget(visitor, 'Video call').count(), 0);
  await becomes(() => visitor.page.locator('weft-widget iframe').getAttribute('title'), 'Lumen');
  assert.equal(await sideOf(visitor.page), 'right', 'an open panel stays where it is');
  assert.deepEqual(await axeFindings(visitor.page), []);
  await inWidget(visitor, 'Back').click();
  await visitor.widget.getByRole('heading', { name: '<b>Good light</b>, good day' }).waitFor(patient);
  await visitor.widget.getByRole('main', { name: 'Lumen', exact: true }).waitFor(patient);
  assert.deepEqual(await axeFindings(visitor.page), [], 'the head');
  await visitor.page.emulateMedia({ colorScheme: 'dark' });
  assert.deepEqual(await axeFindings(visitor.page), [], 'the head, in the dark');
  await inWidget(visitor, 'Minimise').click();
  await becomes(() => sideOf(visitor.page), 'left');
  await button(visitor.page, 'Ask us').waitFor(patient);
  assert.equal(await button(visitor.page, 'Voice call').isVisible(), false);
  assert.equal(await groundOf(bar(visitor.page)), PLUM);
  assert.deepEqual(await axeFindings(visitor.page), [], 'the launcher, in the dark');

  // Another visitor, who reads Chinese: what is not said in Chinese is as Weft has it.
  const other = await world.shop(await world.browser(), { region: 'eu', language: 'zh' });
  await becomes(() => groundOf(bar(other.page, '联系我们')), PLUM);
  assert.equal(await sideOf(other.page), 'left');
  await button(other.page, '联系客服').click(patient);
  await other.widget.getByText('流明灯具').first().waitFor(patient);
  await other.widget.getByRole('heading', { name: '有什么可以帮您？' }).waitFor(patient);

  await admin.go('audit');
  const row = page
    .getByRole('table', { name: 'Audit log' })
    .getByRole('row')
    .filter({ hasText: 'changed how the chat looks' });
  assert.match((await row.first().textContent(patient)) ?? '', /Mei.*colour.*files/);
});

test('what a page says of the corner counts before the administrator’s word', async () => {
  const admin = await openAdmin();
  const corner = admin.page.getByRole('combobox', { name: 'Corner' });
  await corner.selectOption('Right');
  await corner.selectOption('Left');
  await save(admin);
  const browser = await world.browser();
  await browser.context.addInitScript(() => {
    // As if the page's line said so: before the deferred script runs.
    new MutationObserver(() => {
      const line = document.querySelector<HTMLScriptElement>('script[data-weft-queue]');
      if (line !== null) line.dataset.weftSide = 'right';
    }).observe(document, { childList: true, subtree: true });
  });
  const { page } = await world.shop(browser);
  await page.waitForFunction(() => localStorage.getItem('weft-launcher-look')?.includes('left'));
  assert.equal(await sideOf(page), 'right');
});

for (const [what, answer] of [
  ['is refused', (route: Route) => route.abort()],
  ['never ends', () => undefined],
] as const)
  test(`a page whose question for the look ${what} has Weft’s own at once, and its chat opens`, async () => {
    const browser = await world.browser();
    await browser.context.route('**/v1/look', answer);
    const visitor = await world.shop(browser);
    assert.equal(await sideOf(visitor.page), 'right');
    await button(visitor.page, 'Voice call').waitFor(patient);
    await button(visitor.page, 'Chat').click(patient);
    await visitor.widget.getByRole('textbox', { name: 'Message', exact: true }).waitFor(patient);
    await inWidget(visitor, 'Attach a file').waitFor(patient);
  });

test('outside the hours the company’s own words are said, with when it opens', async () => {
  const admin = await openAdmin();
  const away = admin.page.getByRole('textbox', { name: 'Outside the hours, in English' });
  await away.fill('The lamps\nare off.');
  await away.fill('The lamps are off. Write to us.');
  await save(admin);
  await admin.go('routing');
  const rules = {
    calendars: { never: { timeZone: 'UTC', hours: [] } },
    queues: { all: { steps: [{ when: 'TRUE' }], calendar: 'never' } },
    defaultQueue: 'all',
  };
  await admin.saveRules(rules, 'Closed for good');
  const visitor = await world.shop(await world.browser());
  await button(visitor.page, 'Ask us').or(button(visitor.page, 'Chat')).click(patient);
  const notice = visitor.widget.getByRole('complementary', { name: 'We are closed at the moment.' });
  await notice.getByText('The lamps are off. Write to us.').waitFor(patient);
  assert.equal(await notice.getByText('Write to us all the same').count(), 0);
});
