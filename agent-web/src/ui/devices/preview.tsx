import type { CallKind } from '@weft/proto';
import { CameraOff, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CaptureDevice, Devices, DevicesSnapshot } from '../../state/types.ts';
import { VideoView } from '../call/video-view.tsx';
import { useProblemText } from '../problem-text.ts';
import { useStore } from '../use-store.ts';
import styles from './devices.module.css';

/** What stands in the way of a device, with what to do and a button to try again. */
function CaptureHelp({
  device,
  snapshot,
  onRetry,
}: {
  device: CaptureDevice;
  snapshot: DevicesSnapshot['camera'];
  onRetry: () => void;
}) {
  const { t } = useTranslation('call');
  const tell = useProblemText();
  if (snapshot.name !== 'failed') return null;
  const { title, advice } = tell({ name: 'capture', device, error: snapshot.error, hint: snapshot.hint });
  return (
    <div className={styles.help} role="alert">
      <TriangleAlert size={18} aria-hidden="true" />
      <div>
        <strong>{title}</strong>
        <p>{advice}</p>
        <button type="button" onClick={onRetry}>
          {t('tryAgain')}
        </button>
      </div>
    </div>
  );
}

/** The camera's picture, or why there is none; what stands in the microphone's way below it. */
export function Preview({ devices, kind }: { readonly devices: Devices; readonly kind: CallKind }) {
  const { t } = useTranslation('call');
  const snapshot = useStore(devices);
  const { camera, cameraStream, microphone } = snapshot;
  const asking = camera.name === 'asking' || microphone.name === 'asking';
  const retry = () => devices.startPreview(kind);
  return (
    <>
      {(kind === 'video' || cameraStream !== undefined) && (
        <div className={styles.preview}>
          {cameraStream !== undefined ? (
            <VideoView stream={cameraStream} label={t('preview')} mirrored />
          ) : (
            <p role="status">
              <CameraOff size={26} aria-hidden="true" />
              {asking ? t('previewAsking') : t('previewOff')}
            </p>
          )}
        </div>
      )}
      <CaptureHelp device="camera" snapshot={camera} onRetry={retry} />
      <CaptureHelp device="microphone" snapshot={microphone} onRetry={retry} />
    </>
  );
}
