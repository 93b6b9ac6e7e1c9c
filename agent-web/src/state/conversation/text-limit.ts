/** Characters (code points) of one message, as the server takes them. */
const MAX_CHARACTERS = 8_000;

/** By how many characters a text is too long for one message; 0 = it is not. */
export const charactersOver = (text: string): number =>
  text.length <= MAX_CHARACTERS ? 0 : Math.max(0, [...text].length - MAX_CHARACTERS);
