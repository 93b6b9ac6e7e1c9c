import { Maximize, ScreenShare } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type {
  CallControls as CallActions,
  Devices,
  LinkSnapshot,
  MediaSnapshot,
  NoiseSnapshot,
} from '../../state/types.ts';
import { DeviceDialog } from '../devices/device-dialog.tsx';
import { useStore } from '../use-store.ts';
import { CallControls } from './call-controls.tsx';
import { Notices } from './notices.tsx';
import { Quality } from './quality.tsx';
import { RemoteSounds } from './remote-sounds.tsx';
import { RemoteView } from './remote-view.tsx';
import styles from './stage.module.css';
import { VideoView } from './video-view.tsx';

/** What a call looks like to either side; it decides nothing. */
export interface CallStageProps {
  readonly link: LinkSnapshot;
  readonly media: MediaSnapshot;
  readonly noise: NoiseSnapshot;
  readonly devices: Devices;
  readonly actions: CallActions & { setNoiseSuppression(on: boolean): void };
  /** Name of the stage as a region of the page. */
  readonly label: string;
  /** The other side's name, shown until it has joined. */
  readonly awaitedName: string;
  readonly held: boolean;
  readonly hold?: { readonly on: boolean; readonly set: (on: boolean) => void };
  readonly endLabel?: string;
  /** This side only listens: it has nothing to send. */
  readonly listening?: boolean;
  /** Upper left: who and how long. */
  readonly title: ReactNode;
  /** Upper right, beside the quality: what only one page has. */
  readonly corner?: ReactNode;
  /** In place of the others' picture: the queue while nobody has answered. */
  readonly centre?: ReactNode;
}

/** The dark stage with the other side's picture, one's own, the notices and the buttons. */
export function CallStage(props: CallStageProps) {
  const {
    link,
    media,
    noise,
    devices,
    actions,
    label,
    awaitedName,
    held,
    hold,
    endLabel,
    listening = false,
    title,
    corner,
    centre,
  } = props;
  const { t } = useTranslation('call');
  const { canShareScreen, speakerId } = useStore(devices);
  const [choosing, setChoosing] = useState(false);
  const stage = useRef<HTMLElement>(null);

  const toggleFullScreen = (): void => {
    const change =
      document.fullscreenElement === null ? stage.current?.requestFullscreen() : document.exitFullscreen();
    // Refused where the embedding page does not allow it: the picture stays as large as it is.
    change?.catch(() => undefined);
  };

  return (
    <section ref={stage} className={styles.stage} aria-label={label}>
      {centre !== undefined ? (
        <div className={styles.centre}>{centre}</div>
      ) : (
        <RemoteView remotes={media.remotes} awaitedName={awaitedName} held={held} controls={actions} />
      )}
      <RemoteSounds remotes={media.remotes} speakerId={speakerId} />

      <header className={styles.header}>
        <div className={styles.title}>{title}</div>
        <div className={styles.corner}>
          {media.connection.name !== 'idle' && <Quality quality={media.quality} />}
          {document.fullscreenEnabled && (
            <button
              type="button"
              className={styles.cornerButton}
              aria-label={t('fullScreen')}
              title={t('fullScreen')}
              onClick={toggleFullScreen}
            >
              <Maximize size={18} aria-hidden="true" />
            </button>
          )}
          {corner}
        </div>
      </header>

      <div className={styles.notices}>
        <Notices link={link} media={media} held={held} />
        {media.screen.name === 'on' && (
          <div className={styles.notice} role="status">
            <ScreenShare size={18} />
            <span>{t('ownScreen')}</span>
            <button type="button" className={styles.noticeButton} onClick={() => actions.stopScreen()}>
              {t('stopSharing')}
            </button>
          </div>
        )}
      </div>

      <footer className={styles.footer}>
        {media.cameraStream !== undefined && (
          <div className={styles.self}>
            <VideoView stream={media.cameraStream} label={t('selfView')} mirrored />
          </div>
        )}
        <CallControls
          media={media}
          noise={noise}
          canShareScreen={canShareScreen}
          listening={listening}
          actions={actions}
          onDevices={() => setChoosing(true)}
          {...(hold === undefined ? {} : { hold })}
          {...(endLabel === undefined ? {} : { endLabel })}
        />
      </footer>
      {choosing && (
        <DeviceDialog
          devices={devices}
          noise={noise}
          onNoise={(on) => actions.setNoiseSuppression(on)}
          kind={media.camera.name === 'on' ? 'video' : 'voice'}
          onClose={() => setChoosing(false)}
        />
      )}
    </section>
  );
}
