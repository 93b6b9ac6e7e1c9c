import { notifications } from '@mantine/notifications';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskState } from '../state/types.ts';
import { useProblemText } from '../ui/problem-text.ts';
import { SignIn } from '../ui/staff/sign-in.tsx';
import { useStore } from '../ui/use-store.ts';
import { useDesk } from './desk-context.ts';
import { SignedInDesk } from './signed-in.tsx';

type SignedIn = Extract<DeskState, { name: 'signed-in' }>;

/** Says in passing what became of an offer that the agent did not accept. */
function useOfferToast(outcome: SignedIn['lastOffer']): void {
  const { t } = useTranslation(['desk', 'staff']);
  useEffect(() => {
    if (outcome === undefined || outcome === 'accepted' || outcome === 'unspecified') return;
    notifications.show({
      id: 'offer',
      message: t(`desk:offer-${outcome}`),
      color: outcome === 'declined' ? 'gray' : 'yellow',
      closeButtonProps: { 'aria-label': t('staff:close') },
    });
  }, [outcome, t]);
}

/** Says what was refused of a conversation that the agent has left since. */
function useRefusalToast(): void {
  const { t } = useTranslation(['thread', 'desk', 'staff']);
  const tell = useProblemText();
  const { threads } = useDesk().conversations;
  const refusal = useStore(threads.refusal);
  const told = useRef(refusal);
  useEffect(() => {
    if (refusal === undefined || refusal === told.current) return;
    told.current = refusal;
    const { title, advice } = tell(refusal.problem);
    notifications.show({
      title: t('thread:conversationWith', { name: refusal.name || t('desk:unnamedCustomer') }),
      message: `${title} ${advice}`,
      color: 'red',
      autoClose: false,
      role: 'alert',
      closeButtonProps: { 'aria-label': t('staff:close') },
      onClick: () => threads.open(refusal.conversationId),
    });
  }, [refusal, threads, tell, t]);
}

/** The tab says that somebody calls or has written, for an agent who looks at another one. */
function useTabTitle(work: SignedIn['work'] | undefined): void {
  const { t } = useTranslation('desk');
  const { unread } = useStore(useDesk().conversations.inbox);
  useEffect(() => {
    const calling =
      work?.name === 'offered' ? `● ${t(work.offer.kind === 'video' ? 'offerVideo' : 'offerVoice')} · ` : '';
    const count = unread > 0 ? `(${unread > 99 ? '99+' : unread}) ` : '';
    document.title = `${count}${calling}${t('title')} · Weft`;
  }, [work, unread, t]);
}

/** The agents' desk. */
export function DeskPage() {
  const { t } = useTranslation('desk');
  const desk = useDesk();
  const snapshot = useStore(desk);
  const { state } = snapshot;
  const signedIn = state.name === 'signed-in' ? state : undefined;
  useTabTitle(signedIn?.work);
  useOfferToast(signedIn?.lastOffer);
  useRefusalToast();
  if (state.name === 'signed-in') return <SignedInDesk snapshot={snapshot} state={state} />;
  return (
    <SignIn
      title={t('signInTitle')}
      step={state.name}
      problem={state.name === 'signed-out' ? state.problem : undefined}
      onSignIn={(login, password) => desk.signIn(login, password)}
    />
  );
}
