// A reporter for node's test runner: one line of JSON with the counts of the run
// and what failed in it, for the words at the end, which is all that some readers keep.

/** @param {AsyncIterable<{ type: string, data: any }>} events */
export default async function* tally(events) {
  const failures = [];
  for await (const { type, data } of events) {
    if (type === 'test:fail' && isOwn(data)) failures.push({ name: data.name, reason: reasonOf(data) });
    // The summary of a single file names it; the one of the whole run does not.
    if (type !== 'test:summary' || data.file !== undefined) continue;
    const { passed, failed, cancelled, skipped, todo } = data.counts;
    yield `${JSON.stringify({ passed, failed: failed + cancelled, skipped: skipped + todo, failures })}\n`;
  }
}

/** Not a suite that failed only because a test in it did, nor what is not to count. */
function isOwn({ details, todo }) {
  return todo === undefined && details?.error?.failureType !== 'subtestsFailed';
}

function reasonOf({ details }) {
  const error = details?.error?.cause ?? details?.error;
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return text.split('\n').slice(0, 30).join('\n');
}
