import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Pipe } from '../stack/room-reports.ts';
import { type Side, shortcomings, wasMoved } from './report.ts';

const side = (region: string, changes: Partial<Side> = {}): Side => ({
  ...{
    region,
    nodeId: `${region}-1`,
    edgeId: `${region}-edge-1`,
    framesDecoded: 60,
    width: 640,
    height: 360,
  },
  ...{
    audioLevel: 0.1,
    totalAudioEnergy: 1,
    codec: 'video/VP8',
    audioCodec: 'audio/opus',
    moves: 0,
    joinMs: {},
  },
  ...changes,
});
const pipe = (region: string, peerRegion: string): Pipe => ({
  ...{ nodeId: `${region}-1`, region, peerNodeId: `${peerRegion}-1`, peerRegion, trackId: 'track-1' },
  ...{ outgoing: true, packets: 9, bytes: 900 },
});
const pipes = [pipe('eu', 'ap'), pipe('ap', 'eu')];

test('nothing is missing of a call that was seen and heard over two regions', () => {
  assert.deepEqual(shortcomings(side('eu'), side('ap'), pipes), []);
});

test('what is missing is said, a sentence each', () => {
  const blind = side('ap', { framesDecoded: 0, width: 0, audioLevel: 0 });
  assert.deepEqual(shortcomings(blind, side('ap'), [pipe('ap', 'eu')]), [
    'the customer was carried in ap, not in eu',
    'the customer decoded no picture',
    'the customer saw a picture without size',
    'the customer heard nothing',
    'no packet went through a pipe from eu to ap',
  ]);
});

test('a call that moved and lacks something is held once more, and no other', () => {
  const moved = side('ap', { moves: 1 });
  assert.equal(wasMoved(['the customer was carried in ap, not in eu'], moved, side('ap')), true);
  assert.equal(wasMoved(['the customer heard nothing'], side('eu'), side('ap')), false);
  assert.equal(wasMoved([], moved, side('ap')), false);
});
