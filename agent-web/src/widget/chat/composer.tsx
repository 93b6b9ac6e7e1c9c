import { Mic, Paperclip, SendHorizontal, Smile } from 'lucide-react';
import { type ClipboardEvent, type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ACCEPTED_FILES, MAX_FILE_BYTES } from '../../state/conversation/file-limits.ts';
import { chosenFile } from '../../state/conversation/http-files.ts';
import { charactersOver } from '../../state/conversation/text-limit.ts';
import type { ChosenFile, CustomerState } from '../../state/types.ts';
import { formatBytes } from '../../ui/bytes.ts';
import { EmojiPicker } from '../../ui/emoji/emoji-picker.tsx';
import { useInsert } from '../../ui/emoji/use-insert.ts';
import { useStore } from '../../ui/use-store.ts';
import { useVoice } from '../../ui/voice/use-voice.ts';
import { VoiceBar } from '../../ui/voice/voice-bar.tsx';
import { useWidget } from '../customer-context.ts';
import { useLook } from '../look/use-look.ts';
import chatStyles from './chat.module.css';
import styles from './composer.module.css';
import { useFileProblem } from './use-file-problem.ts';

const DRAFT_KEY = 'weft-draft';
/** Where the customer stands whose microphone no call needs. */
const NO_CALL: ReadonlySet<CustomerState['name']> = new Set(['idle', 'callback', 'ended', 'failed']);

/** Where the customer writes; Enter sends, a line more is Shift and Enter. */
export function Composer({
  takesFocus,
  onSent,
}: {
  /** The customer was about to write: what they were asked first is done. */
  readonly takesFocus: boolean;
  readonly onSent: () => void;
}) {
  const { t, i18n } = useTranslation(['chat', 'voice', 'emoji']);
  const { chat, drafts, customer } = useWidget();
  const [text, setText] = useState(() => drafts.get(DRAFT_KEY) ?? '');
  const [problem, setProblem] = useState('');
  const [picking, setPicking] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const chooser = useRef<HTMLInputElement>(null);
  const fileProblem = useFileProblem();
  const look = useLook();
  const calling = !NO_CALL.has(useStore(customer).state.name);
  const voice = useVoice({ scope: chat, calling, field });
  const ids = { problem: useId(), emoji: useId(), limits: useId() };
  const over = charactersOver(text);

  const change = (next: string): void => {
    setText(next);
    setProblem('');
    drafts.set(DRAFT_KEY, next === '' ? undefined : next);
    chat.type(next !== '');
  };
  const insert = useInsert(field, text, change);
  useEffect(() => {
    if (takesFocus) field.current?.focus({ preventScroll: true });
  }, [takesFocus]);
  useEffect(() => {
    const area = field.current;
    if (area === null) return;
    area.style.height = 'auto';
    // As high as the words, as far as the stylesheet's limit.
    if (text !== '') area.style.height = `${area.scrollHeight + 2}px`;
  }, [text]);

  const send = (): void => {
    if (text.trim() === '' || over > 0) return;
    if (!chat.post(text)) {
      setProblem(t('outboxFull'));
      return;
    }
    change('');
    setPicking(false);
    field.current?.focus();
    onSent();
  };
  const attach = (files: readonly File[]): void => {
    const wrong = fileProblem(files);
    setProblem(wrong);
    if (wrong !== '') return;
    if (!files.every((file) => chat.attach(chosenFile(file)))) setProblem(t('outboxFull'));
    onSent();
  };
  const say = (file: ChosenFile): void => {
    if (!chat.attach(file)) setProblem(t('outboxFull'));
    onSent();
  };

  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && picking) {
      event.stopPropagation();
      setPicking(false);
    }
    // While an input method composes, Enter chooses a word.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    if (event.target !== field.current) return;
    event.preventDefault();
    send();
  };
  const onPaste = (event: ClipboardEvent): void => {
    const files = [...event.clipboardData.files];
    if (files.length === 0) return;
    event.preventDefault();
    if (look.files) attach(files);
  };

  const told = over > 0 ? t('tooLong', { count: over }) : problem || voice.problem;
  return (
    <form
      className={styles.composer}
      onKeyDown={onKey}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {picking && <EmojiPicker id={ids.emoji} onPick={insert} />}
      <p id={ids.problem} className={chatStyles.problem} role="alert">
        {told}
      </p>
      {voice.busy && <VoiceBar recorder={voice.recorder} onSend={say} />}
      <div className={styles.field} hidden={voice.busy}>
        {look.files && (
          <>
            <button
              type="button"
              className={styles.tool}
              aria-label={t('attach')}
              title={t('attach')}
              aria-describedby={ids.limits}
              onClick={() => chooser.current?.click()}
            >
              <Paperclip size={20} aria-hidden="true" />
            </button>
            <span id={ids.limits} className="weft-unseen">
              {t('limits', { limit: formatBytes(MAX_FILE_BYTES, i18n.language) })}
            </span>
            <input
              ref={chooser}
              type="file"
              multiple
              hidden
              tabIndex={-1}
              accept={ACCEPTED_FILES}
              onChange={({ currentTarget }) => {
                attach([...(currentTarget.files ?? [])]);
                currentTarget.value = '';
              }}
            />
          </>
        )}
        <textarea
          ref={field}
          rows={1}
          dir="auto"
          value={text}
          aria-label={t('message')}
          aria-invalid={over > 0}
          aria-describedby={ids.problem}
          placeholder={t('messagePlaceholder')}
          enterKeyHint="send"
          onChange={({ currentTarget }) => change(currentTarget.value)}
          onBlur={() => chat.type(false)}
          onPaste={onPaste}
        />
        <button
          type="button"
          className={styles.tool}
          aria-label={t('emoji:title')}
          title={t('emoji:title')}
          aria-expanded={picking}
          aria-controls={picking ? ids.emoji : undefined}
          onClick={() => setPicking(!picking)}
        >
          <Smile size={20} aria-hidden="true" />
        </button>
        {voice.offered && text === '' && (
          <button
            type="button"
            className={styles.tool}
            aria-label={t('voice:record')}
            title={t('voice:record')}
            onClick={() => {
              setProblem('');
              setPicking(false);
              void voice.recorder.start();
            }}
          >
            <Mic size={20} aria-hidden="true" />
          </button>
        )}
        <button
          type="submit"
          className={styles.send}
          aria-label={t('send')}
          title={t('send')}
          aria-disabled={text.trim() === '' || over > 0}
        >
          <SendHorizontal size={19} aria-hidden="true" />
        </button>
      </div>
    </form>
  );
}
