/** Emoji that are put into a message. */
export const emoji = {
  title: 'Emoji',
  faces: 'Faces',
  gestures: 'Gestures',
  things: 'Things',
  signs: 'Signs',
} as const;
