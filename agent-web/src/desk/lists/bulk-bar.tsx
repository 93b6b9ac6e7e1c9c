import { ChevronsUp, CircleCheckBig, Hand, type LucideIcon, Moon, Tag, UserPlus, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { colleaguesAmong, MAX_SELECTED } from '../../state/inbox/selection.ts';
import type { BulkResult } from '../../state/types.ts';
import { useProblemText } from '../../ui/problem-text.ts';
import { useStore } from '../../ui/use-store.ts';
import { useDesk } from '../desk-context.ts';
import { type BulkQuestion, BulkQuestions } from './bulk-questions.tsx';
import styles from './lists.module.css';

const TOOLS: readonly (readonly [name: BulkQuestion, label: BulkLabel, icon: LucideIcon])[] = [
  ['transfer', 'assign', UserPlus],
  ['tag', 'addTagToAll', Tag],
  ['prioritize', 'prioritize', ChevronsUp],
  ['snooze', 'snooze', Moon],
  ['close', 'close', CircleCheckBig],
];
type BulkLabel = 'assign' | 'addTagToAll' | 'prioritize' | 'snooze' | 'close';

/** What became of the last step: how many were done, and why others were not. */
function Result({ result }: { readonly result: BulkResult }) {
  const { t } = useTranslation('lists');
  const { selection } = useDesk().conversations;
  const tell = useProblemText();
  const { step, done, refused } = result;
  return (
    <div className={styles.result} role="status" data-refused={refused.length > 0 || undefined}>
      <ul>
        {(done > 0 || refused.length === 0) && <li>{t(`done-${step}`, { count: done })}</li>}
        {refused.map(({ problem, count }) => (
          <li key={JSON.stringify(problem)}>{t('refused', { count, why: tell(problem).title })}</li>
        ))}
      </ul>
      <button type="button" aria-label={t('dismiss')} onClick={() => selection.dismiss()}>
        <X size={15} aria-hidden="true" />
      </button>
    </div>
  );
}

/** The chosen conversations, and what can be done with all of them. */
export default function BulkBar({ agentId }: { readonly agentId: string }) {
  const { t } = useTranslation('lists');
  const { inbox, selection } = useDesk().conversations;
  const { ids, busy, result } = useStore(selection);
  const { rows } = useStore(inbox);
  const [question, setQuestion] = useState<BulkQuestion>();
  const theirs = colleaguesAmong(rows, ids, agentId);
  const all = ids.length >= Math.min(rows.length, MAX_SELECTED);
  return (
    <>
      {result !== undefined && <Result result={result} />}
      {ids.length > 0 && (
        <section className={styles.bulk} aria-label={t('selecting')} aria-busy={busy}>
          <label className={styles.bulkCount}>
            <input
              type="checkbox"
              aria-label={t('selectAll')}
              title={t('selectAll')}
              checked={all}
              ref={(box) => {
                if (box !== null) box.indeterminate = !all;
              }}
              onChange={() => selection.toggleAll()}
            />
            <span role="status">
              {busy ? t('busy') : t('selected', { count: ids.length })}
              {ids.length === MAX_SELECTED && <small> ({t('most')})</small>}
            </span>
          </label>
          <button
            type="button"
            className={styles.bulkTool}
            aria-label={t('clearSelection')}
            title={t('clearSelection')}
            onClick={() => selection.clear()}
          >
            <X size={17} aria-hidden="true" />
          </button>
          <div className={styles.bulkTools}>
            <button
              type="button"
              className={styles.bulkTool}
              disabled={busy}
              aria-label={t('take')}
              title={t('take')}
              aria-haspopup={theirs > 0 ? 'dialog' : undefined}
              // What nobody has is taken at once; what a colleague has is theirs no more, so that it asks.
              onClick={() => (theirs > 0 ? setQuestion('take') : selection.act({ case: 'take', value: {} }))}
            >
              <Hand size={18} aria-hidden="true" />
            </button>
            {TOOLS.map(([name, label, Icon]) => (
              <button
                key={name}
                type="button"
                className={styles.bulkTool}
                disabled={busy}
                aria-label={t(label)}
                title={t(label)}
                aria-haspopup="dialog"
                onClick={() => setQuestion(name)}
              >
                <Icon size={18} aria-hidden="true" />
              </button>
            ))}
          </div>
        </section>
      )}
      {question !== undefined && (
        <BulkQuestions
          question={question}
          count={ids.length}
          theirs={theirs}
          agentId={agentId}
          onClose={() => setQuestion(undefined)}
        />
      )}
    </>
  );
}
