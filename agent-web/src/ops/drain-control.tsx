import { Button, Loader, Modal, Progress } from '@mantine/core';
import type { MeshNode } from '@weft/proto';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './ops.module.css';
import { useOps } from './ops-context.ts';

/** Drains a node after a confirmation, shows how far it is, takes it back. */
export function DrainControl({ node, asked }: { readonly node: MeshNode; readonly asked: boolean }) {
  const { t } = useTranslation(['ops', 'staff']);
  const ops = useOps();
  const [confirming, setConfirming] = useState(false);
  const rooms = node.load?.rooms ?? 0;
  const [roomsAtFirst, setRoomsAtFirst] = useState(rooms);
  if (rooms > roomsAtFirst) setRoomsAtFirst(rooms);

  if (node.state === 'draining') {
    const gone = roomsAtFirst > 0 ? 100 * (1 - rooms / roomsAtFirst) : 100;
    return (
      <div className={styles.draining}>
        <div role="status">
          <span>{rooms > 0 ? t('ops:drainProgress', { count: rooms }) : t('ops:drainDone')}</span>
          <Progress.Root size="sm">
            <Progress.Section value={gone} aria-label={t('ops:drainNode', { node: node.nodeId })} />
          </Progress.Root>
        </div>
        <Button
          size="compact-sm"
          variant="default"
          aria-label={t('ops:undrainNode', { node: node.nodeId })}
          onClick={() => ops.drain(node.nodeId, false)}
        >
          {t('ops:undrain')}
        </Button>
      </div>
    );
  }
  if (asked) {
    return (
      <span className={styles.asked} role="status">
        <Loader size={14} /> {t('ops:drainAsked')}
      </span>
    );
  }
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        aria-label={t('ops:drainNode', { node: node.nodeId })}
        disabled={node.state === 'silent' || node.state === 'cut-off'}
        onClick={() => setConfirming(true)}
      >
        {t('ops:drain')}
      </Button>
      <Modal
        opened={confirming}
        onClose={() => setConfirming(false)}
        title={t('ops:drainTitle', { node: node.nodeId })}
        closeButtonProps={{ 'aria-label': t('staff:close') }}
        centered
      >
        <p className={styles.confirmText}>{t('ops:drainText', { rooms })}</p>
        <div className={styles.confirmButtons}>
          <Button variant="default" onClick={() => setConfirming(false)}>
            {t('staff:cancel')}
          </Button>
          <Button
            color="red"
            data-autofocus
            onClick={() => {
              setRoomsAtFirst(rooms);
              setConfirming(false);
              ops.drain(node.nodeId, true);
            }}
          >
            {t('ops:drainConfirm')}
          </Button>
        </div>
      </Modal>
    </>
  );
}
