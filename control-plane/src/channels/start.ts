import {
  type Bus,
  type Clock,
  type Directory,
  type Ids,
  INBOUND_PARTITIONS,
  keys,
  type Log,
  type TimelineLog,
  WeftError,
} from '@weft/proto';
import type { AttachmentFolder } from '../conversations/attachment-folder.ts';
import { timelineEvent } from '../conversations/event.ts';
import { FileKeeper } from '../conversations/file-keeper.ts';
import type { Store } from '../store/store.ts';
import { AccountOwner } from './accounts/account-owner.ts';
import { Accounts } from './accounts/accounts.ts';
import type { Sealer } from './accounts/sealer.ts';
import type { Arrival } from './channel.ts';
import { Channels, type ChannelsOptions } from './channels.ts';
import { Erasing } from './inbound/erasing.ts';
import { InboundWorker } from './inbound/inbound-worker.ts';
import { Inlet } from './inbound/inlet.ts';
import { Meeting } from './inbound/meeting.ts';
import { RightOfWay } from './inbound/right-of-way.ts';
import type { Kind } from './kinds.ts';
import { LeasedSet } from './leased-set.ts';
import { AccountSender } from './outbound/account-sender.ts';
import { Answers } from './outbound/answers.ts';
import { Beginning } from './outbound/beginning.ts';
import { Dispatch } from './outbound/dispatch.ts';
import { Releasing } from './outbound/releasing.ts';
import type { ChannelStreams } from './streams.ts';

/** Whoever works for it also looks, for all, for what was held and may go, and for what is to be erased. */
const LOOKING_PARTITION = '0';

/** What channels are made of. */
export interface ChannelParts {
  readonly instanceId: string;
  readonly kinds: readonly Kind[];
  readonly sealer: Sealer;
  readonly streams: ChannelStreams;
  readonly directory: Directory;
  readonly bus: Bus;
  readonly store: Store;
  readonly timeline: TimelineLog;
  readonly folder: AttachmentFolder;
  readonly maxAttachmentBytes: number;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  /** From 0 to 1. */
  readonly random: () => number;
  /** Told what came in, for numbers. */
  readonly arrived: (kind: string, what: Arrival['is']) => void;
}

/** Channels at one instance, running. */
export interface RunningChannels extends AsyncDisposable {
  readonly channels: Channels;
  readonly dispatch: Dispatch;
}

/** Competes for accounts and for what comes in, and works for those it holds. Throws UNAVAILABLE, TIMEOUT. */
export async function startChannels(parts: ChannelParts): Promise<RunningChannels> {
  const { instanceId, streams, directory, store, timeline, folder, clock, ids, log, sealer, bus } = parts;
  await using owned = new AsyncDisposableStack();
  const accounts = owned.use(await Accounts.create({ directory, kinds: parts.kinds, sealer, log }));
  const files = new FileKeeper({ folder, maxBytes: parts.maxAttachmentBytes, ids });
  const way = new RightOfWay(clock);
  const inlet = new Inlet({ work: streams.inbound, files, way, clock, log, arrived: parts.arrived });
  const shared = { store, timeline, letters: streams.letters, accounts, bus, clock, ids, log };
  const dispatch = new Dispatch({ ...shared, work: streams.outbound });
  const lease = { instanceId, directory, clock, log };

  const inbound = { ...shared, way, meeting: new Meeting(shared), work: streams.inbound };
  const partitions = Array.from({ length: INBOUND_PARTITIONS }, (_, partition) => `${partition}`);
  owned.use(
    await LeasedSet.create({
      ...lease,
      prefix: keys.inboundOwners,
      keyOf: (name) => keys.inboundOwner(Number(name)),
      wanted: () => partitions,
      begin: (name) => {
        const work = new AsyncDisposableStack();
        work.use(new InboundWorker(inbound, Number(name)));
        if (name === LOOKING_PARTITION) {
          work.use(new Releasing({ dispatch, clock, log }));
          work.use(new Erasing(shared));
        }
        return Promise.resolve(work);
      },
    }),
  );

  const failoverOf = (accountId: string): string => {
    const to = accounts.get(accountId)?.failoverTo ?? '';
    return to !== accountId && accounts.usable(to) !== undefined ? to : '';
  };
  const isOurs = (): boolean => directory.leaseIsSure;
  const sender = { ...shared, work: streams.outbound, folder, failoverOf, isOurs, random: parts.random };
  const owners = owned.use(
    await LeasedSet.create({
      ...lease,
      prefix: keys.channelOwners,
      keyOf: keys.channelOwner,
      wanted: () =>
        accounts
          .all()
          .flatMap(({ accountId }) => (accounts.usable(accountId) === undefined ? [] : [accountId])),
      begin: (accountId, epoch) => {
        const account = accounts.usable(accountId);
        if (account === undefined) throw new WeftError('UNAVAILABLE', 'the account is gone');
        const owner = new AccountOwner(
          {
            ...{ instanceId, bus, directory, sealer, inlet, files, clock, log },
            maxFileBytes: parts.maxAttachmentBytes,
            send: (bound, opened) => new AccountSender(sender, bound, opened),
          },
          account,
          epoch,
        );
        return Promise.resolve(owner);
      },
    }),
  );
  owned.use(accounts.onChange((accountId) => owners.renew(accountId)));

  const resend = async (conversationId: string, seq: number, byId: string): Promise<void> => {
    const author = { kind: 'agent', id: byId } as const;
    const body = { case: 'itemResent', value: { seq } } as const;
    const event = timelineEvent({ ids, clock }, conversationId, author, body);
    await timeline.append(event, event.eventId);
  };
  const mailTranscript: ChannelsOptions['mailTranscript'] = async (conversationId, id, transcript) => {
    const author = { kind: 'customer', id } as const;
    const body = { case: 'transcriptAsked', value: { transcript } } as const;
    const event = timelineEvent({ ids, clock }, conversationId, author, body);
    await timeline.append(event, event.eventId);
  };
  const channels = new Channels({
    ...{ accounts, store, inlet, resend, mailTranscript, bus, clock, log },
    answers: new Answers({ store, accounts, dispatch, clock }),
    beginning: new Beginning({ store, accounts, timeline, clock, ids }),
    arrivals: streams.inbound,
    letters: streams.letters,
  });
  const running = owned.move();
  return { channels, dispatch, [Symbol.asyncDispose]: () => running.disposeAsync() };
}
