import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { WeftError } from '@weft/proto';
import { z } from 'zod';
import type { Channel, ContactRecord, WebhookRequest } from '../channel.ts';
import { kindOf } from '../kinds.ts';

/** A channel with what a test needs to know of it. */
export interface ContractSubject<Settings> {
  readonly channel: Channel<Settings>;
  /** Good ones, as an administrator gives them. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly nowMs: number;
  /** Pushes that its vendor signed, each of another message; empty = it has no webhook. */
  readonly pushes: readonly WebhookRequest[];
}

const NO_RECORD: ContactRecord = { arrivals: [], sentAtMs: [], optedOutAtMs: undefined };

const coded = (error: unknown): boolean =>
  error instanceof WeftError && (error.code === 'SIGNATURE_REFUSED' || error.code === 'BAD_REQUEST');

/** What holds for every channel, whatever it is. */
export function itIsAChannel<Settings>(subject: ContractSubject<Settings>): void {
  const { channel, settings, nowMs, pushes } = subject;
  const bound = kindOf(channel).bind('account-1', 'Account', settings);

  describe(`${channel.kind} as a channel`, () => {
    it('names secrets that its settings have, and refuses settings that are not its own', () => {
      const fields = Object.keys(Object(channel.settings.parse(settings)));
      for (const secret of channel.secrets) assert.ok(fields.includes(secret), secret);
      assert.throws(() => kindOf(channel).bind('account-1', 'Account', { nonsense: true }), z.ZodError);
    });

    it('carries something to whoever wrote just now, and nothing to who opted out', () => {
      const arrivals = [{ atMs: nowMs - 1_000, what: 'message' }] as const;
      const now = bound.capabilities({ ...NO_RECORD, arrivals }, nowMs);
      assert.equal(now.closed, undefined);
      assert.ok(now.maxTextLength > 0);
      assert.ok(now.remaining === undefined || now.remaining > 0);
      assert.ok(now.files.length === 0 || now.maxFileBytes > 0);
      if (channel.channel !== 'sms') return;
      const out = bound.capabilities({ ...NO_RECORD, arrivals, optedOutAtMs: nowMs - 1 }, nowMs);
      assert.equal(out.closed, 'opted-out');
    });

    it('has both halves of a webhook or none', () => {
      assert.equal(channel.verify === undefined, channel.parse === undefined);
      assert.equal(bound.webhook === undefined, pushes.length === 0);
    });

    for (const [at, push] of pushes.entries()) {
      it(`reads push ${at + 1} the same each time, and names what it says`, () => {
        const read = () => {
          const verified = bound.webhook?.verify(push, nowMs);
          assert.ok(verified?.is === 'payload');
          return bound.webhook?.parse(verified.payload, nowMs) ?? [];
        };
        const first = read();
        assert.deepEqual(read(), first);
        for (const arrival of first) {
          if (arrival.is === 'ignored') continue;
          assert.notEqual(arrival.sourceId, '');
          if (arrival.is !== 'receipt') assert.notEqual(arrival.from.value, '');
        }
      });

      it(`refuses push ${at + 1} when its signature is gone`, () => {
        const unsigned = { ...push, query: new URLSearchParams(), headers: new Map<string, string>() };
        assert.throws(() => bound.webhook?.verify(unsigned, nowMs), coded);
      });
    }

    it('gives different messages different ids', () => {
      const ids = pushes.flatMap((push) => {
        const verified = bound.webhook?.verify(push, nowMs);
        const arrivals =
          verified?.is === 'payload' ? (bound.webhook?.parse(verified.payload, nowMs) ?? []) : [];
        return arrivals.flatMap((arrival) => (arrival.is === 'ignored' ? [] : [arrival.sourceId]));
      });
      assert.equal(new Set(ids).size, ids.length);
    });
  });
}
