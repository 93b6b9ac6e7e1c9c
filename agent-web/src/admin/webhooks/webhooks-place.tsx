import { Button } from '@mantine/core';
import { Plus } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { webhooks as english } from '../../i18n/en/webhooks.ts';
import { addDictionary } from '../../i18n/instance.ts';
import { webhooks as chinese } from '../../i18n/zh/webhooks.ts';
import type { Webhook } from '../../state/types.ts';
import { useStore } from '../../ui/use-store.ts';
import styles from '../admin.module.css';
import { useAdmin } from '../admin-context.ts';
import { Overtaken } from '../overtaken.tsx';
import { PlaceHead } from '../place-head.tsx';
import { useWhen } from '../when.ts';
import { Deliveries } from './deliveries.tsx';
import { ToldSecret } from './told-secret.tsx';
import { WebhookForm } from './webhook-form.tsx';

function EndpointList({
  endpoints,
  openId,
}: {
  readonly endpoints: readonly Webhook[];
  readonly openId: string;
}) {
  const { t } = useTranslation('webhooks');
  const { webhooks: editor } = useAdmin();
  const when = useWhen();
  const stateOf = ({ active, failingSinceMs }: Webhook): string => {
    if (!active) return t('off');
    return failingSinceMs > 0 ? t('failing', { when: when(failingSinceMs) }) : t('works');
  };
  return (
    <section className={styles.card} aria-label={t('title')}>
      <Button
        fullWidth
        variant="default"
        mb={10}
        leftSection={<Plus size={16} aria-hidden="true" />}
        onClick={() => editor.open('')}
      >
        {t('create')}
      </Button>
      {endpoints.length === 0 && <p className={styles.none}>{t('none')}</p>}
      <ul className={styles.choices} aria-label={t('title')}>
        {endpoints.map((one) => (
          <li key={one.endpointId}>
            <button
              type="button"
              aria-current={one.endpointId === openId}
              onClick={() => editor.open(one.endpointId)}
            >
              <strong dir="auto">{one.name}</strong>
              <small>{stateOf(one)}</small>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The servers that are told what happens. */
export function WebhooksPlace() {
  const { t, i18n } = useTranslation('webhooks');
  addDictionary(i18n, 'webhooks', { en: english, zh: chinese });
  const { webhooks: editor } = useAdmin();
  const snapshot = useStore(editor);
  const { endpoints, step, problem, saved, overtaken, secret, openId, answer, deliveries } = snapshot;
  useEffect(() => editor.load(), [editor]);
  const open = endpoints.find(({ endpointId }) => endpointId === openId);
  const isUrl = problem?.name === 'fault' && problem.code === 'BAD_REQUEST';
  const busy = step !== 'none';
  return (
    <>
      <PlaceHead
        title={t('title')}
        hint={t('hint')}
        problem={isUrl || overtaken ? undefined : problem}
        loading={step === 'loading'}
      />
      {overtaken && <Overtaken text={t('overtaken')} load={t('load')} onLoad={() => editor.load()} />}
      <div className={styles.pair}>
        <EndpointList endpoints={endpoints} openId={openId} />
        <div className={styles.stack}>
          {open !== undefined && secret?.endpointId === openId && (
            <ToldSecret name={open.name} secret={secret.secret} />
          )}
          <WebhookForm
            key={open === undefined ? 'new' : `${open.endpointId} ${open.revision}`}
            webhook={open}
            busy={busy}
            saved={open !== undefined && saved === open.endpointId}
            answer={answer}
            refused={isUrl ? t('refusedUrl') : ''}
          />
          {open !== undefined && (
            <Deliveries endpointId={open.endpointId} deliveries={deliveries} busy={busy} />
          )}
        </div>
      </div>
    </>
  );
}
