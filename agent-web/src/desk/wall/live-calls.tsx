import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskState, LiveCallNow, Mode } from '../../state/types.ts';
import { formatDuration } from '../../ui/duration.ts';
import { useSecondPress } from '../../ui/staff/use-second-press.ts';
import { useStore } from '../../ui/use-store.ts';
import { ClaimedMark } from '../claimed-mark.tsx';
import { useDesk } from '../desk-context.ts';
import styles from './wall.module.css';

/** Rows that a wall can show; the counts above tell of the others. */
const MAX_ROWS = 50;

const WAYS = [
  { mode: 'listen', text: 'listen', label: 'listenTo' },
  { mode: 'whisper', text: 'whisper', label: 'whisperTo' },
  { mode: 'barge', text: 'barge', label: 'bargeInto' },
] as const satisfies readonly { readonly mode: Mode; readonly text: string; readonly label: string }[];

/** The call is a colleague's no more, in mid-sentence: the first press asks. */
function TakeOver({ call, disabled }: { readonly call: LiveCallNow; readonly disabled: boolean }) {
  const { t } = useTranslation('supervision');
  const desk = useDesk();
  const { asked, button } = useSecondPress(() => desk.supervise(call.callId, 'take-over'));
  const name = t(asked ? 'takeOverNow' : 'takeOverFrom', { name: call.agentName });
  return (
    <button
      type="button"
      className={styles.way}
      aria-label={name}
      data-asking={asked || undefined}
      disabled={disabled}
      {...button}
    >
      {asked ? name : t('takeOver')}
    </button>
  );
}

function useOthers(): (call: LiveCallNow) => string {
  const { t } = useTranslation('supervision');
  return ({ guests, agentName: agent }) => {
    if (guests.length === 0) return t('nobody');
    return guests
      .map(({ displayName: name, part }) =>
        t(`part-${part === 'unspecified' ? 'barges' : part}`, { name, agent }),
      )
      .join(' · ');
  };
}

/** Whether this desk may come into a call, or go on in it in another way: nobody is in two, nor a guest in their own. */
function mayCome(state: DeskState, callId: string): boolean {
  if (state.name !== 'signed-in') return false;
  const { work } = state;
  if (work.name !== 'in-call') return work.name === 'none' || work.name === 'ended';
  return work.call.callId === callId && work.call.part !== 'unspecified';
}

/** The calls that colleagues are in, and the ways into each: for supervisors. */
export function LiveCalls({ nowMs }: { readonly nowMs: number }) {
  const { t } = useTranslation('supervision');
  const desk = useDesk();
  const { liveCalls } = desk.conversations;
  const { calls } = useStore(liveCalls);
  const { state } = useStore(desk);
  const others = useOthers();
  useEffect(() => liveCalls.watch(), [liveCalls]);
  if (calls.length === 0) return <p className={styles.none}>{t('noCalls')}</p>;
  const engaged = state.name === 'signed-in' && state.work.name === 'in-call';
  return (
    <>
      {engaged && <p className={styles.none}>{t('inCall')}</p>}
      <table className={`${styles.table} ${styles.calls}`} aria-label={t('liveCalls')}>
        <thead>
          <tr>
            <th scope="col">{t('agent')}</th>
            <th scope="col">{t('customer')}</th>
            <th scope="col">{t('since')}</th>
            <th scope="col">{t('others')}</th>
            <th scope="col">{t('actions')}</th>
          </tr>
        </thead>
        <tbody>
          {calls.slice(0, MAX_ROWS).map((call) => (
            <tr key={call.callId}>
              <th scope="row" dir="auto">
                {call.agentName}
              </th>
              <td dir="auto">
                {call.customerName || t('unnamed')} {call.customerNameClaimed && <ClaimedMark />}
                {call.held && ` (${t('held')})`}
              </td>
              <td>{formatDuration(Math.max(0, nowMs - call.answeredAtMs))}</td>
              <td dir="auto" data-label={t('others')}>
                {others(call)}
              </td>
              <td>
                <span className={styles.ways}>
                  {WAYS.map(({ mode, text, label }) => (
                    <button
                      key={mode}
                      type="button"
                      className={styles.way}
                      aria-label={t(label, { name: call.agentName })}
                      disabled={!mayCome(state, call.callId)}
                      onClick={() => desk.supervise(call.callId, mode)}
                    >
                      {t(text)}
                    </button>
                  ))}
                  <TakeOver call={call} disabled={!mayCome(state, call.callId)} />
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
