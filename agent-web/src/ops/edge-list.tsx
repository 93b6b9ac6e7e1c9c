import { Badge } from '@mantine/core';
import type { MeshEdge } from '@weft/proto';
import { RadioTower } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { formatDuration } from '../ui/duration.ts';
import styles from './ops.module.css';

/** The signaling edges of one region. */
export function EdgeList({
  region,
  edges,
  nowMs,
}: {
  readonly region: string;
  readonly edges: readonly MeshEdge[];
  readonly nowMs: number;
}) {
  const { t } = useTranslation('ops');
  if (edges.length === 0) return <p className={styles.none}>{t('noEdges')}</p>;
  return (
    <ul className={styles.edges} aria-label={`${t('edges')}, ${region}`}>
      {edges.map((edge) => (
        <li key={edge.edgeId}>
          <RadioTower size={18} aria-hidden="true" />
          <span className={styles.edgeName}>
            <strong>{edge.edgeId}</strong>
            <small>{edge.url}</small>
          </span>
          <Badge variant="light" color={edge.draining ? 'yellow' : 'weft'}>
            {t(edge.draining ? 'edgeDraining' : 'edgeActive')}
          </Badge>
          <span>
            <small>{t('sessions')}</small> <b>{edge.sessions}</b>
          </span>
          <span>
            <small>{t('upSince')}</small> {formatDuration(nowMs - edge.startedAtMs)}
          </span>
        </li>
      ))}
    </ul>
  );
}
