import { Alert, Loader } from '@mantine/core';
import type { Mesh } from '@weft/proto';
import { Network, PhoneCall, UsersRound } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OpsSnapshot, OpsState } from '../state/types.ts';
import { useProblemText } from '../ui/problem-text.ts';
import { Frame } from '../ui/staff/frame.tsx';
import { SignIn } from '../ui/staff/sign-in.tsx';
import { useNow } from '../ui/time.ts';
import { useStore } from '../ui/use-store.ts';
import { FreshnessSign, StaleAlert } from './freshness.tsx';
import { MeshView } from './mesh-view.tsx';
import styles from './ops.module.css';
import { useOps } from './ops-context.ts';

/** When a state of the mesh was seen first, by this machine's clock: the mesh's own may differ. */
function useArrival(mesh: Mesh | undefined, nowMs: number): number {
  const [seen, setSeen] = useState({ mesh, atMs: nowMs });
  if (seen.mesh !== mesh) setSeen({ mesh, atMs: nowMs });
  return seen.atMs;
}

function SignedInOps({
  snapshot,
  state,
}: {
  readonly snapshot: OpsSnapshot;
  readonly state: Extract<OpsState, { name: 'signed-in' }>;
}) {
  const { t } = useTranslation(['ops', 'staff']);
  const ops = useOps();
  const tell = useProblemText();
  const nowMs = useNow();
  const arrivedAtMs = useArrival(state.mesh, nowMs);
  const told = state.problem === undefined ? undefined : tell(state.problem);
  const freshness = { arrivedAtMs, nowMs, interrupted: state.stale };
  return (
    <Frame
      items={[
        { icon: Network, label: t('ops:regions'), href: '#regions', current: true },
        { icon: PhoneCall, label: t('ops:liveCalls'), href: '#calls', current: false },
        { icon: UsersRound, label: t('ops:agents'), href: '#people', current: false },
      ]}
      person={state.displayName}
      link={snapshot.link}
      onSignOut={() => ops.signOut()}
    >
      <main id="content" className={styles.page} tabIndex={-1}>
        <header className={styles.head}>
          <h1>{t('ops:title')}</h1>
          {state.mesh !== undefined && <FreshnessSign {...freshness} />}
        </header>
        {told !== undefined && (
          <Alert
            color="red"
            variant="light"
            role="alert"
            withCloseButton
            closeButtonLabel={t('staff:close')}
            onClose={() => ops.dismiss()}
          >
            {told.title} {told.advice}
          </Alert>
        )}
        {state.mesh === undefined ? (
          <p className={styles.loading} role="status">
            <Loader size="sm" /> {t('ops:loadingMesh')}
          </p>
        ) : (
          <>
            <StaleAlert {...freshness} />
            <MeshView mesh={state.mesh} draining={state.draining} nowMs={nowMs} />
          </>
        )}
      </main>
    </Frame>
  );
}

/** The operators' page. */
export function OpsPage() {
  const { t } = useTranslation('ops');
  const ops = useOps();
  const snapshot = useStore(ops);
  const { state } = snapshot;
  useEffect(() => {
    document.title = `${t('title')} · Weft`;
  }, [t]);
  if (state.name === 'signed-in') return <SignedInOps snapshot={snapshot} state={state} />;
  return (
    <SignIn
      title={t('signInTitle')}
      step={state.name}
      problem={state.name === 'signed-out' ? state.problem : undefined}
      onSignIn={(login, password) => ops.signIn(login, password)}
    />
  );
}
