import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ManualClock } from '@weft/proto';
import type { Audited } from '../store/audit.ts';
import { Sightings } from './sightings.ts';

describe('what agents have read', () => {
  it('is written down once while they look, for each agent and conversation, and later again', () => {
    const clock = new ManualClock();
    const told: Omit<Audited, 'atMs'>[] = [];
    const sightings = new Sightings({ clock, tell: (entry) => told.push(entry) });
    const one = { conversationId: 'conv-1', contactId: 'li' };
    sightings.saw('anna', one);
    assert.deepEqual(told, [
      {
        ...{ actorId: 'anna', action: 'conversation.seen', subjectKind: 'conversation' },
        ...{ subjectId: 'conv-1', detail: { contactId: 'li' } },
      },
    ]);
    clock.advance(599_000);
    sightings.saw('anna', one);
    assert.equal(told.length, 1);
    sightings.saw('bo', one);
    sightings.saw('anna', { ...one, conversationId: 'conv-2' });
    assert.equal(told.length, 3);
    clock.advance(1_000);
    sightings.saw('anna', one);
    assert.equal(told.length, 4);
  });
});
