import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RemoteParticipant, RemoteTrack } from '../../state/types.ts';
import { choosePictures } from './pictures.ts';

const track = (trackId: string, paused = false): RemoteTrack =>
  ({ trackId, paused, nodeId: 'eu-1', region: 'eu' }) as unknown as RemoteTrack;

const remote = (changes: Partial<RemoteParticipant>): RemoteParticipant =>
  ({
    ...{ participantId: 'p', role: 'agent', camera: undefined, screen: undefined },
    ...changes,
  }) as unknown as RemoteParticipant;

test('a face alone fills the stage', () => {
  const { main, tiles } = choosePictures([remote({ camera: track('face') })]);
  assert.equal(main?.track.trackId, 'face');
  assert.deepEqual(tiles, []);
});

test('a shared screen fills the stage and the face lies on it', () => {
  const { main, tiles } = choosePictures([remote({ camera: track('face'), screen: track('screen') })]);
  assert.equal(main?.source, 'screen');
  assert.deepEqual(
    tiles.map((tile) => tile.track.trackId),
    ['face'],
  );
});

test('whoever else comes into the call, the customer keeps the stage', () => {
  const wei = remote({ participantId: 'wei', camera: track('wei') });
  const mei = remote({ participantId: 'mei' });
  const customer = remote({ participantId: 'kim', role: 'customer', camera: track('kim') });
  const { main, tiles, unseen } = choosePictures([wei, mei, customer]);
  assert.equal(main?.track.trackId, 'kim');
  assert.deepEqual(
    [tiles.map((tile) => tile.track.trackId), unseen.map(({ participantId }) => participantId)],
    [['wei'], ['mei']],
  );
});

test('a paused picture is not shown', () => {
  assert.equal(choosePictures([remote({ camera: track('face', true) })]).main, undefined);
});

test('nobody there means no picture', () => {
  assert.deepEqual(choosePictures([]), { main: undefined, tiles: [], unseen: [] });
});
