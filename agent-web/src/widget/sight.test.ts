import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Sight } from './sight.ts';

test('the widget is seen while its panel is shown and its tab is in front', () => {
  let look: () => void = () => undefined;
  const document = {
    visibilityState: 'visible' as DocumentVisibilityState,
    addEventListener: (_type: string, listener: () => void) => {
      look = listener;
    },
  };
  const sight = new Sight(document, false);
  assert.equal(sight.seen.get(), false);
  sight.show(true);
  assert.equal(sight.seen.get(), true);
  document.visibilityState = 'hidden';
  look();
  assert.equal(sight.seen.get(), false);
});
