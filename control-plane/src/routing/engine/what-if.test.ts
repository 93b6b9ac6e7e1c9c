import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '../../calls/testing/random.ts';
import { compileRules } from './compile-rules.ts';
import type { CompiledRules } from './compiled.ts';
import { PLAIN_TRAITS, workOf } from './model.ts';
import { replayDifferences } from './replay-differences.ts';
import type { RuleSetInput } from './rules.ts';
import { type DayEvent, whatIf } from './what-if.ts';

const WALL_MS = Date.parse('2026-11-27T08:00:00Z');
const at = (monotonicMs: number) => ({ nowMs: WALL_MS + monotonicMs, monotonicMs });

function rules(written: RuleSetInput): CompiledRules {
  const compiled = compileRules(written);
  assert.ok(compiled.ok);
  return compiled.rules;
}

const PLAIN: RuleSetInput = { queues: { all: { steps: [{ when: 'TRUE' }] } }, defaultQueue: 'all' };
const VIP: RuleSetInput = { ...PLAIN, rules: [{ name: 'vip', when: 'work.vip', priority: 500 }] };

/** Two agents, a call a minute, each of which takes three: more and more wait. */
function busyDay(): readonly DayEvent[] {
  const random = seededRandom(7);
  const agents = ['anna', 'wei'].map(
    (agentId): DayEvent => ({
      at: at(0),
      name: 'agent',
      agentId,
      traits: PLAIN_TRAITS,
      presence: 'available',
    }),
  );
  const calls = Array.from({ length: 60 }, (_, index): DayEvent => {
    const atMs = index * 60_000;
    const attributes = { vip: index % 10 === 9 };
    return {
      at: at(atMs),
      name: 'arrived',
      work: workOf({ workId: `c${index}`, channel: 'voice', arrivedAtMs: atMs, attributes }),
      handledMs: 150_000 + random.whole(60_000),
      patienceMs: index % 4 === 3 ? 600_000 : undefined,
    };
  });
  return [...agents, ...calls];
}

test('a day under other rules gives other waits, and the same rules the same', () => {
  const day = busyDay();
  const plain = whatIf(day, rules(PLAIN));
  assert.deepEqual(whatIf(day, rules(PLAIN)), plain);
  assert.equal(plain.arrived, 60);
  assert.equal(plain.answered + plain.abandoned, 60, 'everything came to an end');
  const waited = (outcome: typeof plain): number =>
    outcome.decisions.reduce(
      (sum, decision) =>
        decision.do === 'offer' && Number(decision.workId.slice(1)) % 10 === 9
          ? sum + decision.why.waitedMs
          : sum,
      0,
    );
  const vip = whatIf(day, rules(VIP));
  assert.ok(
    waited(vip) < waited(plain),
    `${waited(vip)} ms under VIP rules, ${waited(plain)} ms under plain ones`,
  );
});

test('two replays of a day tell what went elsewhere and what waited longer', () => {
  const day = busyDay();
  const plain = whatIf(day, rules(PLAIN));
  const none = { otherAgent: 0, otherQueue: 0, longer: 0, shorter: 0, lost: 0, won: 0 };
  assert.deepEqual(replayDifferences(plain, plain), none);
  const vip = replayDifferences(plain, whatIf(day, rules(VIP)));
  assert.ok(vip.shorter > 0 && vip.longer > 0, JSON.stringify(vip));
  const onlyWei: RuleSetInput = {
    queues: { zh: { steps: [{ when: 'agent.id == "wei"' }] } },
    defaultQueue: 'zh',
  };
  const moved = replayDifferences(plain, whatIf(day, rules(onlyWei)));
  assert.ok(moved.otherQueue > moved.otherAgent && moved.otherAgent > 0, JSON.stringify(moved));
  assert.ok(moved.lost > 0, 'one agent alone loses who is impatient');
});

test('who gave up is not offered any more, and closed hours refuse', () => {
  const day = busyDay();
  const nobody = whatIf(
    day.filter(({ name }) => name !== 'agent'),
    rules(PLAIN),
  );
  assert.deepEqual([nobody.answered, nobody.abandoned], [0, 15]);
  const closed = whatIf(
    day,
    rules({
      calendars: { never: { timeZone: 'UTC', hours: [] } },
      queues: { all: { steps: [{ when: 'TRUE' }], calendar: 'never', closed: { do: 'refuse' } } },
      defaultQueue: 'all',
    }),
  );
  assert.deepEqual([closed.answered, closed.refused], [0, 60]);
});
