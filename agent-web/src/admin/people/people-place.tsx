import { Button } from '@mantine/core';
import { UserPlus } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PeopleSnapshot, SkilledPerson } from '../../state/types.ts';
import { useStore } from '../../ui/use-store.ts';
import styles from '../admin.module.css';
import { useAdmin } from '../admin-context.ts';
import fieldStyles from '../fields.module.css';
import { PlaceHead } from '../place-head.tsx';
import { AccountCard } from './account-card.tsx';
import { CapacityCard } from './capacity-card.tsx';
import { NewPerson } from './new-person.tsx';
import { PersonForm } from './person-form.tsx';
import { roleOf, useRoleChoices } from './staff-role.ts';
import { ToldPassword } from './told-password.tsx';

/** A person's skills in a line. */
const skillLine = ({ traits }: SkilledPerson): string =>
  [...Object.entries(traits.skills).map(([name, level]) => `${name} ${level}`), ...traits.languages].join(
    ' · ',
  );

function PersonList({
  people,
  chosenId,
  onChoose,
  onNew,
}: {
  readonly people: readonly SkilledPerson[];
  readonly chosenId: string | undefined;
  readonly onChoose: (agentId: string) => void;
  readonly onNew: () => void;
}) {
  const { t } = useTranslation('admin');
  const roles = new Map(useRoleChoices());
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLowerCase();
  const found = people.filter((one) =>
    `${one.name} ${one.login} ${skillLine(one)}`.toLowerCase().includes(wanted),
  );
  return (
    <section className={styles.card} aria-label={t('people')}>
      <Button
        fullWidth
        variant="default"
        mb={10}
        leftSection={<UserPlus size={16} aria-hidden="true" />}
        onClick={onNew}
      >
        {t('newPerson')}
      </Button>
      <input
        type="search"
        className={fieldStyles.input}
        aria-label={t('findPerson')}
        placeholder={t('findPerson')}
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      {found.length === 0 && <p className={styles.none}>{t('noPeople')}</p>}
      <ul className={styles.choices} aria-label={t('people')}>
        {found.map((one) => (
          <li key={one.agentId}>
            <button
              type="button"
              aria-current={one.agentId === chosenId}
              onClick={() => onChoose(one.agentId)}
            >
              <strong>{one.name}</strong>
              <small>
                {[one.active ? '' : t('shutOut'), roles.get(roleOf(one)), skillLine(one)]
                  .filter((part) => part !== '')
                  .join(' · ')}
              </small>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Capacities({ snapshot }: { readonly snapshot: PeopleSnapshot }) {
  const { t } = useTranslation('admin');
  const { people } = useAdmin();
  return (
    <section className={styles.stack} aria-labelledby="capacities">
      <div className={styles.head}>
        <h2 id="capacities">{t('capacities')}</h2>
        <p>{t('capacitiesHint')}</p>
      </div>
      {snapshot.capacities.map((plan) => (
        <CapacityCard
          key={JSON.stringify(plan)}
          plan={plan}
          saving={snapshot.step !== 'none'}
          saved={snapshot.saved === plan.name}
          onSave={(changed) => people.saveCapacity(changed, t('capacityNote', { name: plan.name }))}
        />
      ))}
    </section>
  );
}

/** Who works here, with their skills and how much they can have in hand. */
export function PeoplePlace() {
  const { t } = useTranslation('admin');
  const admin = useAdmin();
  const { people: editor } = admin;
  const snapshot = useStore(editor);
  const state = useStore(admin);
  /** 'new' = nobody yet. */
  const [chosenId, setChosenId] = useState<string | undefined>(undefined);
  const choose = (agentId: string): void => {
    setChosenId(agentId);
    editor.forgetPassword();
  };
  useEffect(() => {
    editor.load();
    return () => editor.forgetPassword();
  }, [editor]);
  const { told } = snapshot;
  // Who was just added is who is looked at.
  useEffect(() => {
    if (told !== undefined) setChosenId(told.agentId);
  }, [told]);
  const adding = chosenId === 'new';
  const chosen = snapshot.people.find(({ agentId }) => agentId === chosenId) ?? snapshot.people[0];
  const saving = snapshot.step !== 'none';
  return (
    <>
      <PlaceHead
        title={t('people')}
        hint={t('peopleHint')}
        problem={snapshot.problem}
        loading={snapshot.step === 'loading'}
      />
      <div className={styles.pair}>
        <PersonList
          people={snapshot.people}
          chosenId={adding ? undefined : chosen?.agentId}
          onChoose={choose}
          onNew={() => choose('new')}
        />
        {adding && <NewPerson known={snapshot.people} saving={saving} />}
        {/* Filled in once it is known: what others have changed meanwhile is not saved over. */}
        {!adding && chosen !== undefined && snapshot.step !== 'loading' && (
          <div className={styles.stack}>
            {told !== undefined && <ToldPassword told={told} onDone={() => editor.forgetPassword()} />}
            <AccountCard
              key={JSON.stringify([chosen.agentId, chosen.name, chosen.role, chosen.grants])}
              person={chosen}
              own={state.name === 'signed-in' && state.agentId === chosen.agentId}
              saving={saving}
              saved={snapshot.savedAccount === chosen.agentId}
            />
            {chosen.role === 'agent' && (
              <PersonForm
                key={chosen.agentId}
                person={chosen}
                capacities={snapshot.capacities}
                known={snapshot.skills}
                saving={saving}
                saved={snapshot.saved === chosen.agentId}
                onSave={(traits) => editor.save(chosen.agentId, traits)}
              />
            )}
          </div>
        )}
      </div>
      <Capacities snapshot={snapshot} />
    </>
  );
}
