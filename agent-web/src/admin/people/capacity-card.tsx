import { Button } from '@mantine/core';
import { Save } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CapacityPlan, ChannelCapacity } from '../../state/types.ts';
import styles from '../admin.module.css';
import { useChannelName } from '../channel-name.ts';
import fieldStyles from '../fields.module.css';
import { NumberInput } from '../fields.tsx';
import { FormCard } from '../form-card.tsx';
import { SavedSign } from '../place-head.tsx';
import own from './people.module.css';

const MAX_UNITS = 10_000;
const MAX_AT_ONCE = 100;

function ChannelRow({
  channel,
  others,
  value,
  onChange,
}: {
  readonly channel: string;
  readonly others: readonly string[];
  readonly value: ChannelCapacity;
  readonly onChange: (value: ChannelCapacity) => void;
}) {
  const { t } = useTranslation('admin');
  const nameOf = useChannelName();
  const name = nameOf(channel);
  const { interrupts } = value;
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        <NumberInput
          label={t('costOf', { channel: name })}
          value={value.cost}
          min={0}
          max={MAX_UNITS}
          narrow
          onChange={(cost) => onChange({ ...value, cost })}
        />
      </td>
      <td>
        <NumberInput
          label={t('mostOf', { channel: name })}
          value={value.most}
          min={1}
          max={MAX_AT_ONCE}
          narrow
          onChange={(most) => onChange({ ...value, most })}
        />
      </td>
      <td>
        <label className={fieldStyles.box}>
          <input
            type="checkbox"
            aria-label={t('exclusiveOf', { channel: name })}
            checked={value.exclusive}
            onChange={(event) => onChange({ ...value, exclusive: event.target.checked })}
          />
        </label>
      </td>
      <td>
        <fieldset className={own.interrupts} aria-label={t('interruptsOf', { channel: name })}>
          {others.map((other) => (
            <label key={other} className={fieldStyles.box}>
              <input
                type="checkbox"
                checked={interrupts.includes(other)}
                onChange={({ target }) =>
                  onChange({
                    ...value,
                    interrupts: target.checked
                      ? [...interrupts, other]
                      : interrupts.filter((one) => one !== other),
                  })
                }
              />
              {nameOf(other)}
            </label>
          ))}
        </fieldset>
      </td>
    </tr>
  );
}

/** One capacity, with what each channel takes of an agent. */
export function CapacityCard({
  plan,
  saving,
  saved,
  onSave,
}: {
  readonly plan: CapacityPlan;
  readonly saving: boolean;
  readonly saved: boolean;
  readonly onSave: (plan: Omit<CapacityPlan, 'builtIn'>) => void;
}) {
  const { t } = useTranslation('admin');
  const [units, setUnits] = useState(plan.units);
  const [channels, setChannels] = useState(plan.channels);
  const names = Object.keys(channels);
  return (
    <FormCard
      title={t('capacityOf', { name: plan.name })}
      chips={plan.builtIn && <span className={styles.chip}>{t('builtIn')}</span>}
      tight
      onSubmit={() => onSave({ name: plan.name, units, channels })}
    >
      <p className={own.units}>
        {t('units')}
        <NumberInput
          label={t('unitsOf', { name: plan.name })}
          value={units}
          min={1}
          max={MAX_UNITS}
          narrow
          onChange={setUnits}
        />
      </p>
      <div className={styles.scrollBox}>
        <table
          className={`${styles.table} ${own.channels}`}
          aria-label={t('capacityOf', { name: plan.name })}
        >
          <thead>
            <tr>
              <th scope="col">{t('channel')}</th>
              <th scope="col">{t('cost')}</th>
              <th scope="col">{t('most')}</th>
              <th scope="col">{t('exclusive')}</th>
              <th scope="col">{t('interrupts')}</th>
            </tr>
          </thead>
          <tbody>
            {Object.entries(channels).map(([channel, value]) => (
              <ChannelRow
                key={channel}
                channel={channel}
                others={names.filter((one) => one !== channel)}
                value={value}
                onChange={(changed) => setChannels({ ...channels, [channel]: changed })}
              />
            ))}
          </tbody>
        </table>
      </div>
      <div className={styles.actions} data-apart="">
        <Button
          type="submit"
          variant="default"
          leftSection={<Save size={16} aria-hidden="true" />}
          loading={saving}
        >
          {t('saveCapacity', { name: plan.name })}
        </Button>
        <SavedSign shown={saved} text={t('saved')} />
      </div>
    </FormCard>
  );
}
