import type { ChineseOf } from '../dictionary.ts';
import type { emoji as english } from '../en/emoji.ts';

/** Emoji that are put into a message. */
export const emoji: ChineseOf<typeof english> = {
  title: '表情',
  faces: '表情',
  gestures: '手势',
  things: '物品',
  signs: '符号',
};
