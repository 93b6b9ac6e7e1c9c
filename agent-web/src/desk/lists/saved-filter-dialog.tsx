import { Button } from '@mantine/core';
import type { ConversationFilter } from '@weft/proto';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { InboxView, Problem, SavedFilter } from '../../state/types.ts';
import { useProblemText } from '../../ui/problem-text.ts';
import { RemoveButton } from '../../ui/staff/remove-button.tsx';
import { useDesk } from '../desk-context.ts';
import { Dialog } from '../dialog.tsx';
import styles from '../form.module.css';
import own from './lists.module.css';

/** Characters; the control plane keeps no more. */
const MAX_NAME = 40;

export interface SavedFilterDialogProps {
  readonly view: InboxView;
  readonly filter: ConversationFilter;
  /** What it is kept as already; undefined = it is not. */
  readonly saved: SavedFilter | undefined;
  readonly mayShare: boolean;
  readonly onClose: () => void;
}

/** Keeps a filter under a name, or renames and removes one that is kept. */
export default function SavedFilterDialog({
  view,
  filter,
  saved,
  mayShare,
  onClose,
}: SavedFilterDialogProps) {
  const { t } = useTranslation(['lists', 'staff']);
  const { savedFilters, inbox } = useDesk().conversations;
  const tell = useProblemText();
  const [name, setName] = useState(saved?.name ?? '');
  const [shared, setShared] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const run = async (step: () => Promise<Problem | undefined>): Promise<void> => {
    setBusy(true);
    const stood = await step();
    setBusy(false);
    setProblem(stood);
    if (stood === undefined) onClose();
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (name.trim() === '' || busy) return;
    void run(() =>
      saved === undefined
        ? savedFilters.save(name, view, filter, shared)
        : savedFilters.rename(saved.filterId, name),
    );
  };
  const refusal = ((): string | undefined => {
    if (problem === undefined) return undefined;
    if (problem.name === 'fault' && problem.code === 'CONFLICT') return t('lists:nameTaken');
    if (problem.name === 'fault' && problem.code === 'NOT_AVAILABLE') return t('lists:tooMany');
    return tell(problem).title;
  })();
  return (
    <Dialog title={t(saved === undefined ? 'lists:saveTitle' : 'lists:changeTitle')} onClose={onClose}>
      <form className={styles.form} onSubmit={submit}>
        <label>
          <span className={styles.label}>{t('lists:name')}</span>
          <input
            className={styles.field}
            dir="auto"
            maxLength={MAX_NAME}
            autoComplete="off"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        </label>
        {saved === undefined && mayShare && (
          <label className={styles.choice}>
            <input
              type="checkbox"
              checked={shared}
              onChange={(event) => setShared(event.currentTarget.checked)}
            />
            <span>{t('lists:share')}</span>
          </label>
        )}
        {refusal !== undefined && (
          <p className={styles.refusal} role="alert">
            {refusal}
          </p>
        )}
        <div className={styles.actions}>
          {saved !== undefined && (
            <span className={own.atStart}>
              <RemoveButton
                label={t('lists:remove')}
                busy={busy}
                onRemove={() =>
                  void run(async () => {
                    const stood = await savedFilters.remove(saved.filterId);
                    // What it showed has no name any more.
                    if (stood === undefined) inbox.choose(saved.view);
                    return stood;
                  })
                }
              />
            </span>
          )}
          <Button variant="default" onClick={onClose}>
            {t('staff:cancel')}
          </Button>
          <Button type="submit" disabled={name.trim() === '' || name.trim() === saved?.name || busy}>
            {t('lists:saveNow')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
