import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ClientTransport } from '../ports.ts';
import { Attendance } from './attendance.ts';
import type { RoomTrack } from './track.ts';

type State = Partial<Pick<ClientTransport, 'closed' | 'dtlsState' | 'iceState'>>;

const transport = (state: State): ClientTransport =>
  ({ closed: false, dtlsState: 'connected', iceState: 'completed', ...state }) as ClientTransport;

/** Whether somebody counts as connected whose transports are like this. */
function connected(send: State, receive: State, sends: boolean): boolean {
  const attendance = new Attendance({
    participantId: 'anna',
    leg: { standby: false, mayHear: () => true },
    sessionId: 's1',
    capabilities: { codecs: [], headerExtensions: [] },
    heartbeat: undefined,
    ...{ send: transport(send), receive: transport(receive) },
  });
  if (sends) attendance.tracks.set('t1', {} as RoomTrack);
  return attendance.connected;
}

describe('an attendance', () => {
  it('MED9 is connected with both transports, or with the one that is needed', () => {
    assert.equal(connected({}, {}, true), true);
    assert.equal(connected({ dtlsState: 'new' }, {}, false), true, 'who only listens');
    assert.equal(connected({ dtlsState: 'new' }, {}, true), false, 'what is sent does not come yet');
    assert.equal(connected({ dtlsState: 'connecting' }, {}, false), false);
    assert.equal(connected({}, { dtlsState: 'new' }, true), false);
    assert.equal(connected({ iceState: 'disconnected' }, {}, true), false);
    assert.equal(connected({}, { iceState: 'disconnected' }, true), false);
    assert.equal(connected({ closed: true, dtlsState: 'new' }, {}, false), false);
  });
});
