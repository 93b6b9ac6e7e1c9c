import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Person } from '../store/contacts.ts';
import type { IdentityKind } from '../store/tables.ts';
import { distance, likeness, PROPOSE_FROM } from './similarity.ts';

const person = (displayName: string, claims: readonly (readonly [IdentityKind, string])[] = []): Person => ({
  rootId: displayName,
  contacts: [
    {
      ...{ contactId: displayName, joinedInto: null, rootId: displayName, displayName, level: '', value: 0 },
      ...{
        nameClaimed: false,
        language: '',
        attributes: {},
        fields: {},
        terms: [],
        createdAtMs: 1,
        changedAtMs: 1,
      },
    },
  ],
  identities: claims.map(([kind, value]) => ({
    ...{ contactId: displayName, kind, value, shown: value, verified: false, source: '', sinceMs: 1 },
  })),
});

const reasons = (one: Person, other: Person): readonly string[] =>
  likeness(one, other).reasons.map(({ what, kind }) => `${what} ${kind}`.trim());

test('nothing in common is no likeness, in either order', () => {
  const [one, other] = [
    person('Anna', [['email', 'anna@a.example']]),
    person('Bo', [['phone', '+8613800000000']]),
  ];
  assert.deepEqual(likeness(one, other), { score: 0, reasons: [] });
  assert.deepEqual(likeness(other, one), likeness(one, other));
});

test('a name alone is not enough, however it is written', () => {
  const { score, reasons: why } = likeness(person('Wei LI'), person('li  wei'));
  assert.deepEqual(why, [{ what: 'name', kind: '', weight: 0.35 }]);
  assert.ok(score < PROPOSE_FROM);
});

test('the same claimed mailbox or number is enough', () => {
  for (const claim of [
    ['email', 'li@shop.example'],
    ['phone', '+8613800000000'],
  ] as const) {
    const { score } = likeness(person('Li', [claim]), person('Somebody', [claim]));
    assert.ok(score >= PROPOSE_FROM, claim[0]);
  }
});

test('weak reasons add up, and never to a certainty', () => {
  const one = person('王小明', [
    ['email', 'wang.xiaoming@a.example'],
    ['phone', '+8613812345678'],
  ]);
  const other = person('王小明', [
    ['email', 'wangxiaoming@b.example'],
    ['phone', '+8613812345679'],
  ]);
  assert.deepEqual(reasons(one, other), ['similar-email email', 'similar-phone phone', 'name']);
  const { score } = likeness(one, other);
  assert.ok(score >= PROPOSE_FROM && score < 1);
});

test('a short mailbox that looks alike says nothing', () => {
  assert.deepEqual(
    reasons(person('A', [['email', 'info@a.example']]), person('B', [['email', 'info@b.example']])),
    [],
  );
});

test('the distance of two texts is what it takes to make one the other', () => {
  const cases = [
    ['', '', 0],
    ['abc', 'abc', 0],
    ['abc', 'abd', 1],
    ['abc', 'ab', 1],
    ['kitten', 'sitting', 3],
  ] as const;
  for (const [one, other, expected] of cases) {
    assert.equal(distance(one, other, 9), expected);
    assert.equal(distance(other, one, 9), expected);
  }
  assert.equal(distance('a', 'abcdef', 2), 3);
});
