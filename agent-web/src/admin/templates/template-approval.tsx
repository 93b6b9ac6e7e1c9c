import { Button } from '@mantine/core';
import { BadgeCheck, Ban } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EditedTemplate } from '../../state/types.ts';
import styles from '../admin.module.css';
import { useAdmin } from '../admin-context.ts';
import { TextField } from '../fields.tsx';
import { useWhen } from '../when.ts';

/** Whether a template may be sent, who said so, and what an administrator says of it now. */
export function TemplateApproval({
  template,
  busy,
}: {
  readonly template: EditedTemplate;
  /** Words that are not saved, or under way, are nobody's to approve. */
  readonly busy: boolean;
}) {
  const { t } = useTranslation('admin');
  const { templates } = useAdmin();
  const when = useWhen();
  const [reason, setReason] = useState('');
  const { approval, judgedBy, judgedAtMs } = template;
  return (
    <fieldset className={styles.approval}>
      <legend>{t('approval')}</legend>
      <p role="status">
        <span className={styles.chip} data-kind={approval === 'approved' ? 'brand' : 'warn'}>
          {t(`approval-${approval}`)}
        </span>{' '}
        {judgedBy !== '' && t('judgedBy', { when: when(judgedAtMs), name: judgedBy })}
        {template.reason !== '' && <q dir="auto">{template.reason}</q>}
      </p>
      {approval !== 'rejected' && (
        <TextField
          label={t('rejectReason')}
          hint={t('rejectReasonHint')}
          value={reason}
          maxLength={400}
          dir="auto"
          onChange={setReason}
        />
      )}
      <div className={styles.actions}>
        {approval !== 'approved' && (
          <Button
            variant="default"
            leftSection={<BadgeCheck size={16} aria-hidden="true" />}
            disabled={busy}
            onClick={() => templates.judge(template, '')}
          >
            {t('approve')}
          </Button>
        )}
        {approval !== 'rejected' && (
          <Button
            variant="default"
            leftSection={<Ban size={16} aria-hidden="true" />}
            disabled={busy || reason.trim() === ''}
            onClick={() => templates.judge(template, reason.trim())}
          >
            {t('reject')}
          </Button>
        )}
      </div>
    </fieldset>
  );
}
