import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeviceInfo } from '../../state/types.ts';
import styles from './devices.module.css';

/** A choice among the devices of one kind. */
export interface DeviceFieldProps {
  readonly label: string;
  readonly icon: ReactNode;
  readonly devices: readonly DeviceInfo[];
  /** Empty = the system's default. */
  readonly chosenId: string;
  readonly onChoose: (deviceId: string) => void;
}

/** One labelled list of devices. Devices without a name (no permission yet) are numbered. */
export function DeviceField({ label, icon, devices, chosenId, onChoose }: DeviceFieldProps) {
  const { t } = useTranslation('call');
  const id = useId();
  const listed = devices.filter((device) => device.id !== '');
  const known = listed.some((device) => device.id === chosenId);
  return (
    <div className={styles.field}>
      <label htmlFor={id}>
        {icon} {label}
      </label>
      <select
        id={id}
        value={known ? chosenId : ''}
        disabled={devices.length === 0}
        onChange={(event) => onChoose(event.target.value)}
      >
        <option value="">{devices.length === 0 ? t('noDevices') : t('systemDefault')}</option>
        {listed.map((device, index) => (
          <option key={device.id} value={device.id}>
            {device.label || t('unnamedDevice', { number: index + 1 })}
          </option>
        ))}
      </select>
    </div>
  );
}
