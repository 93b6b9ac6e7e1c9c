import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaptureDevice, CaptureError, CaptureHint, Problem } from '../state/types.ts';

const DEVICE_TITLES = {
  microphone: {
    denied: 'microphoneDenied',
    dismissed: 'microphoneDismissed',
    'no-device': 'microphoneMissing',
    'in-use': 'microphoneInUse',
    'insecure-context': 'insecureContext',
    'blocked-by-page': 'blockedByPage',
    unknown: 'microphoneFailed',
  },
  camera: {
    denied: 'cameraDenied',
    dismissed: 'cameraDismissed',
    'no-device': 'cameraMissing',
    'in-use': 'cameraInUse',
    'insecure-context': 'insecureContext',
    'blocked-by-page': 'blockedByPage',
    unknown: 'cameraFailed',
  },
  screen: {
    denied: 'screenDenied',
    dismissed: 'screenDismissed',
    'no-device': 'screenMissing',
    'in-use': 'screenInUse',
    'insecure-context': 'insecureContext',
    'blocked-by-page': 'blockedByPage',
    unknown: 'screenFailed',
  },
} as const satisfies Record<CaptureDevice, Record<CaptureError, string>>;

const HINTS = {
  'allow-in-browser-settings': 'hintBrowserSettings',
  'allow-in-system-settings': 'hintSystemSettings',
  'ask-again': 'hintAskAgain',
  'plug-in-device': 'hintPlugIn',
  'close-other-program': 'hintCloseOther',
  'open-over-https': 'hintHttps',
  'tell-site-owner': 'hintSiteOwner',
  reload: 'hintReload',
} as const satisfies Record<CaptureHint, string>;

/** What happened, in a few words, and what the person can do about it (empty = nothing more than the title says). */
export interface ProblemText {
  readonly title: string;
  readonly advice: string;
}

/** Tells a problem of the state layer in the person's language. */
export function useProblemText(): (problem: Problem) => ProblemText {
  const { t } = useTranslation(['call', 'errors']);
  return useCallback(
    (problem) => {
      switch (problem.name) {
        case 'capture':
          return {
            title: t(`call:${DEVICE_TITLES[problem.device][problem.error]}`),
            advice: t(`call:${HINTS[problem.hint]}`),
          };
        case 'network':
          return { title: t('errors:network'), advice: '' };
        case 'unsupported-browser':
          return { title: t('errors:unsupportedBrowser'), advice: '' };
        case 'fault': {
          const seconds = Math.ceil(problem.retryAfterMs / 1000);
          return {
            title: t(`errors:${problem.code}`),
            advice: seconds > 0 ? t('errors:retryIn', { count: seconds }) : '',
          };
        }
      }
    },
    [t],
  );
}
