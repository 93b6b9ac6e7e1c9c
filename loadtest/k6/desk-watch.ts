import { vu } from 'k6/execution';
import { setTimeout } from 'k6/timers';
import { edgeIn, guest } from './guest.ts';
import { EdgeSession } from './session.ts';
import { settings } from './settings.ts';
import { thresholdsOf } from './thresholds.ts';
import { iteration, timed, trend } from './timed.ts';

export { handleSummary } from './summary.ts';

/** Agents' desks that stand open and turn from view to view, all day long. */
const { url, region, people, seconds, deskTokens } = settings({ people: 50, seconds: 20 });
const PAUSE_MS = 1_000;
const VIEWS = ['mine', 'unassigned', 'all'] as const;

export const options = {
  scenarios: {
    desks: { executor: 'constant-vus', vus: people, duration: `${seconds}s`, gracefulStop: '10s' },
  },
  thresholds: thresholdsOf('desk-watch'),
};

const list = trend('list');

export default (): Promise<void> =>
  iteration(async () => {
    const token = deskTokens[vu.idInTest % deskTokens.length];
    if (token === undefined) throw new Error('WEFT_DESK_TOKENS names no agent');
    const edge = edgeIn(await guest(url, 'Desks'), region);
    const session = await EdgeSession.connect(edge, token);
    await session.control({ body: { case: 'syncDesk', value: {} } });
    for (const view of VIEWS) {
      await timed(list, () => session.control({ body: { case: 'listConversations', value: { view } } }));
      await new Promise<void>((resolve) => void setTimeout(resolve, PAUSE_MS));
    }
    await session.bye();
  });
