import { Button } from '@mantine/core';
import { PlugZap, Save } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { accountDraft, newDraft } from '../../state/admin/account-draft.ts';
import type {
  AccountDraft,
  AccountKind,
  AccountsSnapshot,
  ChannelAccount,
  LiveAccounts,
  SettingDraft,
} from '../../state/types.ts';
import { RemoveButton } from '../../ui/staff/remove-button.tsx';
import { Switch } from '../../ui/switch.tsx';
import styles from '../admin.module.css';
import { useAdmin } from '../admin-context.ts';
import { useChannelName } from '../channel-name.ts';
import fieldStyles from '../fields.module.css';
import { ChoiceField, TextField } from '../fields.tsx';
import { FormCard } from '../form-card.tsx';
import { SavedSign } from '../place-head.tsx';
import { useWhen } from '../when.ts';
import own from './channels.module.css';
import { HealthChip } from './health-chip.tsx';
import { SettingInput } from './setting-input.tsx';
import { Webhook } from './webhook.tsx';

const ID = /^[A-Za-z0-9_-]{1,64}$/;

function Standing({ health }: Pick<ChannelAccount, 'health'>) {
  const { t } = useTranslation('channels');
  const when = useWhen();
  const { reason, sinceMs, instanceId } = health;
  return (
    <p className={own.standing}>
      <HealthChip health={health} />
      {reason !== '' && <span>{reason}</span>}
      {sinceMs > 0 && <span>{t('since', { when: when(sinceMs) })}</span>}
      {instanceId !== '' && <span>{t('heldBy', { instance: instanceId })}</span>}
    </p>
  );
}

/** What the server said of the draft, other than at one of its settings. */
function Verdict({
  snapshot,
  known,
}: {
  readonly snapshot: AccountsSnapshot;
  readonly known: readonly string[];
}) {
  const { t } = useTranslation('channels');
  const { step, tried, wrong } = snapshot;
  const elsewhere = wrong !== undefined && !known.includes(wrong.setting);
  return (
    <div role="status">
      {step === 'testing' && <p className={own.standing}>{t('testing')}</p>}
      {tried?.reason === '' && <p className={own.good}>{t('cameUp')}</p>}
      {tried !== undefined && tried.reason !== '' && (
        <p className={own.wrong}>{t('notUp', { reason: tried.reason })}</p>
      )}
      {wrong !== undefined && (
        <p className={own.wrong}>
          {t('refused', { reason: elsewhere ? `${wrong.setting} ${wrong.reason}`.trim() : wrong.reason })}
        </p>
      )}
    </div>
  );
}

