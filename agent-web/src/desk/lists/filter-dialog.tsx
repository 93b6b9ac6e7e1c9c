import { Button } from '@mantine/core';
import { type Channel, type ConversationFilter, OPEN_FILTER } from '@weft/proto';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PRIORITIES } from '../../state/inbox/priority.ts';
import { useStore } from '../../ui/use-store.ts';
import { useDesk } from '../desk-context.ts';
import { Dialog } from '../dialog.tsx';
import styles from '../form.module.css';
import { Choice } from './choice.tsx';
import { FieldChoices, keptFields } from './field-choices.tsx';
import own from './lists.module.css';
import { TagField, useNamedTags } from './tag-field.tsx';

const CHANNELS = [
  ...(['chat', 'email', 'sms', 'wechat', 'weibo', 'phone', 'call'] as const),
] satisfies readonly Channel[];

function Toggle({
  name,
  on,
  onChange,
}: {
  readonly name: string;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
}) {
  return (
    <label className={own.toggle}>
      <input type="checkbox" checked={on} onChange={(event) => onChange(event.currentTarget.checked)} />
      {name}
    </label>
  );
}

/** The list with something in it, or without it. */
const switched = <Value,>(list: readonly Value[], value: Value, on: boolean): Value[] => [
  ...list.filter((one) => one !== value),
  ...(on ? [value] : []),
];

/** Narrows the list to what is asked here. */
export default function FilterDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation(['lists', 'inbox', 'context']);
  const { inbox, floor, tags: tagsInUse, fields } = useDesk().conversations;
  const { view, filter: before } = useStore(inbox);
  const { agents, service } = useStore(floor);
  const [filter, setFilter] = useState<ConversationFilter>(before);
  const named = useNamedTags(before.tags);
  const ownFields = useStore(fields);
  useEffect(() => floor.watch(), [floor]);
  const set = (changes: Partial<ConversationFilter>): void => setFilter({ ...filter, ...changes });
  const show = (wanted: ConversationFilter): void => {
    inbox.narrow(wanted);
    onClose();
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    show(keptFields({ ...filter, tags: [...named.all] }, ownFields));
  };
  // Elsewhere the view has said whose they are.
  const asksAgent = view === 'all' || view === 'closed' || view === 'mentions' || view === 'followed';
  return (
    <Dialog title={t('lists:filterTitle')} onClose={onClose}>
      <form className={styles.form} onSubmit={submit}>
        <fieldset>
          <legend>{t('lists:channel')}</legend>
          <div className={own.toggles}>
            {CHANNELS.map((one) => (
              <Toggle
                key={one}
                name={t(`inbox:channel-${one}`)}
                on={filter.channels.includes(one)}
                onChange={(on) => set({ channels: switched(filter.channels, one, on) })}
              />
            ))}
          </div>
        </fieldset>
        <fieldset>
          <legend>{t('lists:priority')}</legend>
          <div className={own.toggles}>
            {PRIORITIES.map((one) => (
              <Toggle
                key={one}
                name={t(`context:priority-${one}`)}
                on={filter.priorities.includes(one)}
                onChange={(on) => set({ priorities: switched(filter.priorities, one, on) })}
              />
            ))}
          </div>
        </fieldset>
        <div className={own.pair}>
          <Choice
            label={t('lists:queue')}
            any={t('lists:anyQueue')}
            value={filter.queueId}
            options={service.map(({ queueId, title }) => [queueId, title || queueId])}
            onChange={(queueId) => set({ queueId })}
          />
          {asksAgent && (
            <Choice
              label={t('lists:agent')}
              any={t('lists:anyAgent')}
              value={filter.agentId}
              options={agents.map(({ agentId, displayName }) => [agentId, displayName || agentId])}
              onChange={(agentId) => set({ agentId })}
            />
          )}
        </div>
        <TagField named={named} known={useStore(tagsInUse)} />
        <FieldChoices filter={filter} onChange={set} />
        <div>
          <Toggle
            name={t('lists:awaiting')}
            on={filter.awaitingAnswer}
            onChange={(awaitingAnswer) => set({ awaitingAnswer })}
          />
        </div>
        <div className={styles.actions}>
          <Button variant="default" onClick={() => show(OPEN_FILTER)}>
            {t('lists:clear')}
          </Button>
          <Button type="submit">{t('lists:apply')}</Button>
        </div>
      </form>
    </Dialog>
  );
}
