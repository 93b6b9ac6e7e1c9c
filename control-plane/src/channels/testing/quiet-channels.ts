import { type Bus, type Clock, type Log, uuidIds, WeftError } from '@weft/proto';
import type { Store } from '../../store/store.ts';
import type { Accounts } from '../accounts/accounts.ts';
import { Channels } from '../channels.ts';
import { Inlet } from '../inbound/inlet.ts';
import { RightOfWay } from '../inbound/right-of-way.ts';
import { Answers } from '../outbound/answers.ts';
import { Beginning } from '../outbound/beginning.ts';
import { Dispatch } from '../outbound/dispatch.ts';

const away = (): Promise<never> => Promise.reject(new WeftError('UNAVAILABLE', 'there are no streams here'));
const noWork = { publish: away, work: away, pending: away };
const noTimeline = {
  append: away,
  forget: away,
  extent: away,
  follow: () => ({ close: () => undefined, async *[Symbol.asyncIterator]() {} }),
};

/** Channels without streams: what asks etcd works, all else is UNAVAILABLE. */
export function quietChannels(parts: {
  accounts: Accounts;
  store: Store;
  bus: Bus;
  clock: Clock;
  log: Log;
}): Channels {
  const dispatch = new Dispatch({ ...parts, work: noWork, timeline: noTimeline });
  return new Channels({
    ...parts,
    inlet: new Inlet({
      ...{ ...parts, work: noWork, way: new RightOfWay(parts.clock) },
      files: { keep: away, keepUnseen: away },
    }),
    arrivals: noWork,
    letters: { put: away, list: away, get: away, remove: away },
    answers: new Answers({ ...parts, dispatch }),
    beginning: new Beginning({ ...parts, ids: uuidIds, timeline: noTimeline }),
    resend: away,
    mailTranscript: away,
  });
}
