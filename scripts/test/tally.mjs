// A reporter for node's test runner: one line of JSON with the counts of the run.

/** @param {AsyncIterable<{ type: string, data: any }>} events */
export default async function* tally(events) {
  for await (const { type, data } of events) {
    // The summary of a single file names it; the one of the whole run does not.
    if (type !== 'test:summary' || data.file !== undefined) continue;
    const { passed, failed, cancelled, skipped, todo } = data.counts;
    yield `${JSON.stringify({ passed, failed: failed + cancelled, skipped: skipped + todo })}\n`;
  }
}
