import {
  AudioLines,
  Mic,
  MicOff,
  Pause,
  PhoneOff,
  Play,
  ScreenShare,
  ScreenShareOff,
  Settings2,
  Video,
  VideoOff,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type {
  CallControls as CallActions,
  MediaSnapshot,
  NoiseSnapshot,
  SendSnapshot,
} from '../../state/types.ts';
import { ControlButton } from './control-button.tsx';
import styles from './controls.module.css';

/** What the buttons show and do. */
export interface CallControlsProps {
  readonly media: MediaSnapshot;
  readonly noise: NoiseSnapshot;
  readonly canShareScreen: boolean;
  readonly actions: CallActions & { setNoiseSuppression(on: boolean): void };
  readonly onDevices: () => void;
  /** Agents only: the call's hold and how to change it. */
  readonly hold?: { readonly on: boolean; readonly set: (on: boolean) => void };
  /** The last button's name; "Hang up" when absent. */
  readonly endLabel?: string;
  /** This side only listens: what it would send with is not offered. */
  readonly listening?: boolean;
}

const sends = (snapshot: SendSnapshot): boolean => snapshot.name === 'on' || snapshot.name === 'starting';

/** The row of buttons below a call. */
export function CallControls(props: CallControlsProps) {
  const { media, noise, canShareScreen, actions, onDevices, hold, endLabel, listening = false } = props;
  const { t } = useTranslation('call');
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms; these are the buttons of a call
    <div role="group" aria-label={t('callControls')} className={styles.bar}>
      {!listening && <SendButtons {...{ media, noise, canShareScreen, actions }} />}
      {hold !== undefined && (
        <ControlButton
          label={t('hold')}
          icon={hold.on ? Play : Pause}
          pressed={hold.on}
          onClick={() => hold.set(!hold.on)}
        />
      )}
      <ControlButton label={t('devices')} icon={Settings2} onClick={onDevices} />
      <ControlButton
        label={endLabel ?? t('hangUp')}
        icon={PhoneOff}
        tone="danger"
        onClick={() => actions.hangUp()}
      />
    </div>
  );
}

/** The buttons for what this side sends. */
function SendButtons({
  media,
  noise,
  canShareScreen,
  actions,
}: Pick<CallControlsProps, 'media' | 'noise' | 'canShareScreen' | 'actions'>) {
  const { t } = useTranslation('call');
  const muted = !sends(media.microphone);
  const camera = sends(media.camera);
  const screen = sends(media.screen);
  return (
    <>
      <ControlButton
        label={t('mute')}
        icon={muted ? MicOff : Mic}
        pressed={muted}
        tone="off"
        busy={media.microphone.name === 'starting'}
        failed={media.microphone.name === 'failed'}
        onClick={() => actions.setMicrophone(muted)}
      />
      <ControlButton
        label={t('camera')}
        icon={camera ? Video : VideoOff}
        pressed={camera}
        busy={media.camera.name === 'starting'}
        failed={media.camera.name === 'failed'}
        onClick={() => actions.setCamera(!camera)}
      />
      {canShareScreen && (
        <ControlButton
          label={t('shareScreen')}
          icon={screen ? ScreenShareOff : ScreenShare}
          pressed={screen}
          busy={media.screen.name === 'starting'}
          onClick={() => (screen ? actions.stopScreen() : actions.startScreen())}
        />
      )}
      <ControlButton
        label={t('noiseSuppression')}
        icon={AudioLines}
        pressed={noise.name !== 'off'}
        onClick={() => actions.setNoiseSuppression(noise.name === 'off')}
      />
    </>
  );
}
