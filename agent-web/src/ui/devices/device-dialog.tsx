import type { CallKind } from '@weft/proto';
import { Mic, Video, Volume2, X } from 'lucide-react';
import { useEffect, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Devices, NoiseSnapshot } from '../../state/types.ts';
import { useModal } from '../modal.ts';
import { useStore } from '../use-store.ts';
import { DeviceField } from './device-field.tsx';
import styles from './devices.module.css';
import { LevelMeter } from './level-meter.tsx';
import { NoiseSwitch } from './noise-switch.tsx';
import { Preview } from './preview.tsx';

/** The choice of devices, before a call and in one. */
export interface DeviceDialogProps {
  readonly devices: Devices;
  readonly noise: NoiseSnapshot;
  readonly onNoise: (on: boolean) => void;
  /** Whether the camera is tried out too. */
  readonly kind: CallKind;
  readonly onClose: () => void;
}

/** Camera, microphone and speaker with preview and level meter; the preview ends with the dialog. */
export function DeviceDialog({ devices, noise, onNoise, kind, onClose }: DeviceDialogProps) {
  const { t } = useTranslation('call');
  const snapshot = useStore(devices);
  const dialog = useModal(onClose);
  const heading = useId();
  useEffect(() => {
    devices.startPreview(kind);
    return () => devices.stopPreview();
  }, [devices, kind]);
  return (
    <dialog ref={dialog} className={styles.dialog} aria-labelledby={heading}>
      <header className={styles.head}>
        <h2 id={heading}>{t('deviceChoice')}</h2>
        <button
          type="button"
          className={styles.close}
          aria-label={t('close')}
          onClick={() => dialog.current?.close()}
        >
          <X size={20} aria-hidden="true" />
        </button>
      </header>
      <div className={styles.body}>
        <Preview devices={devices} kind={kind} />
        <DeviceField
          label={t('cameraDevice')}
          icon={<Video size={18} aria-hidden="true" />}
          devices={snapshot.cameras}
          chosenId={snapshot.cameraId}
          onChoose={(id) => devices.chooseCamera(id)}
        />
        <div>
          <DeviceField
            label={t('microphoneDevice')}
            icon={<Mic size={18} aria-hidden="true" />}
            devices={snapshot.microphones}
            chosenId={snapshot.microphoneId}
            onChoose={(id) => devices.chooseMicrophone(id)}
          />
          <LevelMeter devices={devices} />
          <p className={styles.tip}>{t('speakToTest')}</p>
        </div>
        {snapshot.canChooseSpeaker && (
          <DeviceField
            label={t('speakerDevice')}
            icon={<Volume2 size={18} aria-hidden="true" />}
            devices={snapshot.speakers}
            chosenId={snapshot.speakerId}
            onChoose={(id) => devices.chooseSpeaker(id)}
          />
        )}
        <NoiseSwitch noise={noise} onChange={onNoise} />
      </div>
      <footer className={styles.foot}>
        <button type="button" onClick={() => dialog.current?.close()}>
          {t('done')}
        </button>
      </footer>
    </dialog>
  );
}
