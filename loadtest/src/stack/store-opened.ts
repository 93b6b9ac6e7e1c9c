import { type Clock, sleep, WeftError } from '@weft/proto';
import { EdgeClient } from '../wire/edge-client.ts';
import { edgeOf, guestSession } from '../wire/http.ts';

/** How long a new store may take to open on a machine that is busy. */
const STORE_MS = 120_000;

/** A store that is new takes a while to open; until then nothing of a conversation can be read. */
export async function storeOpened(url: string, region: string, clock: Clock): Promise<void> {
  const session = await guestSession(url, 'First');
  await using client = await EdgeClient.connect({ url: edgeOf(session, region), token: session.token });
  const untilMs = clock.monotonic() + STORE_MS;
  for (;;) {
    try {
      await client.control({ body: { case: 'syncConversation', value: {} } });
      return;
    } catch (error) {
      if (!(error instanceof WeftError) || clock.monotonic() > untilMs) throw error;
    }
    await sleep(clock, 500);
  }
}
