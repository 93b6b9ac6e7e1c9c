import { CameraOff, CircleAlert, MicOff, WifiOff } from 'lucide-react';
import { lazy, type ReactNode, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../state/types.ts';
import { useProblemText } from '../ui/problem-text.ts';
import { useWidget } from './customer-context.ts';
import type { CallChoice } from './host-messages.ts';
import { Screen } from './screen.tsx';
import styles from './widget.module.css';

/** Where it does not come, what is said is what is said of every refusal. */
const CallOpening = lazy(() =>
  import('./call-opening.tsx').catch(() => ({
    default: ({ otherwise = null }: { readonly otherwise?: ReactNode }) => otherwise,
  })),
);

/** A queue that is closed may be asked when it opens. */
const isClosed = (problem: Problem): boolean => problem.name === 'fault' && problem.code === 'QUEUE_CLOSED';

function picture(problem: Problem) {
  switch (problem.name) {
    case 'capture':
      return problem.device === 'camera' ? <CameraOff size={32} /> : <MicOff size={32} />;
    case 'network':
      return <WifiOff size={32} />;
    case 'fault':
    case 'unsupported-browser':
      return <CircleAlert size={32} />;
  }
}

/** What kept the call from coming about, and what can be done. */
export function Failed({
  problem,
  kind,
  onRetry,
}: {
  readonly problem: Problem;
  /** Of the call that did not come about. */
  readonly kind: CallChoice;
  readonly onRetry: () => void;
}) {
  const { t } = useTranslation(['widget', 'call']);
  const { customer } = useWidget();
  const { title, advice } = useProblemText()(problem);
  const text = <p role="alert">{problem.name === 'capture' ? advice : `${title} ${advice}`.trim()}</p>;
  return (
    <Screen
      picture={
        <span className={styles.badge} data-bad>
          {picture(problem)}
        </span>
      }
      title={problem.name === 'capture' ? title : t('widget:failedTitle')}
      actions={
        <>
          {problem.name !== 'unsupported-browser' && (
            <button type="button" className={styles.primary} onClick={onRetry}>
              {t('call:tryAgain')}
            </button>
          )}
          <button type="button" className={styles.secondary} onClick={() => customer.reset()}>
            {t('widget:back')}
          </button>
        </>
      }
    >
      {isClosed(problem) ? (
        <Suspense>
          <CallOpening kind={kind} refused otherwise={text} />
        </Suspense>
      ) : (
        text
      )}
    </Screen>
  );
}
