import { Button } from '@mantine/core';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { IntentsNow, IntentsSnapshot, NamedIntent } from '../../state/types.ts';
import { useIntentName } from '../../ui/intent-name.ts';
import adminStyles from '../admin.module.css';
import { useAdmin } from '../admin-context.ts';
import fieldStyles from '../fields.module.css';
import { TextField } from '../fields.tsx';
import { type Deed, deedOf } from './deed.ts';
import styles from './intents.module.css';

const INTENT = /^[a-z][a-z0-9-]{0,39}$/;
const KIND_OF: Readonly<Record<Deed, string | undefined>> = {
  ...{ answers: 'brand', person: 'brand', suggests: 'warn', 'hands-over': undefined },
};

function AddIntent() {
  const { t } = useTranslation('intents');
  const { intents } = useAdmin();
  const [name, setName] = useState('');
  return (
    <form
      className={styles.add}
      onSubmit={(event) => {
        event.preventDefault();
        if (!INTENT.test(name)) return;
        intents.add(name);
        setName('');
      }}
    >
      <TextField
        label={t('newIntent')}
        hint={t('newIntentHint')}
        value={name}
        maxLength={40}
        onChange={setName}
      />
      <Button
        type="submit"
        variant="default"
        disabled={!INTENT.test(name)}
        leftSection={<Plus size={16} aria-hidden="true" />}
      >
        {t('add')}
      </Button>
    </form>
  );
}

/** All intents, with what is done about each and how many examples it has. */
export function IntentList({
  now,
  snapshot,
}: {
  readonly now: IntentsNow;
  readonly snapshot: IntentsSnapshot;
}) {
  const { t } = useTranslation('intents');
  const { intents: editor } = useAdmin();
  const nameOf = useIntentName();
  const [search, setSearch] = useState('');
  const { draft, changed } = snapshot;
  const known = new Set(now.intents.map(({ intent }) => intent));
  const begun = changed
    .filter((intent) => !known.has(intent))
    .map(
      (intent): NamedIntent => ({
        ...{ intent, on: false, answer: { by: 'agent' }, examples: { zh: [], en: [] } },
      }),
    );
  const wanted = search.trim().toLowerCase();
  // Whoever looks for a sentence finds the intent that has it.
  const found = [...now.intents, ...begun].filter(({ intent, examples: { zh, en } }) =>
    [intent, nameOf(intent), ...zh, ...en].some((words) => words.toLowerCase().includes(wanted)),
  );
  return (
    <section className={adminStyles.card} aria-label={t('list')}>
      <input
        type="search"
        className={fieldStyles.input}
        aria-label={t('find')}
        placeholder={t('find')}
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      {found.length === 0 && <p className={adminStyles.none}>{t('noneFound')}</p>}
      <ul className={adminStyles.choices} aria-label={t('list')}>
        {found.map(({ intent, examples: { zh, en }, ...policy }) => {
          const deed = deedOf(intent, policy);
          return (
            <li key={intent}>
              <button
                type="button"
                aria-current={intent === draft?.intent}
                onClick={() => editor.choose(intent)}
              >
                <strong>{nameOf(intent)}</strong>
                <small>{t('counts', { zh: zh.length, en: en.length })}</small>
                <span className={adminStyles.chips}>
                  <span className={adminStyles.chip} data-kind={KIND_OF[deed]}>
                    {t(`does-${deed}`)}
                  </span>
                  {changed.includes(intent) && (
                    <span className={adminStyles.chip} data-kind="warn">
                      {t('unsaved')}
                    </span>
                  )}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
      <AddIntent />
    </section>
  );
}
