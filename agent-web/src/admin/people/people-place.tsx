import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PeopleSnapshot, SkilledPerson } from '../../state/types.ts';
import { useStore } from '../../ui/use-store.ts';
import styles from '../admin.module.css';
import { useAdmin } from '../admin-context.ts';
import fieldStyles from '../fields.module.css';
import { PlaceHead } from '../place-head.tsx';
import { CapacityCard } from './capacity-card.tsx';
import { PersonForm } from './person-form.tsx';

/** A person's skills in a line. */
const skillLine = ({ traits }: SkilledPerson): string =>
  [...Object.entries(traits.skills).map(([name, level]) => `${name} ${level}`), ...traits.languages].join(
    ' · ',
  );

function PersonList({
  people,
  chosenId,
  onChoose,
}: {
  readonly people: readonly SkilledPerson[];
  readonly chosenId: string | undefined;
  readonly onChoose: (agentId: string) => void;
}) {
  const { t } = useTranslation('admin');
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLowerCase();
  const found = people.filter((one) =>
    `${one.name} ${one.login} ${skillLine(one)}`.toLowerCase().includes(wanted),
  );
  return (
    <section className={styles.card} aria-label={t('agents')}>
      <input
        type="search"
        className={fieldStyles.input}
        aria-label={t('findPerson')}
        placeholder={t('findPerson')}
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      {found.length === 0 && <p className={styles.none}>{t('noPeople')}</p>}
      <ul className={styles.choices} aria-label={t('agents')}>
        {found.map((one) => (
          <li key={one.agentId}>
            <button
              type="button"
              aria-current={one.agentId === chosenId}
              onClick={() => onChoose(one.agentId)}
            >
              <strong>{one.name}</strong>
              <small>{skillLine(one) || t('noSkills')}</small>
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
          saving={snapshot.step === 'saving'}
          saved={snapshot.saved === plan.name}
          onSave={(changed) => people.saveCapacity(changed, t('capacityNote', { name: plan.name }))}
        />
      ))}
    </section>
  );
}

/** Agents with their skills, and how much they can have in hand. */
export function PeoplePlace() {
  const { t } = useTranslation('admin');
  const { people: editor } = useAdmin();
  const snapshot = useStore(editor);
  const [chosenId, setChosenId] = useState<string | undefined>(undefined);
  useEffect(() => editor.load(), [editor]);
  const chosen = snapshot.people.find(({ agentId }) => agentId === chosenId) ?? snapshot.people[0];
  return (
    <>
      <PlaceHead
        title={t('people')}
        hint={t('peopleHint')}
        problem={snapshot.problem}
        loading={snapshot.step === 'loading'}
      />
      <div className={styles.pair}>
        <PersonList people={snapshot.people} chosenId={chosen?.agentId} onChoose={setChosenId} />
        {/* Filled in once it is known: what others have changed meanwhile is not saved over. */}
        {chosen !== undefined && snapshot.step !== 'loading' && (
          <PersonForm
            key={chosen.agentId}
            person={chosen}
            capacities={snapshot.capacities}
            known={snapshot.skills}
            saving={snapshot.step === 'saving'}
            saved={snapshot.saved === chosen.agentId}
            onSave={(traits) => editor.save(chosen.agentId, traits)}
          />
        )}
      </div>
      <Capacities snapshot={snapshot} />
    </>
  );
}
