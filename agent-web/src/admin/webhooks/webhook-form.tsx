import { Button } from '@mantine/core';
import { Send } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Webhook, WebhookAnswer, WebhookKind } from '../../state/types.ts';
import { WEBHOOK_KINDS } from '../../state/webhooks/read-webhooks.ts';
import { Switch } from '../../ui/switch.tsx';
import styles from '../admin.module.css';
import { useAdmin } from '../admin-context.ts';
import fieldStyles from '../fields.module.css';
import { BoxesField, TextField } from '../fields.tsx';
import { FormCard } from '../form-card.tsx';
import { FormEnd } from '../form-end.tsx';
import { useWhy } from './use-why.ts';

const isKind = (name: string): name is WebhookKind => WEBHOOK_KINDS.some((kind) => kind === name);

/** One endpoint, new or to be changed, and what it says to a test event. */
export function WebhookForm({
  webhook,
  busy,
  saved,
  answer,
  refused,
}: {
  readonly webhook: Webhook | undefined;
  readonly busy: boolean;
  readonly saved: boolean;
  readonly answer: WebhookAnswer | undefined;
  /** Why it was not kept; empty = it was not refused. */
  readonly refused: string;
}) {
  const { t } = useTranslation('webhooks');
  const { webhooks } = useAdmin();
  const why = useWhy();
  const [draft, setDraft] = useState(() => ({
    ...{ name: webhook?.name ?? '', url: webhook?.url ?? 'https://', active: webhook?.active ?? true },
    kinds: webhook?.kinds ?? (['message.created'] as readonly WebhookKind[]),
  }));
  const set = (changes: Partial<typeof draft>): void => setDraft({ ...draft, ...changes });
  const { name, url, kinds, active } = draft;
  const complete = name.trim() !== '' && URL.canParse(url.trim()) && kinds.length > 0;
  const kept = { name: name.trim(), url: url.trim(), kinds, active };
  return (
    <FormCard
      title={webhook === undefined ? t('create') : t('one', { name: webhook.name })}
      onSubmit={() => (webhook === undefined ? webhooks.add(kept) : webhooks.change(webhook, kept))}
    >
      <div className={fieldStyles.grid}>
        <TextField
          label={t('name')}
          value={name}
          maxLength={80}
          dir="auto"
          onChange={(value) => set({ name: value })}
        />
        <TextField
          label={t('url')}
          hint={t('urlHint')}
          wrong={refused === '' ? undefined : refused}
          value={url}
          maxLength={1_000}
          onChange={(value) => set({ url: value })}
        />
      </div>
      <BoxesField
        label={t('kinds')}
        chosen={kinds}
        onChange={(chosen) => set({ kinds: chosen.filter(isKind) })}
        options={WEBHOOK_KINDS.map((kind) => [kind, t(`kind-${kind}`)] as const)}
      />
      <Switch
        label={t('active')}
        explanation={t('activeHint')}
        on={active}
        onChange={(on) => set({ active: on })}
      />
      <FormEnd
        save={t('save')}
        complete={complete}
        saving={busy}
        removal={webhook && { label: t('remove'), onRemove: () => webhooks.remove(webhook.endpointId) }}
        saved={{ shown: saved, text: t('saved') }}
      />
      {webhook !== undefined && (
        <div className={styles.actions}>
          <Button
            variant="default"
            leftSection={<Send size={16} aria-hidden="true" />}
            disabled={busy}
            onClick={() => webhooks.test(webhook.endpointId)}
          >
            {t('test')}
          </Button>
          <span role="status">
            {answer !== undefined &&
              (answer.reason === ''
                ? t('taken', { status: answer.status, ms: answer.tookMs })
                : t('notTaken', { ms: answer.tookMs, why: why(answer) }))}
          </span>
        </div>
      )}
    </FormCard>
  );
}
