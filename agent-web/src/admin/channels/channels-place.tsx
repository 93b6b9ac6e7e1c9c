import { Alert, Button } from '@mantine/core';
import { Plus } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChannelAccount } from '../../state/types.ts';
import { useStore } from '../../ui/use-store.ts';
import styles from '../admin.module.css';
import { useAdmin } from '../admin-context.ts';
import { useChannelName } from '../channel-name.ts';
import { PlaceHead } from '../place-head.tsx';
import { AccountForm } from './account-form.tsx';
import own from './channels.module.css';
import { HealthChip } from './health-chip.tsx';
import { Letters } from './letters.tsx';
import { MenuCard } from './menu-card.tsx';

function AccountList({
  accounts,
  known,
  chosenId,
  onChoose,
}: {
  readonly accounts: readonly ChannelAccount[];
  readonly known: boolean;
  readonly chosenId: string;
  readonly onChoose: (accountId: string) => void;
}) {
  const { t } = useTranslation('channels');
  const nameOf = useChannelName();
  return (
    <section className={styles.card} aria-label={t('accounts')}>
      <Button
        fullWidth
        variant="default"
        leftSection={<Plus size={16} aria-hidden="true" />}
        disabled={!known}
        onClick={() => onChoose('')}
      >
        {t('newAccount')}
      </Button>
      {known && accounts.length === 0 && <p className={styles.none}>{t('noAccounts')}</p>}
      <ul className={styles.choices} aria-label={t('accounts')}>
        {accounts.map(({ accountId, name, channel, kind, health }) => (
          <li key={accountId}>
            <button type="button" aria-current={accountId === chosenId} onClick={() => onChoose(accountId)}>
              <span className={own.choice}>
                <strong>{name}</strong>
                <HealthChip health={health} />
              </span>
              <small>{channel === '' ? kind : `${nameOf(channel)} · ${kind}`}</small>
              {health.reason !== '' && <small title={health.reason}>{health.reason}</small>}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Channels' accounts and how they are doing, and what could not be brought in or sent. */
export function ChannelsPlace() {
  const { t } = useTranslation(['channels', 'admin']);
  const { channels } = useAdmin();
  const snapshot = useStore(channels);
  const live = useStore(channels.live);
  const [chosenId, setChosenId] = useState('');
  useEffect(() => channels.live.watch(), [channels]);
  const accounts = live.accounts.filter(({ accountId }) => accountId !== snapshot.removed);
  const { saved } = snapshot;
  // What was just added is what is looked at, as soon as the server tells of it.
  useEffect(() => {
    if (saved !== '') setChosenId(saved);
  }, [saved]);
  const chosen = accounts.find(({ accountId }) => accountId === chosenId);
  const [firstKind] = live.kinds;
  const hasMenu = live.kinds.some(({ kind, hasMenu: has }) => has && kind === chosen?.kind);
  const choose = (accountId: string): void => {
    channels.edited();
    setChosenId(accountId);
  };
  return (
    <>
      <PlaceHead
        title={t('admin:channelAccounts')}
        hint={t('hint')}
        problem={snapshot.problem ?? live.problem}
        loading={!live.known && live.problem === undefined}
      />
      {live.known && live.problem !== undefined && (
        <Alert color="yellow" variant="light">
          {t('away')}
        </Alert>
      )}
      <span role="status" className={own.good}>
        {snapshot.removed !== '' && t('removed')}
      </span>
      <div className={styles.pair}>
        <AccountList accounts={accounts} known={live.known} chosenId={chosenId} onChoose={choose} />
        {firstKind !== undefined && (
          <AccountForm
            key={chosen?.accountId ?? ''}
            account={chosen}
            firstKind={firstKind}
            live={{ ...live, accounts }}
            snapshot={snapshot}
          />
        )}
      </div>
      {chosen !== undefined && hasMenu && <MenuCard key={chosen.accountId} accountId={chosen.accountId} />}
      <Letters accounts={accounts} />
    </>
  );
}
