import type { Mesh } from '@weft/proto';
import { Globe } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { CallTable } from './call-table.tsx';
import { EdgeList } from './edge-list.tsx';
import { NodeTable } from './node-table.tsx';
import styles from './ops.module.css';
import { overviewOf, regionsOf } from './overview.ts';
import { AgentList, QueueList } from './people.tsx';

function Figure({
  label,
  value,
  of,
}: {
  readonly label: string;
  readonly value: number;
  readonly of?: number;
}) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        {value}
        {of !== undefined && <small className={styles.of}> / {of}</small>}
      </dd>
    </div>
  );
}

function Section({
  id,
  title,
  icon,
  children,
}: {
  readonly id?: string;
  readonly title: string;
  readonly icon?: ReactNode;
  readonly children: ReactNode;
}) {
  const heading = useId();
  return (
    <section id={id} className={styles.section} aria-labelledby={heading}>
      <h2 id={heading}>
        {icon} {title}
      </h2>
      {children}
    </section>
  );
}

/** The whole mesh on one page. */
export function MeshView({
  mesh,
  draining,
  nowMs,
}: {
  readonly mesh: Mesh;
  readonly draining: readonly string[];
  readonly nowMs: number;
}) {
  const { t } = useTranslation('ops');
  const sums = overviewOf(mesh);
  const regions = regionsOf(mesh);
  return (
    <>
      <dl className={styles.figures}>
        <Figure label={t('liveCalls')} value={sums.activeCalls} />
        <Figure label={t('waiting')} value={sums.waiting} />
        <Figure label={t('agents')} value={sums.availableAgents} of={sums.agents} />
        <Figure label={t('nodes')} value={sums.activeNodes} of={sums.nodes} />
        <Figure label={t('sessions')} value={sums.sessions} />
      </dl>
      <div id="regions" className={styles.regions}>
        {mesh.nodes.length === 0 && <p className={styles.none}>{t('noNodes')}</p>}
        {regions.map(({ region, nodes, edges }) => (
          <Section
            key={region}
            title={`${t('region')} ${region}`}
            icon={<Globe size={18} aria-hidden="true" />}
          >
            {nodes.length > 0 && (
              <NodeTable region={region} nodes={nodes} draining={draining} nowMs={nowMs} />
            )}
            <EdgeList region={region} edges={edges} nowMs={nowMs} />
          </Section>
        ))}
      </div>
      <Section id="calls" title={t('liveCalls')}>
        <CallTable calls={mesh.calls} nowMs={nowMs} />
      </Section>
      <div id="people" className={styles.pair}>
        <Section title={t('agents')}>
          <AgentList agents={mesh.agents} />
        </Section>
        <Section title={t('queues')}>
          <QueueList queues={mesh.queues} nowMs={nowMs} />
        </Section>
      </div>
    </>
  );
}
