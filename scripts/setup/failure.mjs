/** A failure with a message for the person at the terminal: what is wrong, what to do. */
export class SetupFailure extends Error {}

/** The first line in a command's output that says why it failed. */
export function reason(output) {
  const lines = output
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const telling = lines.find((line) => /^(E:|error\b|npm error (?!code|A complete))|error:/i.test(line));
  return telling ?? lines.at(-1) ?? 'it said nothing';
}

const notYours = new Set(['EACCES', 'EPERM', 'EROFS']);

/** What the person at the terminal is told of anything that was thrown. */
export function sentence(error, environment = process.env) {
  if (error instanceof SetupFailure) return error.message;
  if (environment.WEFT_DEBUG) return error.stack;
  if (error.path !== undefined && notYours.has(error.code))
    return `You may not write "${error.path}": make it and the checkout yours ("sudo chown -R $USER ." in it, where it was once set up with sudo), then run this again.`;
  if (error.code === 'ENOSPC')
    return `The disk is full ("${error.path ?? 'something'}" could not be written): make room, then run this again.`;
  return `something unforeseen happened: ${error.message} (WEFT_DEBUG=1 shows where).`;
}

const noNetwork =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|Temporary failure resolving|Could not resolve|Could not connect|Connection timed out|Network is unreachable/;

/** Whether a command's output says that its server could not be reached. */
export function isNetworkFailure(output) {
  return noNetwork.test(output);
}
