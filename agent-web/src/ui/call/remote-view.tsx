import { AudioLines, MicOff, SignalLow } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CallControls, RemoteParticipant } from '../../state/types.ts';
import { Avatar } from './avatar.tsx';
import { choosePictures, inOrder, type Picture } from './pictures.ts';
import styles from './stage.module.css';
import { VideoView } from './video-view.tsx';

/** Who and what is to be seen of the others. */
export interface RemoteViewProps {
  readonly remotes: readonly RemoteParticipant[];
  /** Whose place it is while nobody has joined yet. */
  readonly awaitedName: string;
  /** Everything is paused then, and nobody has muted anything. */
  readonly held: boolean;
  readonly controls: Pick<CallControls, 'firstFrameShown' | 'pictureShown'>;
}

/** The others: the main picture, a face on a shared screen, or an avatar while there is no picture. */
export function RemoteView({ remotes, awaitedName, held, controls }: RemoteViewProps) {
  const { t } = useTranslation('call');
  const { main, tiles, unseen } = choosePictures(remotes);
  const person = main?.participant ?? inOrder(remotes)[0];
  const name = person?.displayName || awaitedName;

  const view = ({ source, track, participant }: Picture) => (
    <VideoView
      key={`${participant.participantId} ${source}`}
      stream={track.stream}
      fit={source === 'screen' ? 'contain' : 'cover'}
      label={t(source === 'screen' ? 'remoteScreen' : 'remoteVideo', {
        name: participant.displayName || awaitedName,
      })}
      onFirstFrame={() => controls.firstFrameShown(track.trackId)}
      onSize={(height) => controls.pictureShown(track.trackId, height)}
    />
  );

  return (
    <>
      <div className={styles.main}>
        {main !== undefined ? (
          view(main)
        ) : (
          <div className={styles.placeholder}>
            <Avatar name={name} speaking={person?.speaking ?? false} />
            <p>{person === undefined ? t('waitingForPicture', { name }) : name}</p>
          </div>
        )}
      </div>
      <div className={styles.lowerLeft}>
        {person?.quality === 'bad' && (
          <p className={styles.chip} role="status">
            <SignalLow size={14} aria-hidden="true" /> {t('remoteWeak', { name })}
          </p>
        )}
        {!held && person?.microphone?.paused === true && (
          <p className={styles.chip} role="status">
            <MicOff size={14} aria-hidden="true" /> {t('remoteMuted', { name })}
          </p>
        )}
        {unseen.map(({ participantId, displayName, speaking }) => (
          <p key={participantId} className={styles.chip} data-speaking={speaking || undefined}>
            <AudioLines size={14} aria-hidden="true" /> {displayName || awaitedName}
          </p>
        ))}
        {tiles.map((tile) => (
          <div key={tile.track.trackId} className={styles.tile}>
            {view(tile)}
          </div>
        ))}
      </div>
    </>
  );
}
