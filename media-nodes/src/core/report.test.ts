import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ManualClock, type PipeStatsInit, RoomReport, type SeatReportInit } from '@weft/proto';
import { until } from '@weft/proto/testing';
import { Reporter } from './report.ts';

const started = () => {
  const clock = new ManualClock();
  const sent: RoomReport[] = [];
  const room = { seats: [] as SeatReportInit[], pipes: [] as PipeStatsInit[], asked: 0 };
  const reporter = new Reporter({
    ...{ clock, frame: { callId: 'call-1', epoch: 2 }, nodeId: 'eu-1' },
    seats: () => room.seats,
    pipes: async () => {
      room.asked += 1;
      return room.pipes;
    },
    publish: (bytes) => sent.push(RoomReport.decode(bytes)),
  });
  return { clock, sent, room, reporter };
};
const count = (sent: readonly RoomReport[], expected: number) =>
  until(() => sent.length === expected || `${sent.length} reports`);

describe('reports to the owner', () => {
  it('MED30 follow a change at once, one for all changes of a moment', async () => {
    const { sent, room, reporter } = started();
    room.seats = [{ participantId: 'anna', joined: true }];
    reporter.changed();
    reporter.changed();
    await count(sent, 1);
    assert.deepEqual([sent[0]?.epoch, sent[0]?.nodeId, sent[0]?.seats[0]?.joined], [2, 'eu-1', true]);
    reporter.changed();
    await Promise.resolve();
    assert.equal(sent.length, 1, 'nothing changed');
  });

  it('MED30 come every two seconds while somebody is in, and never from an empty room', async () => {
    const { clock, sent, room, reporter } = started();
    reporter.changed();
    await count(sent, 1);
    assert.equal(clock.pending, 0);
    room.seats = [{ participantId: 'anna', joined: true }];
    room.pipes = [{ trackId: 't', outgoing: true, packets: 5 }];
    reporter.changed();
    await count(sent, 2);
    clock.advance(2_000);
    await count(sent, 3);
    assert.equal(sent[2]?.pipes[0]?.packets, 5);
    room.seats = [{ participantId: 'anna', joined: false }];
    reporter.changed();
    await count(sent, 4);
    assert.equal(clock.pending, 0);
  });

  it('MED21 end with one that says that nobody is here, when the owner does not know', () => {
    const { sent, room, reporter } = started();
    room.seats = [{ participantId: 'anna', joined: true, connected: true, score: 9 }];
    reporter.close(true);
    assert.deepEqual(sent[0]?.seats, [
      { participantId: 'anna', joined: false, connected: false, score: 0, standby: false },
    ]);
    reporter.changed();
    assert.equal(sent.length, 1);
  });
});
