import { Headset } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Frame } from '../ui/staff/frame.tsx';
import { SignIn } from '../ui/staff/sign-in.tsx';
import { useLeaveQuestion } from '../ui/staff/use-leave-question.ts';
import { useStore } from '../ui/use-store.ts';
import styles from './admin.module.css';
import { useAdmin } from './admin-context.ts';
import { PLACES } from './places.ts';

const placeIn = (hash: string) => PLACES.find(({ name }) => hash === `#${name}`) ?? PLACES[0];

/** Whether something is typed and not saved, at whatever place. */
function useUnsaved(): boolean {
  const { rules, invitations, look, intents } = useAdmin();
  const typed = [useStore(rules).changed, useStore(invitations).changed, useStore(look).changed];
  return useStore(intents).changed.length > 0 || typed.includes(true);
}

/** The place that the address names, now and whenever it changes. */
function usePlace() {
  const [place, setPlace] = useState(() => placeIn(location.hash));
  useEffect(() => {
    const follow = (): void => setPlace(placeIn(location.hash));
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return place;
}

function SignedInAdmin({ person }: { readonly person: string }) {
  const { t } = useTranslation('admin');
  const admin = useAdmin();
  const place = usePlace();
  useLeaveQuestion(useUnsaved());
  const title = t(place.text);
  useEffect(() => {
    document.title = `${title} · ${t('title')} · Weft`;
  }, [t, title]);
  const { draw: Draw } = place;
  return (
    <Frame
      items={[
        ...PLACES.map(({ name, text, icon }) => ({
          ...{ icon, label: t(text), href: `#${name}`, current: name === place.name },
        })),
        { icon: Headset, label: t('desk'), href: '/desk/', current: false },
      ]}
      person={person}
      onSignOut={() => admin.signOut()}
    >
      <main id="content" className={styles.page} tabIndex={-1}>
        <Draw />
      </main>
    </Frame>
  );
}

/** The administrators' page. */
export function AdminPage() {
  const { t } = useTranslation('admin');
  const admin = useAdmin();
  const state = useStore(admin);
  useEffect(() => {
    if (state.name !== 'signed-in') document.title = `${t('title')} · Weft`;
  }, [state.name, t]);
  if (state.name === 'signed-in') return <SignedInAdmin person={state.displayName} />;
  return (
    <SignIn
      title={t('signInTitle')}
      step={state.name}
      problem={state.name === 'signed-out' ? state.problem : undefined}
      onSignIn={(login, password) => admin.signIn(login, password)}
    />
  );
}
