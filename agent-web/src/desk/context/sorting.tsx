import type { Conversation } from '@weft/proto';
import { Plus, X } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PRIORITIES, pointsOf, priorityOf } from '../../state/inbox/priority.ts';
import type { Thread } from '../../state/types.ts';
import { useStore } from '../../ui/use-store.ts';
import { useDesk } from '../desk-context.ts';
import chips from './chips.module.css';
import { Part } from './part.tsx';
import styles from './sorting.module.css';

/** Characters of one tag; the control plane keeps no more. */
const MAX_TAG = 40;

function Tag({ name, thread }: { readonly name: string; readonly thread: Thread }) {
  const { t } = useTranslation('context');
  const { inbox } = useDesk().conversations;
  const find = (): void => {
    inbox.choose('all');
    inbox.search(`#${name}`);
  };
  return (
    <li className={chips.chip}>
      <button type="button" dir="auto" title={t('findTag', { name })} onClick={find}>
        {name}
      </button>
      <button type="button" aria-label={t('removeTag', { name })} onClick={() => thread.tag([], [name])}>
        <X size={13} aria-hidden="true" />
      </button>
    </li>
  );
}

/** What it is about in a few words, and how urgent it is: for colleagues, lists and the rules of routing. */
export function Sorting({ head, thread }: { readonly head: Conversation; readonly thread: Thread }) {
  const { t } = useTranslation('context');
  const { tags } = useDesk().conversations;
  const inUse = useStore(tags);
  const [name, setName] = useState('');
  const suggestions = useId();
  const add = (event: FormEvent): void => {
    event.preventDefault();
    if (name.trim() === '') return;
    thread.tag([name], []);
    setName('');
  };
  return (
    <Part title={t('sorting')}>
      {head.tags.length > 0 && (
        <ul className={chips.list} aria-label={t('tags')}>
          {head.tags.map((one) => (
            <Tag key={one} name={one} thread={thread} />
          ))}
        </ul>
      )}
      <div className={styles.row}>
        <form className={styles.add} onSubmit={add}>
          <input
            type="text"
            aria-label={t('addTag')}
            placeholder={t('addTag')}
            list={suggestions}
            maxLength={MAX_TAG}
            autoComplete="off"
            dir="auto"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <button type="submit" aria-label={t('addTagNow')} disabled={name.trim() === ''}>
            <Plus size={16} aria-hidden="true" />
          </button>
          <datalist id={suggestions}>
            {inUse
              .filter((one) => !head.tags.includes(one))
              .map((one) => (
                <option key={one} value={one} />
              ))}
          </datalist>
        </form>
        <select
          className={styles.priority}
          aria-label={t('priority')}
          data-priority={priorityOf(head.priority)}
          value={priorityOf(head.priority)}
          onChange={(event) => {
            const chosen = PRIORITIES.find((one) => one === event.currentTarget.value);
            if (chosen !== undefined) thread.prioritize(pointsOf(chosen));
          }}
        >
          {PRIORITIES.map((one) => (
            <option key={one} value={one}>
              {t(`priority-${one}`)}
            </option>
          ))}
        </select>
      </div>
    </Part>
  );
}
