import type { CallPart } from '@weft/proto';
import { useTranslation } from 'react-i18next';
import type { CallView, Mode } from '../../state/types.ts';
import { useSecondPress } from '../../ui/staff/use-second-press.ts';
import { useDesk } from '../desk-context.ts';
import styles from './supervision.module.css';

const MODES = [
  { mode: 'listen', part: 'listens', hint: 'listenHint' },
  { mode: 'whisper', part: 'whispers', hint: 'whisperHint' },
  { mode: 'barge', part: 'barges', hint: 'bargeHint' },
] as const satisfies readonly { readonly mode: Mode; readonly part: CallPart; readonly hint: string }[];

/** The call is a colleague's no more, in mid-sentence: the first press asks. */
function TakeOver({ call }: { readonly call: CallView }) {
  const { t } = useTranslation('supervision');
  const desk = useDesk();
  const { asked, button } = useSecondPress(() => desk.supervise(call.callId, 'take-over'));
  return (
    <button type="button" className={styles.takeOver} {...button}>
      {asked ? t('takeOverNow', { name: call.agent?.displayName ?? '' }) : t('takeOver')}
    </button>
  );
}

/** A supervisor's place in the call of a colleague: who hears them, and the way to make the call theirs. */
export function SupervisionBar({ call }: { readonly call: CallView }) {
  const { t } = useTranslation('supervision');
  const desk = useDesk();
  const present = MODES.find(({ part }) => part === call.part);
  if (present === undefined) return null;
  const name = call.agent?.displayName ?? '';
  return (
    <div className={styles.bar}>
      <fieldset className={styles.modes}>
        <legend>{t('mode')}</legend>
        {MODES.map(({ mode, part }) => (
          <label key={mode} data-on={part === call.part || undefined}>
            <input
              type="radio"
              name="supervision-mode"
              checked={part === call.part}
              onChange={() => desk.supervise(call.callId, mode)}
            />
            {t(mode)}
          </label>
        ))}
      </fieldset>
      <TakeOver call={call} />
      <p role="status">{t(present.hint, { name })}</p>
    </div>
  );
}
