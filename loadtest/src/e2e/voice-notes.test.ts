import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { until } from '@weft/proto/testing';
import type { Frame, Locator, Page } from 'playwright-core';
import { axeFindings } from '../browser/axe.ts';
import { CALL_TIMEOUT_MS, LOAD_TIMEOUT_MS } from '../browser/limits.ts';
import { World } from './world.ts';

let world: World;
before(async () => {
  world = await World.start({ control: { WEFT_CONTROL_VIRTUAL_AGENT: 'off' } });
});
after(() => world?.[Symbol.asyncDispose]());

const patient = { timeout: LOAD_TIMEOUT_MS };

const button = (where: Frame | Page | Locator, name: string): Locator =>
  where.getByRole('button', { name, exact: true });

/** Begins a recording and lets it run for some seconds, by the time that is shown. */
async function record(where: Frame | Page): Promise<Locator> {
  await button(where, 'Record a voice message').press('Enter', patient);
  const bar = where.getByRole('group', { name: 'Recording a voice message' });
  await bar.getByRole('timer').getByText('0:02').waitFor(patient);
  return bar;
}

/** Plays the last voice message to its end, and tells how long it is, in seconds. */
async function hear(log: Locator, count: number): Promise<number> {
  const players = button(log, 'Play: Voice message');
  await until(async () => (await players.count()) === count || `${await players.count()} of ${count}`, {
    timeoutMs: LOAD_TIMEOUT_MS,
  });
  await players.last().click(patient);
  await button(log, 'Pause: Voice message').waitFor(patient);
  await button(log, 'Pause: Voice message').waitFor({ ...patient, state: 'detached' });
  return log
    .locator('audio')
    .last()
    .evaluate((audio: HTMLAudioElement) => (audio.ended ? audio.duration : 0));
}

test('a customer sends a voice message, which an agent hears and answers with one', async () => {
  const customer = await world.shop(await world.browser());
  const anna = await world.desk(await world.browser(), 'anna');
  const { page: desk } = anna;
  await button(customer.page, 'Chat').click(patient);
  const { widget } = customer;
  const log = widget.getByRole('log', { name: 'Conversation' });
  const field = widget.getByRole('textbox', { name: 'Message', exact: true });
  await field.fill('My lamp hums', patient);
  await field.press('Enter');
  await log.getByText('My lamp hums').waitFor(patient);

  // Thought better of it: nothing goes.
  await button(await record(widget), 'Discard the recording').click(patient);
  await field.waitFor(patient);
  const bar = await record(widget);
  assert.deepEqual(await axeFindings(widget), []);
  await button(bar, 'Send the voice message').click(patient);
  await button(log, 'Play: Voice message').waitFor(patient);
  assert.equal(await button(log, 'Play: Voice message').count(), 1);
  assert.deepEqual(await axeFindings(widget), []);

  await button(desk, 'All').first().click(patient);
  const rows = desk.getByRole('list', { name: 'List of conversations' }).getByRole('button');
  // By its name, as in the timeline, and not by its file's.
  await rows.first().getByText('Voice message', { exact: true }).waitFor(patient);
  await rows.first().click(patient);
  const messages = desk.getByRole('log', { name: 'Messages' });
  const heardS = await hear(messages, 1);
  assert.ok(heardS > 1 && heardS < 60, `${heardS} s`);
  assert.deepEqual(await axeFindings(desk), []);

  const answer = await record(desk);
  assert.deepEqual(await axeFindings(desk), []);
  await button(answer, 'Send the voice message').click(patient);
  await rows.first().getByText('You: Voice message', { exact: true }).waitFor(patient);
  const answeredS = await hear(log, 2);
  assert.ok(answeredS > 1 && answeredS < 60, `${answeredS} s`);

  // The microphone is the call's as long as there is one.
  await button(widget, 'Voice call').first().click(patient);
  await anna.button('accept').click({ timeout: CALL_TIMEOUT_MS });
  await customer.untilState('in-call', CALL_TIMEOUT_MS);
  await button(desk, 'Record a voice message').waitFor({ ...patient, state: 'detached' });
  assert.equal(await button(widget, 'Record a voice message').count(), 0);
});

test('who denies the microphone is told what to do, and writes instead', async () => {
  const customer = await world.shop(await world.browser({ permission: 'deny' }));
  await button(customer.page, 'Chat').click(patient);
  const { widget } = customer;
  await button(widget, 'Record a voice message').click(patient);
  await widget
    .getByRole('alert')
    .filter({ hasText: /microphone/i })
    .waitFor(patient);
  const field = widget.getByRole('textbox', { name: 'Message', exact: true });
  await field.fill('Then in words', patient);
  await field.press('Enter');
  await widget.getByRole('log', { name: 'Conversation' }).getByText('Then in words').waitFor(patient);
});
