import { ArrowLeft, Ellipsis, Phone, Video, X } from 'lucide-react';
import {
  type DragEvent,
  lazy,
  type Ref,
  Suspense,
  useCallback,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import { chosenFile } from '../../state/conversation/http-files.ts';
import type { ConversationSnapshot, CustomerSnapshot } from '../../state/types.ts';
import { DeviceDialog } from '../../ui/devices/device-dialog.tsx';
import { useStore } from '../../ui/use-store.ts';
import { useWidget } from '../customer-context.ts';
import { talkedCallId } from '../ended.tsx';
import type { CallChoice } from '../host-messages.ts';
import { useLook } from '../look/use-look.ts';
import { WindowButtons } from '../window-buttons.tsx';
import type { AskFirstProps } from './ask-first.tsx';
import styles from './chat.module.css';
import { Composer } from './composer.tsx';
import { ConnectionLine } from './connection-line.tsx';
import { ContinueDialog } from './continue-dialog.tsx';
import { Options } from './options.tsx';
import { ChatTimeline } from './timeline.tsx';
import { useFileProblem } from './use-file-problem.ts';
import { useOpening } from './use-opening.ts';

/** Most customers come while somebody is there. */
const OpeningNotice = lazy(() => import('./opening-notice.tsx').catch(() => ({ default: () => null })));

/** Nobody is kept from writing by a form that cannot be had. */
function NotAsked({ onDone }: AskFirstProps) {
  useEffect(onDone, [onDone]);
  return null;
}
/** Most queues ask nothing. */
const AskFirst = lazy(() => import('./ask-first.tsx').catch(() => ({ default: NotAsked })));

interface ChatProps {
  readonly customerSnapshot: CustomerSnapshot;
  /** Whether a call is beside it, which has the window's buttons and its own ones. */
  readonly beside: boolean;
  readonly onStart: (kind: CallChoice) => void;
}

interface HeaderProps extends Pick<ChatProps, 'beside' | 'onStart'> {
  readonly snapshot: ConversationSnapshot;
  readonly optionsId: string;
  readonly choosing: boolean;
  readonly onOptions: () => void;
  readonly optionsButton: Ref<HTMLButtonElement>;
}

function Header(props: HeaderProps) {
  const { snapshot, beside, onStart, optionsId, choosing, onOptions, optionsButton } = props;
  const { t } = useTranslation(['chat', 'widget']);
  const { chatShown } = useWidget();
  const look = useLook();
  const { head } = snapshot;
  const name = head?.state === 'assigned' ? head.agentName : '';
  const calls = [
    { kind: 'voice', label: t('chat:callVoice'), Icon: Phone },
    { kind: 'video', label: t('chat:callVideo'), Icon: Video },
  ] as const;
  return (
    <header className={styles.header}>
      <button
        type="button"
        aria-label={t(beside ? 'chat:close' : 'chat:back')}
        title={t(beside ? 'chat:close' : 'chat:back')}
        onClick={() => chatShown.set(false)}
      >
        {beside ? <X size={20} aria-hidden="true" /> : <ArrowLeft size={20} aria-hidden="true" />}
      </button>
      <h1>
        {name === '' ? t('chat:chat') : <bdi>{name}</bdi>}
        {name !== '' && <small dir="auto">{look.company}</small>}
      </h1>
      {!beside &&
        look.calls &&
        calls.map(({ kind, label, Icon }) => (
          <button key={kind} type="button" aria-label={label} title={label} onClick={() => onStart(kind)}>
            <Icon size={19} aria-hidden="true" />
          </button>
        ))}
      <button
        ref={optionsButton}
        type="button"
        aria-label={t('chat:options')}
        title={t('chat:options')}
        aria-expanded={choosing}
        aria-controls={choosing ? optionsId : undefined}
        onClick={onOptions}
      >
        <Ellipsis size={20} aria-hidden="true" />
      </button>
      {!beside && <WindowButtons resizable />}
    </header>
  );
}

/** The conversation in text; a call in it stands beside it. */
export function Chat({ customerSnapshot, beside, onStart }: ChatProps) {
  const { t } = useTranslation('chat');
  const { customer, chat } = useWidget();
  const snapshot = useStore(chat);
  const [choosing, setChoosing] = useState(false);
  const [dialog, setDialog] = useState<'none' | 'device' | 'media'>('none');
  const [dropProblem, setDropProblem] = useState('');
  const fileProblem = useFileProblem();
  const look = useLook();
  const optionsId = useId();
  const { link, noise, state } = customerSnapshot;
  const optionsButton = useRef<HTMLButtonElement>(null);
  const { head, outgoing } = snapshot;
  const begun = outgoing.length > 0 || (head !== undefined && head.state !== 'closed');
  const { now, settled, answered } = useOpening(begun);
  const [wasAsked, setWasAsked] = useState(false);
  const asks = begun ? [] : (now?.asks ?? []);
  const onAnswered = useCallback(() => {
    setWasAsked(true);
    answered();
  }, [answered]);
  const open = (which: typeof dialog): void => {
    // What was pressed goes with the options: the focus comes back to where they come from.
    optionsButton.current?.focus();
    setChoosing(false);
    setDialog(which);
  };
  const onDrop = (event: DragEvent): void => {
    const files = [...event.dataTransfer.files];
    if (files.length === 0) return;
    event.preventDefault();
    if (asks.length > 0 || !look.files) return;
    const wrong = fileProblem(files);
    setDropProblem(
      wrong === '' && !files.every((file) => chat.attach(chosenFile(file))) ? t('outboxFull') : wrong,
    );
  };
  return (
    <section
      className={styles.chat}
      aria-label={t('chat')}
      onDragOver={(event) => event.preventDefault()}
      onDrop={onDrop}
    >
      <Header
        snapshot={snapshot}
        beside={beside}
        onStart={onStart}
        optionsId={optionsId}
        choosing={choosing}
        onOptions={() => setChoosing(!choosing)}
        optionsButton={optionsButton}
      />
      {choosing && <Options id={optionsId} onDevice={() => open('device')} onMedia={() => open('media')} />}
      <ConnectionLine link={link} freshness={snapshot.freshness} />
      {now !== undefined && !now.open && (
        <Suspense>
          <OpeningNotice now={now} />
        </Suspense>
      )}
      <ChatTimeline snapshot={snapshot} online={link.name === 'ready'} endedCallId={talkedCallId(state)} />
      {dropProblem !== '' && (
        <p className={styles.problem} role="alert">
          {dropProblem}
        </p>
      )}
      {asks.length > 0 ? (
        <Suspense fallback={<div className={styles.coming} />}>
          <AskFirst asks={asks} onDone={onAnswered} />
        </Suspense>
      ) : begun || settled ? (
        <Composer takesFocus={wasAsked} onSent={() => setDropProblem('')} />
      ) : (
        <div className={styles.coming} />
      )}
      {dialog === 'device' && <ContinueDialog onClose={() => setDialog('none')} />}
      {dialog === 'media' && (
        <DeviceDialog
          devices={customer.devices}
          noise={noise}
          onNoise={(on) => customer.setNoiseSuppression(on)}
          kind="video"
          onClose={() => setDialog('none')}
        />
      )}
    </section>
  );
}
