import type { WaitingReason } from '../../state/types.ts';

const plain: WaitingReason = {
  ...{
    kind: 'conversation',
    workId: '',
    name: '',
    channel: 'chat',
    queueId: 'zh',
    step: 0,
    waitedMs: 41_000,
  },
  ...{ because: 'nobody-suits', agentName: '', needs: [], condition: 'TRUE', meetCondition: 3 },
  ...{ signedOn: 3, suit: 0, available: 0, changesInMs: undefined },
};

/** Three that wait, each for another reason. */
export const sampleWaiting: readonly WaitingReason[] = [
  {
    ...{ ...plain, workId: 'conversation-waiting', name: 'Amara Okafor', changesInMs: 19_000 },
    needs: [{ skill: 'refunds', level: 3, agents: 0 }],
  },
  {
    ...{ ...plain, kind: 'call', workId: 'call-waiting', name: '王芳', channel: 'voice', queueId: 'all' },
    ...{ because: 'all-full', suit: 2, available: 2, waitedMs: 17_000 },
  },
  {
    ...{ ...plain, workId: 'conversation-kept', name: 'Kim Lindqvist', because: 'kept', agentName: 'Ben' },
    ...{ waitedMs: 9_000, changesInMs: 21_000 },
  },
];
