import assert from 'node:assert/strict';
import { test } from 'node:test';
import { layerFor, spatialLayers } from './layers.ts';

test('sizes are counted from simulcast and SVC modes alike, and one is assumed where none is named', () => {
  assert.equal(spatialLayers('S3T3'), 3);
  assert.equal(spatialLayers('L3T3_KEY'), 3);
  assert.equal(spatialLayers('L1T3'), 1);
  assert.equal(spatialLayers(''), 1);
  assert.equal(spatialLayers(undefined), 1);
  assert.equal(spatialLayers('nonsense'), 1);
});

test('a picture asks for the least layer that fills it', () => {
  assert.equal(layerFor(120, 3), 0);
  assert.equal(layerFor(225, 3), 0);
  assert.equal(layerFor(226, 3), 1);
  assert.equal(layerFor(450, 3), 1);
  assert.equal(layerFor(451, 3), 2);
  assert.equal(layerFor(2_160, 3), 2);
  assert.equal(layerFor(2_160, 2), 1);
});

test('nothing is asked where there is one size, or the picture is not shown', () => {
  assert.equal(layerFor(720, 1), undefined);
  assert.equal(layerFor(0, 3), undefined);
});
