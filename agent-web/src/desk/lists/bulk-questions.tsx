import { Button } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PRIORITIES, type Priority, pointsOf } from '../../state/inbox/priority.ts';
import { useStore } from '../../ui/use-store.ts';
import { useDesk } from '../desk-context.ts';
import { Dialog } from '../dialog.tsx';
import styles from '../form.module.css';
import { CloseDialog } from '../thread/close-dialog.tsx';
import { SnoozeDialog } from '../thread/snooze-dialog.tsx';
import { TransferDialog } from '../thread/transfer-dialog.tsx';
import { TagField, useNamedTags } from './tag-field.tsx';

/** A step with several that asks something first. */
export type BulkQuestion = 'transfer' | 'tag' | 'prioritize' | 'snooze' | 'close';

function Ask({
  title,
  whose,
  may,
  onSubmit,
  onClose,
  children,
}: {
  readonly title: string;
  readonly whose: ReactNode;
  /** It can be done as it stands. */
  readonly may: boolean;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const { t } = useTranslation(['lists', 'staff']);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!may) return;
    onSubmit();
    onClose();
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form className={styles.form} onSubmit={submit}>
        {whose}
        {children}
        <div className={styles.actions}>
          <Button variant="default" onClick={onClose}>
            {t('staff:cancel')}
          </Button>
          <Button type="submit" disabled={!may}>
            {t('lists:setNow')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

export interface BulkQuestionsProps {
  readonly question: BulkQuestion;
  readonly count: number;
  readonly agentId: string;
  readonly onClose: () => void;
}

/** Asks what a step with several conversations needs to know. */
export function BulkQuestions({ question, count, agentId, onClose }: BulkQuestionsProps) {
  const { t } = useTranslation(['lists', 'context']);
  const { floor, selection, tags: tagsInUse } = useDesk().conversations;
  const known = useStore(tagsInUse);
  const named = useNamedTags([]);
  const [priority, setPriority] = useState<Priority>('high');
  const whose = <p className={styles.hint}>{t('lists:chosen', { count })}</p>;
  switch (question) {
    case 'transfer':
      return (
        <TransferDialog
          {...{ floor, agentId, whose, onClose }}
          onTransfer={(to, note) => selection.act({ case: 'transfer', value: { ...to, note } })}
        />
      );
    case 'snooze':
      return (
        <SnoozeDialog
          {...{ whose, onClose }}
          onSnooze={(untilMs) => selection.act({ case: 'snooze', value: { untilMs } })}
        />
      );
    case 'close':
      return (
        <CloseDialog
          {...{ whose, onClose }}
          onEnd={(disposition) => selection.act({ case: 'close', value: { disposition } })}
        />
      );
    case 'tag':
      return (
        <Ask
          {...{ whose, onClose }}
          title={t('lists:tagTitle')}
          may={named.all.length > 0}
          onSubmit={() => selection.act({ case: 'tag', value: { add: [...named.all] } })}
        >
          <TagField {...{ named, known }} />
        </Ask>
      );
    case 'prioritize':
      return (
        <Ask
          {...{ whose, onClose }}
          title={t('lists:priorityTitle')}
          may
          onSubmit={() => selection.act({ case: 'prioritize', value: { priority: pointsOf(priority) } })}
        >
          <fieldset>
            <legend>{t('lists:priority')}</legend>
            {PRIORITIES.map((one) => (
              <label key={one} className={styles.choice}>
                <input
                  type="radio"
                  name="priority"
                  checked={priority === one}
                  onChange={() => setPriority(one)}
                />
                <span>{t(`context:priority-${one}`)}</span>
              </label>
            ))}
          </fieldset>
        </Ask>
      );
  }
}
