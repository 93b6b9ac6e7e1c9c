import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCell } from '../../state/cell.ts';
import { PLAIN_LOOK } from '../../state/look.ts';
import { wear } from './wear.ts';

test('a colour is put on the document, changed with the look, and taken off with it', () => {
  const put = new Map<string, string>();
  const style = {
    setProperty: (name: string, value: string) => void put.set(name, value),
    removeProperty: (name: string) => put.delete(name),
  };
  const look = createCell(PLAIN_LOOK);
  wear(look, { style: style as unknown as CSSStyleDeclaration });
  assert.equal(put.size, 0, 'Weft’s own colours stand in the style sheet');
  look.set({ ...PLAIN_LOOK, colour: '#7a1f5c' });
  assert.equal(put.get('--weft-brand'), '#7a1f5c');
  look.set({ ...PLAIN_LOOK, colour: '#123456' });
  assert.equal(put.get('--weft-brand'), '#123456');
  look.set({ ...PLAIN_LOOK, side: 'left' });
  assert.equal(put.size, 0);
});
