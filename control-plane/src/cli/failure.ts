/** Something that keeps a command from doing its work; the message is one sentence that says what to do about it. */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure';
}
