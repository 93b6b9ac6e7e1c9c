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

const noNetwork =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|Temporary failure resolving|Could not resolve|Could not connect|Connection timed out|Network is unreachable/;

/** Whether a command's output says that its server could not be reached. */
export function isNetworkFailure(output) {
  return noNetwork.test(output);
}
