import { Alert, Button, Divider, Loader, PasswordInput, TextInput } from '@mantine/core';
import { CircleAlert } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../state/types.ts';
import { useProblemText } from '../problem-text.ts';
import { BusyButton } from './busy-button.tsx';
import { Mark } from './mark.tsx';
import styles from './sign-in.module.css';
import { useSingleSignOn } from './single-sign-on.ts';

/** Where a person says who they are. */
export interface SignInProps {
  readonly title: string;
  /** What the page is doing: looking for the last session, asking for name and password, or trying them. */
  readonly step: 'restoring' | 'signed-out' | 'signing-in';
  /** Why the last try failed, or why the person was put out. */
  readonly problem: Problem | undefined;
  readonly onSignIn: (login: string, password: string) => void;
}

/** The sign-in page of desk and operators. */
export function SignIn({ title, step, problem, onSignIn }: SignInProps) {
  const { t } = useTranslation('staff');
  const tell = useProblemText();
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [asked, setAsked] = useState(false);
  const other = useSingleSignOn();
  // Nobody gave a password there.
  const led = (why: Problem) =>
    why.name === 'fault' && why.code === 'SIGN_IN_REFUSED'
      ? { title: t('notKnownHere'), advice: t('askAdministrator') }
      : tell(why);
  const told = problem === undefined ? other.problem && led(other.problem) : tell(problem);

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setAsked(true);
    if (login.trim() !== '' && password !== '') onSignIn(login.trim(), password);
  };

  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <Mark size={44} />
        <h1>{title}</h1>
        {step === 'restoring' ? (
          <p className={styles.restoring} role="status">
            <Loader size="sm" /> {t('restoring')}
          </p>
        ) : (
          <form onSubmit={submit} noValidate>
            {told !== undefined && (
              <Alert color="red" variant="light" role="alert" icon={<CircleAlert size={18} />}>
                {told.title} {told.advice}
              </Alert>
            )}
            <TextInput
              label={t('login')}
              name="username"
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              size="md"
              value={login}
              error={asked && login.trim() === '' ? t('loginMissing') : undefined}
              onChange={(event) => setLogin(event.currentTarget.value)}
              data-autofocus
            />
            <PasswordInput
              label={t('password')}
              name="password"
              autoComplete="current-password"
              size="md"
              value={password}
              error={asked && password === '' ? t('passwordMissing') : undefined}
              visibilityToggleButtonProps={{ 'aria-label': t('showPassword') }}
              onChange={(event) => setPassword(event.currentTarget.value)}
            />
            <BusyButton type="submit" size="md" fullWidth working={step === 'signing-in'}>
              {t('signIn')}
            </BusyButton>
            {other.name !== '' && (
              <>
                <Divider label={t('or')} />
                <Button component="a" href={other.address} variant="default" size="md" fullWidth>
                  {t('signInWith', { name: other.name })}
                </Button>
              </>
            )}
            <p className="weft-unseen" role="status">
              {step === 'signing-in' ? t('signingIn') : ''}
            </p>
          </form>
        )}
      </div>
    </main>
  );
}
