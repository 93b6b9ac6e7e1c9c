import { Alert, Button } from '@mantine/core';
import { Plus, Save, X } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import {
  EMPTY_LEAF,
  type LengthProblem,
  MENU_LIMITS,
  menuIsWhole,
  nameProblem,
  valueProblem,
} from '../../state/admin/menu-draft.ts';
import type { MenuEntry, MenuLeaf } from '../../state/types.ts';
import { useProblemText } from '../../ui/problem-text.ts';
import { Switch } from '../../ui/switch.tsx';
import { useStore } from '../../ui/use-store.ts';
import styles from '../admin.module.css';
import { useAdmin } from '../admin-context.ts';
import fieldStyles from '../fields.module.css';
import { ChoiceField, TextField } from '../fields.tsx';
import { FormCard } from '../form-card.tsx';
import { SavedSign } from '../place-head.tsx';
import own from './channels.module.css';

/** Letters that a field takes: bytes are counted apart. */
const MAX_LETTERS = 1_024;

function useLengthText(): (problem: LengthProblem, most: number) => string | undefined {
  const { t } = useTranslation('channels');
  return (problem, most) => {
    if (problem === undefined) return undefined;
    return t(problem === 'long' ? 'menuLong' : 'menuMissing', { most });
  };
}

function NameField({
  leaf,
  isBelow,
  onChange,
}: {
  readonly leaf: MenuLeaf;
  readonly isBelow: boolean;
  readonly onChange: (name: string) => void;
}) {
  const { t } = useTranslation('channels');
  const say = useLengthText();
  const most = isBelow ? MENU_LIMITS.nameBelow : MENU_LIMITS.name;
  return (
    <TextField
      label={t('menuName')}
      wrong={say(nameProblem(leaf, isBelow), most)}
      value={leaf.name}
      maxLength={MAX_LETTERS}
      dir="auto"
      required
      onChange={onChange}
    />
  );
}

/** What pressing it does. */
function DeedFields({
  leaf,
  onChange,
}: {
  readonly leaf: MenuLeaf;
  readonly onChange: (changes: Partial<MenuLeaf>) => void;
}) {
  const { t } = useTranslation('channels');
  const say = useLengthText();
  const opens = leaf.does === 'opens';
  return (
    <>
      <ChoiceField
        label={t('menuDoes')}
        value={leaf.does}
        onChange={(does) => onChange({ does, ticket: false, value: '' })}
        options={[
          ['tells', t('menuTells')],
          ['opens', t('menuOpens')],
        ]}
      />
      <TextField
        label={t(opens ? 'menuUrl' : 'menuKey')}
        {...(opens ? {} : { hint: t('menuKeyHint') })}
        wrong={say(valueProblem(leaf), opens ? MENU_LIMITS.url : MENU_LIMITS.key)}
        value={leaf.value}
        maxLength={MAX_LETTERS}
        dir="auto"
        required
        onChange={(value) => onChange({ value })}
      />
      {!opens && (
        <Switch label={t('menuTicket')} on={leaf.ticket} onChange={(ticket) => onChange({ ticket })} />
      )}
    </>
  );
}

function EntryFields({
  entry,
  number,
  onChange,
  onRemove,
}: {
  readonly entry: MenuEntry;
  readonly number: number;
  readonly onChange: (entry: MenuEntry) => void;
  readonly onRemove: () => void;
}) {
  const { t } = useTranslation('channels');
  const { below } = entry;
  const changeBelow = (place: number, changes: Partial<MenuLeaf>): void =>
    onChange({ ...entry, below: below.map((one, at) => (at === place ? { ...one, ...changes } : one)) });
  return (
    <fieldset className={own.entry}>
      <legend>{t('menuEntry', { number })}</legend>
      <div className={fieldStyles.grid}>
        <NameField leaf={entry} isBelow={false} onChange={(name) => onChange({ ...entry, name })} />
        {below.length === 0 && (
          <DeedFields leaf={entry} onChange={(changes) => onChange({ ...entry, ...changes })} />
        )}
      </div>
      {below.map((leaf, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an entry is nothing but its place
        <fieldset key={at} className={own.below}>
          <legend>{t('menuBelow', { number, below: at + 1 })}</legend>
          <div className={fieldStyles.grid}>
            <NameField leaf={leaf} isBelow onChange={(name) => changeBelow(at, { name })} />
            <DeedFields leaf={leaf} onChange={(changes) => changeBelow(at, changes)} />
          </div>
          <div>
            <Button
              size="sm"
              variant="default"
              leftSection={<X size={16} aria-hidden="true" />}
              onClick={() => onChange({ ...entry, below: below.filter((_, place) => place !== at) })}
            >
              {t('menuRemoveBelow', { number, below: at + 1 })}
            </Button>
          </div>
        </fieldset>
      ))}
      <div className={styles.actions}>
        {below.length < MENU_LIMITS.below && (
          <Button
            size="sm"
            variant="default"
            leftSection={<Plus size={16} aria-hidden="true" />}
            onClick={() => onChange({ ...entry, below: [...below, EMPTY_LEAF] })}
          >
            {t('menuAddBelow', { number })}
          </Button>
        )}
        <Button
          size="sm"
          variant="default"
          leftSection={<X size={16} aria-hidden="true" />}
          onClick={onRemove}
        >
          {t('menuRemove', { number })}
        </Button>
      </div>
    </fieldset>
  );
}

/** The menu below an account's conversations, as its vendor has it. */
export function MenuCard({ accountId }: { readonly accountId: string }) {
  const { t } = useTranslation('channels');
  const { menu } = useAdmin();
  const snapshot = useStore(menu);
  useEffect(() => menu.load(accountId), [menu, accountId]);
  const { entries, known, wrong, saved, step, problem } = snapshot;
  const tell = useProblemText();
  const told = problem === undefined ? undefined : tell(problem);
  return (
    <FormCard title={t('menu')} onSubmit={() => menu.save()}>
      <p className={styles.hint}>{t('menuHint')}</p>
      {told !== undefined && (
        <Alert color="red" variant="light" role="alert">
          {told.title} {told.advice}
        </Alert>
      )}
      {entries.map((entry, at) => (
        <EntryFields
          // biome-ignore lint/suspicious/noArrayIndexKey: an entry is nothing but its place
          key={at}
          entry={entry}
          number={at + 1}
          onChange={(next) => menu.change(entries.map((one, place) => (place === at ? next : one)))}
          onRemove={() => menu.change(entries.filter((_, place) => place !== at))}
        />
      ))}
      {known && entries.length === 0 && <p className={styles.none}>{t('menuNone')}</p>}
      <div role="status">
        {wrong !== '' && <p className={own.wrong}>{t('refused', { reason: wrong })}</p>}
      </div>
      <div className={styles.actions}>
        {entries.length < MENU_LIMITS.first && (
          <Button
            variant="default"
            disabled={!known}
            leftSection={<Plus size={16} aria-hidden="true" />}
            onClick={() => menu.change([...entries, { ...EMPTY_LEAF, below: [] }])}
          >
            {t('menuAdd')}
          </Button>
        )}
        <Button
          type="submit"
          leftSection={<Save size={16} aria-hidden="true" />}
          loading={step === 'saving'}
          disabled={!known || !menuIsWhole(entries) || step !== 'none'}
        >
          {t(entries.length === 0 ? 'menuTakeAway' : 'menuSave')}
        </Button>
        <SavedSign shown={saved} text={t('menuSaved')} />
      </div>
    </FormCard>
  );
}
