import { Suspense, use, useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { macros as english } from '../../i18n/en/macros.ts';
import { addDictionary } from '../../i18n/instance.ts';
import { macros as chinese } from '../../i18n/zh/macros.ts';
import type { MacroList, MacroOutcome, Thread } from '../../state/types.ts';
import { useProblemText } from '../../ui/problem-text.ts';
import { useStore } from '../../ui/use-store.ts';
import { useDesk } from '../desk-context.ts';
import { Dialog } from '../dialog.tsx';
import form from '../form.module.css';
import { Whose } from './whose.tsx';

/** What became of the last one: which step was refused, if one was. */
function Outcome({ outcome }: { readonly outcome: MacroOutcome }) {
  const { t } = useTranslation('macros');
  const tell = useProblemText();
  const { macro, done, problem } = outcome;
  const failed = macro.steps[done];
  if (problem === undefined || failed === undefined)
    return <p role="status">{t('allDone', { name: macro.name })}</p>;
  return (
    <p className={form.refusal} role="alert">
      {t('stopped', { name: macro.name, number: done + 1, what: t(`do-${failed.do}`) })} {tell(problem).title}{' '}
      {done > 0 && t('doneBefore', { count: done })}
    </p>
  );
}

function Choices({
  asked,
  conversationId,
}: {
  readonly asked: Promise<MacroList>;
  readonly conversationId: string;
}) {
  const { t } = useTranslation('macros');
  const tell = useProblemText();
  const list = use(asked);
  const { macros, step, problem, outcome } = useStore(list);
  useEffect(() => list.renew(), [list]);
  return (
    <>
      {problem !== undefined && (
        <p className={form.refusal} role="alert">
          {tell(problem).title} {tell(problem).advice}
        </p>
      )}
      {outcome !== undefined && <Outcome outcome={outcome} />}
      {macros.length === 0 && step === 'none' && problem === undefined && <p role="status">{t('noneYet')}</p>}
      <ul className={form.macros} aria-label={t('title')} aria-busy={step !== 'none' || undefined}>
        {macros.map((macro) => (
          <li key={macro.macroId}>
            <button
              type="button"
              disabled={step === 'running'}
              onClick={() => list.run(macro, conversationId)}
            >
              <strong dir="auto">{macro.name}</strong>
              <small>{macro.steps.map((one) => t(`do-${one.do}`)).join(' → ')}</small>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Several steps by one press, of those that administrators made. */
export default function MacroDialog({
  thread,
  onClose,
}: {
  readonly thread: Thread;
  readonly onClose: () => void;
}) {
  const { t, i18n } = useTranslation('macros');
  addDictionary(i18n, 'macros', { en: english, zh: chinese });
  const { conversations } = useDesk();
  const asked = useMemo(() => conversations.macros(), [conversations]);
  const { conversationId } = useStore(thread);
  return (
    <Dialog title={t('title')} onClose={onClose}>
      <div className={form.form}>
        <Whose thread={thread} />
        <Suspense>
          <Choices asked={asked} conversationId={conversationId} />
        </Suspense>
      </div>
    </Dialog>
  );
}
