import { Alert } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { Headset } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskSnapshot, DeskState } from '../state/types.ts';
import { useProblemText } from '../ui/problem-text.ts';
import { Frame } from '../ui/staff/frame.tsx';
import { SignIn } from '../ui/staff/sign-in.tsx';
import { useStore } from '../ui/use-store.ts';
import { CallView } from './call-view.tsx';
import { CustomerPanel } from './customer-panel.tsx';
import styles from './desk.module.css';
import { useDesk } from './desk-context.ts';
import { EndedCard } from './ended-card.tsx';
import { OfferCard } from './offer-card.tsx';
import { Rest } from './rest.tsx';
import { SideList } from './side-list.tsx';

type SignedIn = Extract<DeskState, { name: 'signed-in' }>;

function Work({ snapshot, state }: { readonly snapshot: DeskSnapshot; readonly state: SignedIn }) {
  const { work } = state;
  switch (work.name) {
    case 'none':
      return <Rest presence={state.presence} />;
    case 'offered':
    case 'accepting':
      return <OfferCard work={work} />;
    case 'in-call':
      return <CallView snapshot={snapshot} work={work} />;
    case 'ended':
      return <EndedCard work={work} />;
  }
}

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

/** The tab says that somebody calls, for an agent who looks at another one. */
function useTabTitle(work: SignedIn['work'] | undefined): void {
  const { t } = useTranslation('desk');
  useEffect(() => {
    const calling =
      work?.name === 'offered' ? `● ${t(work.offer.kind === 'video' ? 'offerVideo' : 'offerVoice')} · ` : '';
    document.title = `${calling}${t('title')} · Weft`;
  }, [work, t]);
}

function SignedInDesk({ snapshot, state }: { readonly snapshot: DeskSnapshot; readonly state: SignedIn }) {
  const { t } = useTranslation(['desk', 'staff']);
  const desk = useDesk();
  const tell = useProblemText();
  const told = state.problem === undefined ? undefined : tell(state.problem);
  useOfferToast(state.lastOffer);
  return (
    <Frame
      items={[{ icon: Headset, label: t('desk:calls'), href: '#content', current: true }]}
      person={state.displayName}
      link={snapshot.link}
      onSignOut={() => desk.signOut()}
    >
      <div className={styles.desk}>
        <SideList snapshot={snapshot} state={state} />
        <main id="content" className={styles.main} tabIndex={-1}>
          {told !== undefined && (
            <Alert
              color="red"
              variant="light"
              role="alert"
              withCloseButton
              closeButtonLabel={t('staff:close')}
              onClose={() => desk.dismiss()}
              className={styles.problem ?? ''}
            >
              {told.title} {told.advice}
            </Alert>
          )}
          <Work snapshot={snapshot} state={state} />
        </main>
        <CustomerPanel work={state.work} media={snapshot.media} />
      </div>
    </Frame>
  );
}

/** The agents' desk. */
export function DeskPage() {
  const { t } = useTranslation('desk');
  const desk = useDesk();
  const snapshot = useStore(desk);
  const { state } = snapshot;
  useTabTitle(state.name === 'signed-in' ? state.work : undefined);
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
