import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Item } from '@weft/proto';
import { until } from '@weft/proto/testing';
import { ShopPage } from '../browser/shop-page.ts';
import { ChatAgent } from '../wire/chat-agent.ts';
import { World } from './world.ts';

const TIMEOUT_MS = 30_000;

let world: World;
before(async () => {
  world = await World.start();
});
after(() => world[Symbol.asyncDispose]());

const textsOf = (items: readonly Item[]): readonly string[] =>
  items.flatMap(({ body }) => (body?.case === 'text' ? [body.value] : []));

/** The chat of a shop's widget, as a customer uses it. */
class Chat {
  readonly shop: ShopPage;

  constructor(shop: ShopPage) {
    this.shop = shop;
  }

  get log() {
    return this.shop.widget.getByRole('log', { name: this.shop.words.conversation });
  }

  async open(): Promise<void> {
    await this.shop.page.getByRole('button', { name: this.shop.words.chat, exact: true }).click();
    await this.log.waitFor({ timeout: TIMEOUT_MS });
  }

  get #composer() {
    return this.shop.widget.getByRole('textbox', { name: this.shop.words.message, exact: true });
  }

  /** By the keyboard: the panel may still rise, and a click would land where the button was. */
  async write(text: string): Promise<void> {
    await this.#composer.fill(text);
    await this.#composer.press('Enter');
    await this.untilSent();
  }

  async writeByButton(text: string): Promise<void> {
    const { widget, words } = this.shop;
    await this.#composer.fill(text);
    await this.shop.untilSettled();
    await widget.getByRole('button', { name: words.send, exact: true }).click();
    await this.untilSent();
  }

  /** The words have left the composer. */
  async untilSent(): Promise<void> {
    await until(async () => (await this.#composer.inputValue()) === '' || 'it stands in the composer', {
      timeoutMs: TIMEOUT_MS,
    });
  }

  async shows(text: string, count = 1): Promise<void> {
    await until(
      async () => {
        const found = await this.log.getByText(text, { exact: true }).count();
        return found === count || `"${text}" is there ${found} times: ${await this.log.innerText()}`;
      },
      { timeoutMs: TIMEOUT_MS },
    );
  }
}

test('a customer writes, an agent answers, and a reload takes nothing away', async () => {
  const shop = await world.shop(await world.browser());
  await using agent = await ChatAgent.start(world.stack.url, 'ap', world.person('anna'));
  const chat = new Chat(shop);
  await chat.open();
  await chat.writeByButton('Is the oak table in stock? 😀 شكرا');
  await chat.shows('Is the oak table in stock? 😀 شكرا');

  let conversationId = '';
  await until(
    async () => {
      const [conversation] = await agent.conversations();
      conversationId = conversation?.conversationId ?? '';
      return conversationId !== '' || 'no conversation is listed';
    },
    { timeoutMs: TIMEOUT_MS },
  );
  assert.deepEqual(textsOf(await agent.read(conversationId)), ['Is the oak table in stock? 😀 شكرا']);

  await agent.type(conversationId);
  await shop.widget.getByText(/is typing…$/).waitFor({ timeout: TIMEOUT_MS });
  await agent.say(conversationId, 'answer-1', 'Yes: https://shop.example/oak <b>now</b>');
  await chat.shows('Yes: https://shop.example/oak <b>now</b>');
  const link = shop.widget.getByRole('link', { name: 'https://shop.example/oak' });
  assert.equal(await link.getAttribute('href'), 'https://shop.example/oak');
  assert.equal(await link.getAttribute('rel'), 'noopener noreferrer nofollow');

  await agent.seen(conversationId, 1);
  await shop.widget
    .getByText('Read', { exact: true })
    .first()
    .waitFor({ state: 'attached', timeout: TIMEOUT_MS });
  await until(async () => {
    const [conversation] = await agent.conversations();
    return (conversation?.customerReadSeq ?? 0) > 1 || 'the answer is not known to be read';
  });

  await shop.page.reload();
  await shop.untilConnected();
  const again = new Chat(shop);
  await again.open();
  await again.shows('Is the oak table in stock? 😀 شكرا');
  await again.shows('Yes: https://shop.example/oak <b>now</b>');

  // A panel that just came up takes no clicks for a moment: the second half of a double click is not meant for it.
  await shop.page.locator('.panel:not(.fresh)').waitFor();
  await shop.widget.getByRole('button', { name: shop.words.minimise }).click();
  // Only then is what comes unread.
  await shop.page.getByRole('button', { name: shop.words.chat, exact: true }).waitFor();
  await agent.say(conversationId, 'answer-2', 'Anything else?');
  await shop.page.getByText('1 unread').waitFor({ state: 'attached', timeout: TIMEOUT_MS });

  const tab = await ShopPage.open(shop.page.context(), world.stack.url, { region: 'eu' });
  const other = new Chat(tab);
  await other.open();
  await other.shows('Anything else?');

  await agent.say(conversationId, 'answer-3', Array.from({ length: 60 }, (_, i) => `Line ${i}`).join('\n'));
  await tab.widget.getByText('Line 59').waitFor({ timeout: TIMEOUT_MS });
  await other.write('All of them');
  await other.shows('All of them');
  // What comes last is far below what is shown now.
  await tab.widget.getByText('Is the oak table in stock?').scrollIntoViewIfNeeded();
  const below = await tab.widget.evaluate(
    () => document.documentElement.scrollHeight - document.documentElement.clientHeight,
  );
  assert.equal(below, 0, 'the conversation scrolls, and the panel around it does not');
});