/** One account, new or to be changed. */
export function AccountForm({
  account,
  firstKind,
  live,
  snapshot,
}: {
  readonly account: ChannelAccount | undefined;
  readonly firstKind: AccountKind;
  readonly live: LiveAccounts;
  readonly snapshot: AccountsSnapshot;
}) {
  const { t } = useTranslation('channels');
  const { channels } = useAdmin();
  const nameOf = useChannelName();
  const taken = live.accounts.map(({ accountId }) => accountId);
  const fieldsOf = (kind: string) => live.kinds.find((one) => one.kind === kind)?.fields ?? [];
  const [draft, setDraft] = useState<AccountDraft>(() =>
    account === undefined ? newDraft(firstKind, taken) : accountDraft(account, fieldsOf(account.kind)),
  );
  const { accountId, kind, name, enabled, failoverTo, settings } = draft;
  const fields = fieldsOf(kind);
  const saved = snapshot.saved === accountId;
  // A secret that was saved is the server's: the field is for another one.
  useEffect(() => {
    if (!saved) return;
    setDraft((before) => {
      const secrets = (live.kinds.find((one) => one.kind === before.kind)?.fields ?? []).filter(
        ({ secret }) => secret,
      );
      const emptied = Object.fromEntries(secrets.map((one) => [one.name, '']));
      return { ...before, settings: { ...before.settings, ...emptied } };
    });
  }, [saved, live.kinds]);
  const change = (next: AccountDraft): void => {
    channels.edited();
    setDraft(next);
  };
  const set = (setting: string, value: SettingDraft): void =>
    change({ ...draft, settings: { ...settings, [setting]: value } });
  const changeKind = (next: string): void => {
    const chosen = live.kinds.find((one) => one.kind === next);
    if (chosen !== undefined) change({ ...newDraft(chosen, taken), name });
  };
  const idTaken = account === undefined && !saved && taken.includes(accountId);
  const idProblem = idTaken ? t('idTaken') : ID.test(accountId) ? undefined : t('idWrong');
  const channel = live.kinds.find((one) => one.kind === kind)?.channel ?? '';
  const others = live.accounts.filter((one) => one.channel === channel && one.accountId !== accountId);
  const goes = idProblem === undefined && snapshot.step === 'none';
  return (
    <FormCard
      title={account === undefined ? t('newAccount') : t('editAccount', { name: account.name })}
      chips={account !== undefined && <span className={styles.chip}>{accountId}</span>}
      onSubmit={() => {
        if (goes) channels.save(draft);
      }}
    >
      {account !== undefined && <Standing health={account.health} />}
      <div className={fieldStyles.grid}>
        {account === undefined && (
          <>
            <ChoiceField
              label={t('kind')}
              value={kind}
              onChange={changeKind}
              options={live.kinds.map((one) => [one.kind, `${nameOf(one.channel)} · ${one.kind}`])}
            />
            <TextField
              label={t('accountId')}
              hint={t('accountIdHint')}
              wrong={idProblem}
              value={accountId}
              maxLength={64}
              required
              onChange={(value) => change({ ...draft, accountId: value })}
            />
          </>
        )}
        <TextField
          label={t('name')}
          hint={t('nameHint')}
          value={name}
          maxLength={80}
          dir="auto"
          required
          onChange={(value) => change({ ...draft, name: value })}
        />
        <ChoiceField
          label={t('failover')}
          hint={t('failoverHint')}
          value={failoverTo}
          onChange={(value) => change({ ...draft, failoverTo: value })}
          options={[['', t('noFailover')], ...others.map((one) => [one.accountId, one.name] as const)]}
        />
        <Switch label={t('enabled')} on={enabled} onChange={(on) => change({ ...draft, enabled: on })} />
      </div>
      {account !== undefined && account.webhookUrl !== '' && <Webhook url={account.webhookUrl} />}
      <h3>{t('settings')}</h3>
      <div className={fieldStyles.grid}>
        {fields.map((field) => (
          <SettingInput
            key={`${kind} ${field.name}`}
            field={field}
            draft={settings[field.name] ?? ''}
            kept={account?.secretsSet.includes(field.name) === true}
            wrong={snapshot.wrong?.setting === field.name ? snapshot.wrong.reason : undefined}
            onChange={(value) => set(field.name, value)}
          />
        ))}
      </div>
      <Verdict snapshot={snapshot} known={fields.map((field) => field.name)} />
      <div className={styles.actions}>
        <Button
          type="submit"
          leftSection={<Save size={16} aria-hidden="true" />}
          loading={snapshot.step === 'saving'}
          disabled={!goes}
        >
          {t('save')}
        </Button>
        <Button
          variant="default"
          leftSection={<PlugZap size={16} aria-hidden="true" />}
          loading={snapshot.step === 'testing'}
          disabled={snapshot.step !== 'none'}
          onClick={(event) => {
            if (goes && event.currentTarget.form?.reportValidity() === true) channels.tryOut(draft);
          }}
        >
          {t('test')}
        </Button>
        {account !== undefined && (
          <RemoveButton
            label={t('remove')}
            busy={snapshot.step !== 'none'}
            onRemove={() => channels.remove(accountId)}
          />
        )}
        <SavedSign shown={saved} text={t('saved')} />
      </div>
    </FormCard>
  );
}
