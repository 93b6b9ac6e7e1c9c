import { until } from '@weft/proto/testing';
import type { TestClient } from './client.ts';

/** Nothing arrives at the client for a while. */
export async function silent(client: TestClient): Promise<void> {
  let last = -1;
  let still = 0;
  await until(() => {
    still = client.toReceiver.length === last ? still + 1 : 0;
    last = client.toReceiver.length;
    return still >= 8 || `still arriving at ${client.participantId}`;
  });
}

/** Something new arrives at the client. */
export async function flowing(client: TestClient): Promise<void> {
  const before = client.toReceiver.length;
  await until(() => client.toReceiver.length > before + 5 || `nothing arrives at ${client.participantId}`);
}