test('what was written offline arrives once, in order, also over a reload', async () => {
  const shop = await world.shop(await world.browser());
  await using agent = await ChatAgent.start(world.stack.url, 'ap', world.person('wei'));
  const chat = new Chat(shop);
  await chat.open();
  await chat.write('before');
  await chat.shows('before');
  const context = shop.page.context();
  await context.setOffline(true);
  await until(
    async () => {
      const { link } = await shop.snapshot();
      return link.name !== 'ready' || 'the widget does not know that it is offline';
    },
    { timeoutMs: TIMEOUT_MS },
  );
  await chat.write('offline one');
  await chat.write('offline two');
  await shop.widget
    .getByText('Will be sent when you are back online')
    .first()
    .waitFor({ timeout: TIMEOUT_MS });
  await context.setOffline(false);
  await shop.page.reload();
  await shop.untilConnected();
  const again = new Chat(shop);
  await again.open();
  await again.shows('offline one');
  await again.shows('offline two');
  await until(
    async () => {
      const list = await agent.conversations();
      const all = await Promise.all(list.map(({ conversationId }) => agent.read(conversationId)));
      const ours = all.map(textsOf).find((texts) => texts.includes('before')) ?? [];
      return ours.join() === 'before,offline one,offline two' || `the agent sees ${ours.join()}`;
    },
    { timeoutMs: TIMEOUT_MS },
  );
});

test('a one-time code brings the conversation to another device, and a closed one can be rated', async () => {
  const shop = await world.shop(await world.browser());
  await using agent = await ChatAgent.start(world.stack.url, 'ap', world.person('anna'));
  const chat = new Chat(shop);
  await chat.open();
  await chat.write('from the phone');
  await chat.shows('from the phone');
  const { widget } = shop;
  await widget.getByRole('button', { name: 'Options' }).click();
  await widget.getByRole('button', { name: 'Continue on another device' }).click();
  const link = await widget.getByRole('textbox', { name: 'Link' }).inputValue({ timeout: TIMEOUT_MS });

  const device = await (await world.browser()).context.newPage();
  await device.goto(link);
  await device.getByText('from the phone', { exact: true }).waitFor({ timeout: TIMEOUT_MS });

  const mine = async () => {
    for (const { conversationId } of await agent.conversations())
      if (textsOf(await agent.read(conversationId)).includes('from the phone')) return conversationId;
    throw new Error('the conversation is not listed');
  };
  const conversationId = await mine();
  await agent.say(conversationId, 'bye', 'All done, goodbye!');
  await agent.close(conversationId);
  await device.getByRole('radio', { name: '4 stars' }).check({ timeout: TIMEOUT_MS });
  await device.getByRole('textbox', { name: 'Comment' }).fill('Quick');
  await device.getByRole('button', { name: 'Send rating' }).click();
  await device.getByText('Thank you for your rating.').waitFor({ timeout: TIMEOUT_MS });
  const list = await agent.client.control({ body: { case: 'syncConversation', value: { conversationId } } });
  assert.ok(list.case === 'timeline');
  assert.equal(list.value.conversation?.rating, 4);
});

test('a widget that did not come is loaded again by itself', async () => {
  const { context } = await world.browser();
  let refused = 0;
  await context.route('**/widget/**', async (route) => {
    refused += 1;
    await (refused === 1 ? route.abort('connectionreset') : route.continue());
  });
  const shop = await ShopPage.open(context, world.stack.url, { region: 'eu' });
  assert.equal(refused, 2);
  const chat = new Chat(shop);
  await chat.open();
  await chat.write('Here after all');
  await chat.shows('Here after all');
});
