import { systemClock } from '@weft/proto';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { browserVoice } from '../../state/voice/voice-platform.ts';
import { VoiceRecorder } from '../../state/voice/voice-recorder.ts';
import { useProblemText } from '../problem-text.ts';
import { useStore } from '../use-store.ts';

/** A composer's voice messages. */
export interface Voice {
  readonly recorder: VoiceRecorder;
  /** The button is there: the browser can record, and no call of this page needs the microphone. */
  readonly offered: boolean;
  /** One is under way, or waits for being sent. */
  readonly busy: boolean;
  /** Why it could not be recorded; empty = it could. */
  readonly problem: string;
}

export interface VoiceOptions {
  /** The conversation that it is for: what was begun in another one is thrown away. */
  readonly scope: unknown;
  /** The page is in a call: two users of one microphone take it from each other in some browsers. */
  readonly calling: boolean;
  /** Has the focus when a recording is over. */
  readonly field: RefObject<HTMLElement | null>;
}

/** Voice messages of one composer. */
export function useVoice({ scope, calling, field }: VoiceOptions): Voice {
  const [recorder] = useState(() => new VoiceRecorder({ platform: browserVoice, clock: systemClock }));
  const state = useStore(recorder);
  const tell = useProblemText();
  const { t } = useTranslation('voice');
  // biome-ignore lint/correctness/useExhaustiveDependencies: another conversation ends it, too
  useEffect(() => () => recorder.cancel(), [recorder, scope]);
  useEffect(() => {
    if (calling) recorder.hold();
  }, [recorder, calling]);
  const busy = state.name !== 'idle' && state.name !== 'failed';
  const before = useRef(busy);
  useEffect(() => {
    if (before.current && !busy) field.current?.focus({ preventScroll: true });
    before.current = busy;
  }, [busy, field]);
  const told = state.name === 'failed' && state.problem !== undefined ? tell(state.problem) : undefined;
  return {
    recorder,
    offered: recorder.mediaType !== '' && !calling,
    busy,
    problem:
      state.name !== 'failed' ? '' : told === undefined ? t('failed') : `${told.title} ${told.advice}`.trim(),
  };
}
