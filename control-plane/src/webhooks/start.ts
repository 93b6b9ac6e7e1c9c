import { type Directory, keys } from '@weft/proto';
import { LeasedSet } from '../channels/leased-set.ts';
import { WebhookSender, type WebhookSenderOptions } from './webhook-sender.ts';

/** One instance sends for all. */
const SENDER = 'sender';

/** Competes for the sending of events to endpoints, and sends while this instance is the one that does. */
export const startWebhooks = ({
  instanceId,
  directory,
  sender,
}: {
  readonly instanceId: string;
  readonly directory: Directory;
  readonly sender: WebhookSenderOptions;
}): Promise<AsyncDisposable> =>
  LeasedSet.create({
    ...{ instanceId, directory, clock: sender.clock, log: sender.log },
    prefix: keys.webhookOwners,
    keyOf: keys.webhookOwner,
    wanted: () => [SENDER],
    begin: () => Promise.resolve(new WebhookSender(sender)),
  });
