import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RemoteParticipant, RemoteTrack } from '../../state/types.ts';
import { choosePictures } from './pictures.ts';

const track = (trackId: string, paused = false): RemoteTrack =>
  ({ trackId, paused, nodeId: 'eu-1', region: 'eu' }) as unknown as RemoteTrack;

const remote = (pictures: Partial<Pick<RemoteParticipant, 'camera' | 'screen'>>): RemoteParticipant =>
  ({ participantId: 'p', camera: undefined, screen: undefined, ...pictures }) as unknown as RemoteParticipant;

test('a face alone fills the stage', () => {
  const { main, tile } = choosePictures([remote({ camera: track('face') })]);
  assert.equal(main?.track.trackId, 'face');
  assert.equal(tile, undefined);
});

test('a shared screen fills the stage and the face lies on it', () => {
  const { main, tile } = choosePictures([remote({ camera: track('face'), screen: track('screen') })]);
  assert.equal(main?.source, 'screen');
  assert.equal(tile?.track.trackId, 'face');
});

test('a paused picture is not shown', () => {
  assert.equal(choosePictures([remote({ camera: track('face', true) })]).main, undefined);
});

test('nobody there means no picture', () => {
  assert.deepEqual(choosePictures([]), { main: undefined, tile: undefined });
});
