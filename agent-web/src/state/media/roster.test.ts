import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Participant, Track } from '@weft/proto';
import { asTrack, FakeTrack, installFakeMedia } from '../testing/fake-media.ts';
import {
  emptyRoster,
  remotesOf,
  withoutParticipant,
  withoutTrack,
  withParticipants,
  withPaused,
  withScores,
  withSpeaker,
  withTrack,
} from './roster.ts';
import { Streams } from './streams.ts';

installFakeMedia();
const person = (participantId: string): Participant =>
  Participant.create({ participantId, role: 'agent', displayName: participantId, region: 'ap' });
const stream = new MediaStream();
const place = { nodeId: 'eu-1', region: 'eu', stream };
const camera = Track.create({ trackId: 't1', participantId: 'anna', kind: 'video', source: 'camera' });
const withAnna = withTrack(withParticipants(emptyRoster, [person('kim'), person('anna')]), camera, place);

describe('the others in a call', () => {
  it('are everybody but this side, with what they send', () => {
    const [anna, ...more] = remotesOf(withAnna, 'kim', () => false);
    assert.equal(more.length, 0);
    assert.equal(anna?.participantId, 'anna');
    assert.equal(anna?.camera?.stream, stream);
    assert.equal(anna?.microphone, undefined);
  });

  it('show a paused track, and everything as paused while the call is held', () => {
    assert.equal(remotesOf(withPaused(withAnna, 't1', true), 'kim', () => false)[0]?.camera?.paused, true);
    assert.equal(remotesOf(withAnna, 'kim', () => true)[0]?.camera?.paused, true);
    assert.equal(withPaused(withAnna, 'nobody', true), withAnna);
  });

  it('lose a track that is gone, and everything with whoever leaves', () => {
    assert.equal(remotesOf(withoutTrack(withAnna, 't1'), 'kim', () => false)[0]?.camera, undefined);
    const left = withoutParticipant(withSpeaker(withAnna, 'anna'), 'anna');
    assert.deepEqual(
      remotesOf(left, 'kim', () => false),
      [],
    );
    assert.deepEqual([left.tracks.size, left.speakerId], [0, '']);
  });

  it('show who speaks and how well each is received', () => {
    const roster = withScores(withSpeaker(withAnna, 'anna'), [{ participantId: 'anna', score: 8 }]);
    const [anna] = remotesOf(roster, 'kim', () => false);
    assert.deepEqual([anna?.speaking, anna?.quality], [true, 'good']);
  });

  it('are bounded, whatever a node tells', () => {
    const crowd = Array.from({ length: 500 }, (_, i) => person(`p${i}`));
    assert.equal(withParticipants(emptyRoster, crowd).participants.size, 64);
  });

  it('keep the stream of a sound when its track comes another way', () => {
    const streams = new Streams();
    const [first, second] = [asTrack(new FakeTrack('audio')), asTrack(new FakeTrack('audio'))];
    const before = streams.put('anna', 'microphone', first);
    const after = streams.put('anna', 'microphone', second);
    assert.equal(after, before);
    assert.deepEqual(after.getTracks(), [second]);
    streams.drop('anna', 'microphone');
    assert.notEqual(streams.put('anna', 'microphone', first), before);
  });

  it('have a stream for each track of a picture, so that the earlier one stays until the next begins', () => {
    const streams = new Streams();
    const [first, second] = [asTrack(new FakeTrack('video')), asTrack(new FakeTrack('video'))];
    const before = streams.put('anna', 'camera', first);
    assert.equal(streams.put('anna', 'camera', first), before);
    const after = streams.put('anna', 'camera', second);
    assert.deepEqual([before.getTracks(), after.getTracks()], [[first], [second]]);
  });
});
