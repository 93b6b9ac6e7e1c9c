import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Participant } from '@weft/proto';
import { Roster } from './roster.ts';

const person = (participantId: string, region = 'eu') => Participant.create({ participantId, region });

describe('the roster of a call', () => {
  it('MED11 tells arrivals and departures once, whatever the nodes', () => {
    const roster = new Roster();
    assert.deepEqual(roster.update([person('anna')], [person('wei')]).joined.length, 2);
    assert.deepEqual(roster.update([person('anna')], [person('wei')]), { joined: [], left: [] });
    // On the move, a person is at two nodes for a while.
    assert.deepEqual(roster.update([person('anna')], [person('wei'), person('anna', 'ap')]), {
      joined: [],
      left: [],
    });
    assert.deepEqual(roster.update([], [person('wei'), person('anna', 'ap')]), { joined: [], left: [] });
    assert.deepEqual(roster.update([], [person('wei')]), { joined: [], left: ['anna'] });
  });
});
