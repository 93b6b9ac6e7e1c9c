import { useTranslation } from 'react-i18next';
import { isVoiceMessage } from '../../state/voice/voice-recorder.ts';

/** What is shown of a message where it does not stand itself: a voice message has no words but the name of its file. */
export function useShownWords(): (words: string) => string {
  const { t } = useTranslation('voice');
  return (words) => (isVoiceMessage(words) ? t('message') : words);
}
