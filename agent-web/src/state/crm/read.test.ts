import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WeftError } from '@weft/proto';
import { contactOf, floorOf, listOf, ticketOf } from './read.ts';

test('a contact is read with its identities, joins and proposals', () => {
  const contact = contactOf({
    contactId: 'kim',
    displayName: 'Kim',
    level: 'gold',
    attributes: { city: '杭州' },
    fields: { plan: 'gold', odd: 7 },
    identities: [{ kind: 'email', value: 'k@example.org', verified: true }],
    joins: [
      {
        joinId: 'j',
        name: 'Guest',
        reasons: [{ what: 'claim', kind: 'phone' }, 7, { what: 'stars' }],
        atMs: 3,
      },
    ],
    proposals: [{ contactId: 'x', name: 'K.', score: 0.8, reasons: [] }],
  });
  assert.deepEqual(contact.fields, [
    { key: 'plan', value: 'gold' },
    { key: 'odd', value: '' },
  ]);
  assert.deepEqual(contact.attributes, [['city', '杭州']]);
  assert.deepEqual(contact.identities[0]?.shown, 'k@example.org');
  assert.deepEqual(contact.joins[0]?.reasons, [
    { what: 'claim', kind: 'phone' },
    { what: 'other', kind: '' },
  ]);
  assert.equal(contact.proposals[0]?.score, 0.8);
});

test('what does not fit is left out or empty, never something else', () => {
  assert.deepEqual(contactOf({ identities: 'x', joins: [1, null] }).joins, []);
  assert.equal(ticketOf({ state: 'exploded', number: 'x' }).state, 'open');
  assert.deepEqual(listOf({ tickets: [{ ticketId: 't' }, 5] }, 'tickets', ticketOf).length, 1);
  assert.equal(floorOf({ agents: [{ presence: 'dancing' }] }).agents[0]?.presence, 'unspecified');
});

test('an answer that is no object is an error', () => {
  assert.throws(() => contactOf('nonsense'), WeftError);
  assert.throws(() => listOf(undefined, 'tickets', ticketOf), WeftError);
});
