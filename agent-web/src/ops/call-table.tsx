import { Badge, Table } from '@mantine/core';
import type { CallStage, MeshCall, MeshLeg } from '@weft/proto';
import { useTranslation } from 'react-i18next';
import { formatDuration } from '../ui/duration.ts';
import { ScrollBox } from '../ui/staff/scroll-box.tsx';
import styles from './ops.module.css';

const STAGE_COLOR: Readonly<Record<CallStage, string>> = {
  queued: 'yellow',
  ringing: 'yellow',
  active: 'weft',
  ended: 'gray',
  unspecified: 'gray',
};

function Leg({ leg }: { readonly leg: MeshLeg }) {
  const { t } = useTranslation('ops');
  const role = t(leg.participant?.role === 'agent' ? 'agent' : 'customer');
  const name = leg.participant?.displayName || role;
  const state = t(leg.connected ? 'connected' : 'notConnected');
  return (
    <li data-connected={leg.connected || undefined}>
      <span className={styles.legDot} aria-hidden="true" />
      <span>{t('leg', { role, node: leg.nodeId })}</span>
      <span className="weft-unseen">{state}</span>
      <span
        className={styles.score}
        role="img"
        aria-label={t('qualityOf', { name, score: leg.score })}
        title={t('qualityOf', { name, score: leg.score })}
        data-poor={leg.score < 5 || undefined}
      >
        {leg.score}
      </span>
    </li>
  );
}

/** Every call that lives, oldest first. */
export function CallTable({ calls, nowMs }: { readonly calls: readonly MeshCall[]; readonly nowMs: number }) {
  const { t } = useTranslation('ops');
  if (calls.length === 0) return <p className={styles.none}>{t('noCalls')}</p>;
  const oldestFirst = [...calls].sort((a, b) => a.requestedAtMs - b.requestedAtMs);
  return (
    <ScrollBox label={t('liveCalls')}>
      <Table verticalSpacing="xs" className={styles.calls ?? ''} aria-label={t('liveCalls')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('call')}</Table.Th>
            <Table.Th scope="col">{t('kind')}</Table.Th>
            <Table.Th scope="col">{t('stage')}</Table.Th>
            <Table.Th scope="col">{t('home')}</Table.Th>
            <Table.Th scope="col" className={styles.number ?? ''}>
              {t('epoch')}
            </Table.Th>
            <Table.Th scope="col">
              {t('legs')} · {t('quality')}
            </Table.Th>
            <Table.Th scope="col" className={styles.number ?? ''}>
              {t('age')}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {oldestFirst.map((call) => (
            <Table.Tr key={call.callId}>
              <Table.Th scope="row">
                <code>{call.callId}</code>
              </Table.Th>
              <Table.Td>{t(call.kind === 'video' ? 'video' : 'voice')}</Table.Td>
              <Table.Td>
                <Badge variant="light" color={call.held ? 'yellow' : STAGE_COLOR[call.stage]}>
                  {call.held ? t('onHold') : t(`stage-${call.stage}`)}
                </Badge>
              </Table.Td>
              <Table.Td>{call.homeNodeId}</Table.Td>
              <Table.Td className={styles.number ?? ''}>{call.epoch}</Table.Td>
              <Table.Td>
                <ul className={styles.legs}>
                  {call.legs.map((leg) => (
                    <Leg key={leg.participant?.participantId ?? leg.nodeId} leg={leg} />
                  ))}
                </ul>
              </Table.Td>
              <Table.Td className={styles.number ?? ''}>
                {formatDuration(nowMs - call.requestedAtMs)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollBox>
  );
}
