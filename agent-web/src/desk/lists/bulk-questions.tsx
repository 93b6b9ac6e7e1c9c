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
export type BulkQuestion = 'take' | 'transfer' | 'tag' | 'prioritize' | 'snooze' | 'close';

function Ask({
  title,
  whose,
  may,
  label,
  onSubmit,
  onClose,
  children,
}: {
  readonly title: string;
  readonly whose: ReactNode;
  /** It can be done as it stands. */
  readonly may: boolean;
  /** What the button says that does it. */
  readonly label: string;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  readonly children?: ReactNode;
}) {
  const { t } = useTranslation('staff');
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
            {t('cancel')}
          </Button>
          <Button type="submit" disabled={!may}>
            {label}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

export interface BulkQuestionsProps {
  readonly question: BulkQuestion;
  readonly count: number;
  /** How many of them are a colleague's. */
  readonly theirs: number;
  readonly agentId: string;
  readonly onClose: () => void;
}

/** Asks what a step with several conversations needs to know. */
export function BulkQuestions({ question, count, theirs, agentId, onClose }: BulkQuestionsProps) {
  const { t } = useTranslation(['lists', 'context']);
  const { floor, selection, tags: tagsInUse } = useDesk().conversations;
  const known = useStore(tagsInUse);
  const named = useNamedTags([]);
  const [priority, setPriority] = useState<Priority>('high');
  const whose = <p className={styles.hint}>{t('lists:chosen', { count })}</p>;
  // Steps by which a colleague's are theirs no more.
  const taken =
    theirs === 0 ? (
      whose
    ) : (
      <>
        {whose}
        <p className={styles.hint}>{t('lists:theirs', { count: theirs })}</p>
      </>
    );
  const label = t('lists:setNow');
  switch (question) {
    case 'take':
      return (
        <Ask
          {...{ whose: taken, onClose }}
          title={t('lists:takeTitle')}
          may={count > 0}
          label={t('lists:take')}
          onSubmit={() => selection.act({ case: 'take', value: {} })}
        />
      );
    case 'transfer':
      return (
        <TransferDialog
          {...{ floor, agentId, whose: taken, onClose }}
          onTransfer={(to, note) => selection.act({ case: 'transfer', value: { ...to, note } })}
        />
      );
    case 'snooze':
      return (
        <SnoozeDialog
          {...{ whose: taken, onClose }}
          onSnooze={(untilMs) => selection.act({ case: 'snooze', value: { untilMs } })}
        />
      );
    case 'close':
      return (
        <CloseDialog
          {...{ whose: taken, onClose }}
          onEnd={(disposition) => selection.act({ case: 'close', value: { disposition } })}
        />
      );
    case 'tag':
      return (
        <Ask
          {...{ whose, label, onClose }}
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
          {...{ whose, label, onClose }}
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
