import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BotSpokeInit, Conversation, Item, TimelineEvent } from '@weft/proto';
import { applyAll } from './batch.ts';
import { NO_TERMS } from './promises.ts';
import { CONVERSATION, CUSTOMER, event, SYSTEM, says } from './testing/events.ts';

const HOLD_MS = 2_000;
const BOT = { kind: 'bot', id: 'virtual-agent', displayName: 'Weft' } as const;
const guess = { intent: 'invoice', confidence: 0.5 };

/** A conversation, event by event. */
class Rig {
  head: Conversation | undefined;
  readonly items = new Map<number, Item>();

  take(one: TimelineEvent): this {
    const heads = new Map(this.head === undefined ? [] : [[CONVERSATION, this.head]]);
    const { changes } = applyAll([one], heads, [...this.items.values()], { ...NO_TERMS, holdMs: HOLD_MS });
    for (const { head, items } of changes) {
      this.head = head;
      for (const item of items) this.items.set(item.seq, item);
    }
    return this;
  }

  speaks(askedSeq: number, spoke: BotSpokeInit): this {
    const value = { clientId: `reply-${askedSeq}`, askedSeq, ...spoke };
    return this.take(event(BOT, { case: 'botSpoke', value }));
  }

  assigned(): this {
    return this.take(event(SYSTEM, { case: 'assigned', value: { agentId: 'anna', agentName: 'Anna' } }));
  }

  /** What there is, in order: "bot: words", "note: suggestion". */
  get told(): readonly string[] {
    return [...this.items.values()].flatMap(({ author, note, body }) => {
      if (body?.case === 'guess') return [`${note ? 'note' : 'SHOWN'}: ${body.value.suggestion}`];
      return body?.case === 'text' ? [`${author?.kind ?? ''}: ${body.value}`] : [];
    });
  }

  get waits(): boolean {
    return (this.head?.waitingSinceMs ?? 0) > 0;
  }
}
const asked = (): Rig => new Rig().take(says('where is it?', 'c-1'));

test('a text that nobody has is held for a while, and not for ever', () => {
  const { head } = asked();
  assert.equal((head?.heldUntilMs ?? 0) - (head?.changedAtMs ?? 0), HOLD_MS);
  assert.equal(head?.askedSeq, 1);
  assert.equal(asked().assigned().head?.heldUntilMs, 0);
});

test('an answer ends the wait, once, however often it is given', () => {
  const rig = asked().speaks(1, { text: 'It is here.' }).speaks(1, { text: 'It is here.' });
  assert.deepEqual(rig.told, ['customer: where is it?', 'bot: It is here.']);
  assert.deepEqual([rig.waits, rig.head?.heldUntilMs, rig.head?.state], [false, 0, 'waiting']);
});

test('an answer with choices is one item with both, and carried where the channel is', () => {
  const choices = [{ label: 'Talk to a person', means: { case: 'person', value: true } as const }];
  const rig = asked().speaks(1, { text: 'It is here.', choices, choicesHint: 'Reply:' });
  const said = [...rig.items.values()].at(-1)?.body;
  assert.ok(said?.case === 'choices' && said.value.choices.length === 1);
  assert.deepEqual([said.value.text, said.value.hint], ['It is here.', 'Reply:']);
  assert.equal(rig.head?.preview, 'It is here.');
  assert.equal(rig.waits, false);
});

test('what goes to an agent waits with its age, with the guess as a note', () => {
  const rig = asked().speaks(1, { agentDue: true, guess: { ...guess, suggestion: 'Which one?' } });
  assert.deepEqual(rig.told, ['customer: where is it?', 'note: Which one?']);
  assert.deepEqual([rig.waits, rig.head?.heldUntilMs], [true, 0]);
});

test('words for the customer and an agent for them go together', () => {
  const rig = asked().speaks(1, { text: 'One moment.', agentDue: true, silent: true, guess });
  assert.deepEqual(rig.told, ['customer: where is it?', 'bot: One moment.', 'note: ']);
  assert.ok(rig.waits);
  const later = rig.take(says('and now?', 'c-2')).speaks(4, { text: 'I know!', guess });
  assert.deepEqual(later.told.slice(-2), ['customer: and now?', 'note: I know!']);
  assert.equal(later.head?.heldUntilMs, 0);
});

test('to whom an agent has, nothing is said: the answer is a suggestion', () => {
  const rig = asked().assigned().speaks(1, { text: 'It is here.', guess });
  assert.deepEqual(rig.told, ['customer: where is it?', 'note: It is here.']);
  const { revision } = rig.head ?? {};
  assert.equal(rig.speaks(9, { agentDue: true }).head?.revision, revision);
});

test('an answer to what was asked before leaves the newer question waiting', () => {
  const rig = asked().take(says('hello?', 'c-2')).speaks(1, { text: 'It is here.' });
  assert.ok(rig.waits && (rig.head?.heldUntilMs ?? 0) > 0);
  assert.equal(rig.speaks(2, { text: 'Yes?' }).waits, false);
});

test('who already waits for an agent keeps the place in the queue through answers', () => {
  const rig = asked()
    .speaks(1, { agentDue: true })
    .take(says('my order?', 'c-2'))
    .speaks(2, { text: 'Here.' });
  assert.deepEqual(rig.told.at(-1), 'bot: Here.');
  assert.ok(rig.waits);
});

test('nobody but a bot speaks as one, and a closed conversation hears nothing', () => {
  const value = { clientId: 'x', askedSeq: 1, text: 'I am a bot' };
  assert.equal(asked().take(event(CUSTOMER, { case: 'botSpoke', value })).told.length, 1);
  const closed = asked().take(event(SYSTEM, { case: 'ended', value: {} }));
  assert.equal(closed.speaks(1, { text: 'Late.' }).told.length, 1);
  const anew = closed.take(says('again', 'c-3'));
  assert.deepEqual([anew.head?.agentDue, (anew.head?.heldUntilMs ?? 0) > 0], [false, true]);
});

test('who wants no machine’s answer is answered by people alone, at once, until the matter is over', () => {
  const rig = asked();
  const first = rig.head?.heldUntilMs ?? 0;
  assert.ok(first > 0);
  const value = {
    clientId: 'mail',
    channel: 'email',
    body: { case: 'text', value: 'Hm?' },
    noAutoReply: true,
  } as const;
  rig.take(event(CUSTOMER, { case: 'itemPosted', value }));
  assert.deepEqual([rig.head?.botSilent, rig.head?.heldUntilMs, rig.waits], [true, 0, true]);
  rig.speaks(1, { text: 'It is on its way.', guess });
  assert.equal(rig.told.includes('bot: It is on its way.'), false);
  rig.take(event(SYSTEM, { case: 'ended', value: {} }));
  assert.equal(rig.head?.botSilent, false);
});
