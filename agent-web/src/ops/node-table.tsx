import { Badge, Progress, Table } from '@mantine/core';
import type { MeshNode, NodeState } from '@weft/proto';
import { useTranslation } from 'react-i18next';
import { formatDuration } from '../ui/duration.ts';
import { ScrollBox } from '../ui/staff/scroll-box.tsx';
import { DrainControl } from './drain-control.tsx';
import styles from './ops.module.css';

const STATE_COLOR: Readonly<Record<NodeState, string>> = {
  active: 'weft',
  draining: 'yellow',
  silent: 'red',
  'cut-off': 'orange',
  unspecified: 'gray',
};

/** Above this share of a core a worker has no room for a burst; above the second one it is late. */
const BUSY_CPU = 0.6;
const FULL_CPU = 0.85;

const cpuColor = (cpu: number): string => (cpu >= FULL_CPU ? 'red.8' : cpu >= BUSY_CPU ? 'orange.8' : 'weft');

function CpuBar({ node }: { readonly node: MeshNode }) {
  const { t } = useTranslation('ops');
  const cpu = node.load?.cpu ?? 0;
  const percent = Math.round(cpu * 100);
  return (
    <div className={styles.cpu}>
      <Progress.Root size="lg">
        <Progress.Section
          value={Math.min(100, percent)}
          color={cpuColor(cpu)}
          aria-label={t('cpuOf', { node: node.nodeId })}
          aria-valuetext={`${percent} %`}
        />
      </Progress.Root>
      <span>{percent} %</span>
    </div>
  );
}

/** The media nodes of one region. */
export function NodeTable({
  region,
  nodes,
  draining,
  nowMs,
}: {
  readonly region: string;
  readonly nodes: readonly MeshNode[];
  /** Ids whose drain was asked for and not yet confirmed. */
  readonly draining: readonly string[];
  readonly nowMs: number;
}) {
  const { t } = useTranslation('ops');
  return (
    <ScrollBox label={`${t('nodes')}, ${region}`}>
      <Table verticalSpacing="xs" className={styles.nodes ?? ''} aria-label={`${t('nodes')}, ${region}`}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('node')}</Table.Th>
            <Table.Th scope="col">{t('state')}</Table.Th>
            <Table.Th scope="col">{t('cpu')}</Table.Th>
            <Table.Th scope="col" className={styles.number ?? ''}>
              {t('rooms')}
            </Table.Th>
            <Table.Th scope="col" className={styles.number ?? ''}>
              {t('participants')}
            </Table.Th>
            <Table.Th scope="col" className={styles.number ?? ''}>
              {t('consumers')}
            </Table.Th>
            <Table.Th scope="col" className={styles.number ?? ''}>
              {t('pipes')}
            </Table.Th>
            <Table.Th scope="col" className={styles.number ?? ''}>
              {t('upSince')}
            </Table.Th>
            <Table.Th scope="col" className={styles.action ?? ''}>
              {t('drain')}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {nodes.map((node) => (
            <Table.Tr key={node.nodeId}>
              <Table.Th scope="row">
                {node.nodeId}
                <small className={styles.host}>
                  {node.host} · {t('workers')} {node.workers}
                </small>
              </Table.Th>
              <Table.Td>
                <Badge variant="light" color={STATE_COLOR[node.state]}>
                  {t(`node-${node.state}`)}
                </Badge>
              </Table.Td>
              <Table.Td>
                <CpuBar node={node} />
              </Table.Td>
              <Table.Td className={styles.number ?? ''}>{node.load?.rooms ?? 0}</Table.Td>
              <Table.Td className={styles.number ?? ''}>{node.load?.participants ?? 0}</Table.Td>
              <Table.Td className={styles.number ?? ''}>{node.load?.consumers ?? 0}</Table.Td>
              <Table.Td className={styles.number ?? ''}>{node.load?.pipes ?? 0}</Table.Td>
              <Table.Td className={styles.number ?? ''}>{formatDuration(nowMs - node.startedAtMs)}</Table.Td>
              <Table.Td className={styles.action ?? ''}>
                <DrainControl node={node} asked={draining.includes(node.nodeId)} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollBox>
  );
}
