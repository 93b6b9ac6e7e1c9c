import { Alert, Button } from '@mantine/core';
import { systemClock } from '@weft/proto';
import { lazy, type Ref, Suspense, useCallback, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Colleague, ContactCard, ConversationSnapshot, Thread } from '../../state/types.ts';
import { useProblemText } from '../../ui/problem-text.ts';
import type { TemplateValues } from '../../ui/template-text.ts';
import { useStore } from '../../ui/use-store.ts';
import { useDesk } from '../desk-context.ts';
import { followChange } from '../key-steps.ts';
import { WhyNobody } from '../waiting/why-nobody.tsx';
import { Composer, type ComposerHandle } from './composer.tsx';
import styles from './thread.module.css';
import { listed, ThreadHeader } from './thread-header.tsx';
import { Timeline } from './timeline.tsx';

/** Few customers are ever blocked. */
const BlockedNotice = lazy(() => import('./blocked-notice.tsx'));

/** What is asked of the agent before a conversation is given away, set aside or ended. */
export type ThreadQuestion = 'macro' | 'transfer' | 'snooze' | 'close';

export interface ThreadPaneProps {
  readonly thread: Thread;
  readonly agentId: string;
  readonly agentName: string;
  readonly contextShown: boolean;
  readonly onContext: () => void;
  /** What takes the conversation; the key for it presses that. */
  readonly takeButton: Ref<HTMLButtonElement>;
  /** What shows and hides the customer's details. */
  readonly contextButton: Ref<HTMLButtonElement>;
  /** Back to the list, where it has no room beside the conversation. */
  readonly onLeave: () => void;
  readonly onAsk: (question: ThreadQuestion) => void;
  readonly composer: Ref<ComposerHandle>;
}

function Typing({ live }: { readonly live: ConversationSnapshot }) {
  const { t, i18n } = useTranslation(['thread', 'desk']);
  const claimed = live.head?.contactNameClaimed === true ? live.head.contactName : '';
  const names = live.typing.map(
    ({ kind, displayName }) => (kind === 'customer' && claimed) || displayName || t('desk:unnamedCustomer'),
  );
  return (
    <p className={styles.typing} role="status">
      {names.length > 0 &&
        t(names.length === 1 ? 'thread:typing' : 'thread:typingMany', {
          names: listed(names, i18n.language),
        })}
    </p>
  );
}

function Problems({ thread, live }: { readonly thread: Thread; readonly live: ConversationSnapshot }) {
  const { t } = useTranslation(['thread', 'staff', 'inbox']);
  const tell = useProblemText();
  const { problem } = useStore(thread);
  const { freshness, refused } = live;
  return (
    <>
      {freshness.name === 'failed' && (
        <Alert color="red" variant="light" role="alert" className={styles.problem ?? ''}>
          {t('thread:loadFailed')} {tell(freshness.problem).title}{' '}
          <Button size="compact-sm" variant="default" onClick={() => thread.live.retry()}>
            {t('inbox:tryAgain')}
          </Button>
        </Alert>
      )}
      {problem !== undefined && (
        <Alert
          color="red"
          variant="light"
          role="alert"
          withCloseButton
          closeButtonLabel={t('staff:close')}
          onClose={() => thread.dismiss()}
          className={styles.problem ?? ''}
        >
          {tell(problem).title} {tell(problem).advice}
        </Alert>
      )}
      {refused !== undefined && (
        <Alert
          color="red"
          variant="light"
          role="alert"
          withCloseButton
          closeButtonLabel={t('staff:close')}
          onClose={() => thread.live.dismiss()}
          className={styles.problem ?? ''}
        >
          {tell(refused).title}
        </Alert>
      )}
    </>
  );
}

/** What supervisors change is offered after so long at the latest, however often templates are looked for. */
const TEMPLATES_PAUSE_MS = 10_000;

/** What a template's variables stand for here. */
function templateValues(name: string, agentName: string, contact: ContactCard | undefined): TemplateValues {
  // Nobody is greeted by a number or an address that stands where no name is known.
  const greeted = /^[+\d\s()-]*$|@/u.test(name) ? '' : name;
  return {
    ...Object.fromEntries(contact?.attributes ?? []),
    ...{ 'contact.name': greeted, 'agent.name': agentName },
  };
}

/** The open conversation: header, timeline, composer. */
export function ThreadPane(props: ThreadPaneProps) {
  const { thread, agentId, agentName, contextShown, onContext, contextButton, onLeave, onAsk, composer } =
    props;
  const { takeButton } = props;
  const { t } = useTranslation(['thread', 'desk']);
  const { templates, floor, file } = useDesk().conversations;
  const saved = useStore(templates);
  const snapshot = useStore(thread);
  const live = useStore(thread.live);
  const known = useStore(file);
  const { agents } = useStore(floor);
  // Whom a note may mention, and who may own a ticket.
  useEffect(() => floor.watch(), [floor]);
  const blocked = (live.head?.blockedAtMs ?? 0) > 0;
  const name = live.head?.contactName || t('desk:unnamedCustomer');
  const colleagues = useMemo(
    () => agents.filter((agent: Colleague) => agent.agentId !== agentId),
    [agents, agentId],
  );
  const called = live.head?.contactName ?? '';
  // What is known of the customer before is nothing that this one is told.
  const theirs = known.contactId === live.head?.contactId ? known.contact : undefined;
  const values = useMemo(() => templateValues(called, agentName, theirs), [called, agentName, theirs]);
  const renewedAtMs = useRef(0);
  const renewTemplates = useCallback(() => {
    const nowMs = systemClock.now();
    if (nowMs < renewedAtMs.current + TEMPLATES_PAUSE_MS) return;
    renewedAtMs.current = nowMs;
    templates.renew();
  }, [templates]);
  return (
    <section className={styles.pane} aria-label={t('thread:conversationWith', { name })}>
      <ThreadHeader
        head={live.head}
        name={name}
        snapshot={snapshot}
        agentId={agentId}
        contextShown={contextShown}
        onTake={() => thread.take()}
        takeButton={takeButton}
        onTransfer={() => onAsk('transfer')}
        onMacro={() => onAsk('macro')}
        onSnooze={() => onAsk('snooze')}
        onWake={() => thread.wake()}
        onClose={() => onAsk('close')}
        onFollow={() => live.head && thread.follow(...followChange(live.head, agentId))}
        onContext={onContext}
        contextButton={contextButton}
        onLeave={onLeave}
      />
      {live.head?.state === 'waiting' && <WhyNobody conversationId={live.head.conversationId} />}
      <Problems thread={thread} live={live} />
      <Timeline
        key={snapshot.conversationId}
        thread={thread}
        snapshot={live}
        agentId={agentId}
        label={t('thread:timeline')}
      />
      <Typing live={live} />
      {blocked ? (
        <Suspense>
          <BlockedNotice thread={thread} />
        </Suspense>
      ) : (
        <Composer
          thread={thread}
          snapshot={snapshot}
          head={live.head}
          agentId={agentId}
          templates={saved}
          colleagues={colleagues}
          values={values}
          onTemplates={renewTemplates}
          handle={composer}
        />
      )}
    </section>
  );
}
