import { type Channel, type Conversation, systemClock } from '@weft/proto';
import { Lock, Mic, Paperclip, SendHorizontal, Smile } from 'lucide-react';
import {
  type ChangeEvent,
  type KeyboardEvent,
  type Ref,
  useEffect,
  useId,
  useImperativeHandle,
  useRef,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import { ACCEPTED_FILES, judgeFile, MAX_FILE_BYTES } from '../../state/conversation/file-limits.ts';
import { chosenFile } from '../../state/conversation/http-files.ts';
import { charactersOver } from '../../state/conversation/text-limit.ts';
import type {
  AnswerChannel,
  ChosenFile,
  Colleague,
  Draft,
  Template,
  Thread,
  ThreadSnapshot,
} from '../../state/types.ts';
import { formatBytes } from '../../ui/bytes.ts';
import { EmojiPicker } from '../../ui/emoji/emoji-picker.tsx';
import { useInsert } from '../../ui/emoji/use-insert.ts';
import { useFailureText } from '../../ui/staff/failure-text.ts';
import type { TemplateValues } from '../../ui/template-text.ts';
import { useStore } from '../../ui/use-store.ts';
import { useVoice } from '../../ui/voice/use-voice.ts';
import { VoiceBar } from '../../ui/voice/voice-bar.tsx';
import { useDesk } from '../desk-context.ts';
import { answerChannel, ChannelNotes, ChannelPicker, TooLong } from './answer-channel.tsx';
import { fileRefusalOf, takes } from './carrying.ts';
import styles from './composer.module.css';
import { unfilledIn } from './offered-templates.ts';
import { Suggestions, useSuggestions } from './suggestions.tsx';
import { mentionedIn } from './triggers.ts';

/** What a timer of the browser can count to. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;
const MODES = ['reply', 'note'] as const satisfies readonly Draft['mode'][];

/** What the keyboard does with a composer from elsewhere on the page. */
export interface ComposerHandle {
  focus(mode: Draft['mode']): void;
}

export interface ComposerProps {
  readonly thread: Thread;
  readonly snapshot: ThreadSnapshot;
  readonly head: Conversation | undefined;
  readonly agentId: string;
  readonly templates: readonly Template[];
  readonly colleagues: readonly Colleague[];
  /** Values of a template's variables. */
  readonly values: TemplateValues;
  /** Templates are wanted: what there is may have changed. */
  readonly onTemplates: () => void;
  readonly handle: Ref<ComposerHandle>;
}

function useHint(
  head: Conversation | undefined,
  agentId: string,
  mode: Draft['mode'],
  channel: Channel,
): string {
  const { t } = useTranslation(['thread', 'inbox']);
  if (head === undefined) return '';
  if (mode === 'note') return t('thread:noteHint');
  if (head.state === 'closed') return t('thread:closedHint');
  if (head.state === 'waiting') return t('thread:takeHint');
  if (head.agentId !== agentId && head.agentName !== '')
    return t('thread:othersHint', { name: head.agentName });
  return t('thread:replyBy', { channel: t(`inbox:channel-${channel}`) });
}

function ModeTabs({
  mode,
  onMode,
}: {
  readonly mode: Draft['mode'];
  readonly onMode: (mode: Draft['mode']) => void;
}) {
  const { t } = useTranslation('thread');
  const move = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    onMode(mode === 'reply' ? 'note' : 'reply');
    event.preventDefault();
  };
  return (
    <div role="tablist" aria-label={t('composer')} className={styles.tabs} onKeyDown={move}>
      {MODES.map((one) => (
        <button
          key={one}
          type="button"
          role="tab"
          id={`composer-${one}`}
          aria-selected={one === mode}
          aria-controls="composer-panel"
          tabIndex={one === mode ? 0 : -1}
          ref={(tab) => {
            // The arrows take the focus along.
            if (one === mode && tab?.parentElement?.contains(document.activeElement)) tab.focus();
          }}
          onClick={() => onMode(one)}
        >
          {one === 'note' && <Lock size={13} aria-hidden="true" />}
          {t(one)}
        </button>
      ))}
    </div>
  );
}

/** Where the agent writes: a reply that the customer sees, or a note that only agents see. */
export function Composer(props: ComposerProps) {
  const { thread, snapshot, head, agentId, templates, colleagues, values, onTemplates, handle } = props;
  const { t, i18n } = useTranslation(['thread', 'voice', 'emoji']);
  const field = useRef<HTMLTextAreaElement>(null);
  const files = useRef<HTMLInputElement>(null);
  const [refused, setRefused] = useState<{ readonly thread: Thread; readonly words: string }>();
  // Of another conversation's files nothing is told here.
  const refusal = refused?.thread === thread ? refused.words : '';
  const setRefusal = (words: string): void => setRefused({ thread, words });
  // Nor are emoji on offer that were wanted in another.
  const [pickingIn, setPickingIn] = useState<Thread>();
  const picking = pickingIn === thread;
  const emojiId = useId();
  const failure = useFailureText();
  const { state: desk } = useStore(useDesk());
  const calling =
    desk.name === 'signed-in' && (desk.work.name === 'accepting' || desk.work.name === 'in-call');
  const voice = useVoice({ scope: thread, calling, field });
  const { draft } = snapshot;
  const { mode } = draft;
  const text = draft[mode];
  const last = head?.channel ?? 'chat';
  const channel = mode === 'note' ? undefined : answerChannel(snapshot, last);
  const hint = useHint(
    head,
    agentId,
    mode,
    channel?.channel ?? (snapshot.channel === 'chat' ? 'chat' : last),
  );
  const lastSeq = head?.lastSeq ?? 0;
  // What the customer writes opens windows, and what is sent uses quotas up.
  useEffect(() => {
    if (lastSeq > 0) thread.lookAtChannels();
  }, [thread, lastSeq]);
  const untilMs = channel?.untilMs;
  useEffect(() => {
    const leftMs = untilMs === undefined ? 0 : untilMs - systemClock.now();
    if (leftMs <= 0 || leftMs > LONGEST_TIMER_MS) return undefined;
    const timer = systemClock.after(leftMs, () => thread.lookAtChannels());
    return () => timer.cancel();
  }, [thread, untilMs]);
  const suggestions = useSuggestions({
    field,
    mode,
    text,
    templates,
    colleagues,
    values,
    channel: mode === 'note' ? undefined : (channel?.channel ?? 'chat'),
    language: head?.contactLanguage || head?.page?.locale || '',
    onWanted: onTemplates,
    setText: (next) => thread.setText(next),
  });

  const insert = useInsert(field, text, (next) => thread.setText(next));
  const pick = (emoji: string): void => {
    insert(emoji);
    // Whoever presses with the pointer types on; the keyboard stays where it is, for more of them.
    if (document.activeElement?.closest(`#${CSS.escape(emojiId)}`) === null) field.current?.focus();
  };
  const leaveEmoji = (): void => {
    setPickingIn(undefined);
    field.current?.focus();
  };

  useImperativeHandle(handle, () => ({
    focus: (wanted) => {
      thread.setMode(wanted);
      field.current?.focus();
    },
  }));

  const unfilled = mode === 'note' ? [] : unfilledIn(text, templates);
  const goes = text.trim() !== '' && unfilled.length === 0 && takes(channel, text.trim());
  const send = (): void => {
    if (!goes) return;
    setRefusal('');
    setPickingIn(undefined);
    thread.send(mentionedIn(text, colleagues));
  };
  const pressed = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    // Enter that ends the choice of a Chinese word sends nothing.
    if (event.nativeEvent.isComposing) return;
    if (suggestions.pressed(event.key)) event.preventDefault();
    else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      send();
    } else if (event.key === 'Escape' && picking) setPickingIn(undefined);
    else if (event.key === 'Escape') field.current?.blur();
  };
  const refuse = (file: File): string => {
    const { name } = file;
    switch (judgeFile(file)) {
      case 'good':
        return '';
      case 'empty':
        return t('fileEmpty', { name });
      case 'too-large':
        return t('fileTooLarge', { name, size: formatBytes(MAX_FILE_BYTES, i18n.language) });
      case 'wrong-kind':
        return t('fileWrongKind', { name });
    }
  };
  const refuseFor = (file: File, by: AnswerChannel): string => {
    const why = fileRefusalOf(by, file);
    if (why === undefined) return '';
    if (why === 'closed') return failure(by.closed);
    return failure(why === 'wrong-kind' ? 'file-refused' : 'file-too-large');
  };
  const sendFile = (file: ChosenFile): void => {
    thread.live.attach(file, { note: mode === 'note', channel: snapshot.channel });
  };
  // Where the channel carries such a sound at all.
  const carried =
    channel === undefined ||
    fileRefusalOf(channel, { type: voice.recorder.mediaType, size: 0 }) === undefined;
  const attach = (chosen: readonly File[]): void => {
    const refusals = chosen.map(
      (file) => refuse(file) || (channel === undefined ? '' : refuseFor(file, channel)),
    );
    if (channel?.files.length === 0) {
      setRefusal(t('noFiles'));
      return;
    }
    setRefusal(refusals.find((one) => one !== '') ?? '');
    for (const [at, file] of chosen.entries()) if (refusals[at] === '') sendFile(chosenFile(file));
  };
  const choose = (event: ChangeEvent<HTMLInputElement>): void => {
    attach([...(event.currentTarget.files ?? [])]);
    // The same file may be chosen again.
    event.currentTarget.value = '';
  };

  return (
    <section className={styles.composer} data-mode={mode} aria-label={t('composer')}>
      <header className={styles.top}>
        <ModeTabs mode={mode} onMode={(one) => thread.setMode(one)} />
        <p id="composer-hint">{hint}</p>
        {mode === 'reply' && (
          <ChannelPicker snapshot={snapshot} last={last} onChoose={(one) => thread.setChannel(one)} />
        )}
      </header>
      <div
        id="composer-panel"
        role="tabpanel"
        aria-labelledby={`composer-${mode}`}
        className={styles.panel}
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault();
          attach([...event.dataTransfer.files]);
        }}
      >
        <Suggestions suggestions={suggestions} />
        <textarea
          ref={field}
          className={styles.text}
          dir="auto"
          rows={2}
          aria-label={t(mode === 'note' ? 'noteText' : 'replyText')}
          aria-describedby="composer-hint"
          aria-autocomplete="list"
          aria-controls={suggestions.open ? suggestions.listId : undefined}
          aria-activedescendant={suggestions.open ? suggestions.activeId : undefined}
          placeholder={t(mode === 'note' ? 'notePlaceholder' : 'replyPlaceholder')}
          value={text}
          onChange={(event) => {
            thread.setText(event.currentTarget.value);
            suggestions.moved();
          }}
          onSelect={suggestions.moved}
          onBlur={suggestions.close}
          onKeyDown={pressed}
          onPaste={(event) => {
            const pasted = [...event.clipboardData.files];
            if (pasted.length > 0) {
              event.preventDefault();
              attach(pasted);
            }
          }}
        />
        {channel !== undefined && (
          <ChannelNotes
            channel={channel}
            channels={snapshot.channels}
            text={text.trim()}
            onChoose={(one) => thread.setChannel(one)}
          />
        )}
        {unfilled.length > 0 && (
          <p className={styles.notes} data-problem role="status">
            {t('unfilled', { places: unfilled.join(' ') })}
          </p>
        )}
        {channel === undefined && <TooLong over={charactersOver(text.trim())} />}
        {voice.busy && (
          <div className={styles.voice}>
            <VoiceBar recorder={voice.recorder} onSend={sendFile} />
          </div>
        )}
        {picking && !voice.busy && (
          <div className={styles.emoji}>
            <EmojiPicker id={emojiId} onPick={pick} onLeave={leaveEmoji} />
          </div>
        )}
        <div className={styles.tools} hidden={voice.busy}>
          <input ref={files} type="file" accept={ACCEPTED_FILES} multiple hidden onChange={choose} />
          <button
            type="button"
            className={styles.tool}
            aria-label={t('attach')}
            disabled={channel?.files.length === 0}
            title={t(channel?.files.length === 0 ? 'noFiles' : 'attach')}
            onClick={() => files.current?.click()}
          >
            <Paperclip size={19} aria-hidden="true" />
          </button>
          <button
            type="button"
            className={styles.tool}
            aria-label={t('emoji:title')}
            title={t('emoji:title')}
            aria-expanded={picking}
            aria-controls={picking ? emojiId : undefined}
            onClick={() => setPickingIn(picking ? undefined : thread)}
          >
            <Smile size={19} aria-hidden="true" />
          </button>
          {voice.offered && carried && (
            <button
              type="button"
              className={styles.tool}
              aria-label={t('voice:record')}
              title={t('voice:record')}
              onClick={() => {
                setRefusal('');
                void voice.recorder.start();
              }}
            >
              <Mic size={19} aria-hidden="true" />
            </button>
          )}
          <p className={styles.refusal} role="alert">
            {refusal || voice.problem}
          </p>
          <button type="button" className={styles.send} disabled={!goes} onClick={send}>
            <SendHorizontal size={17} aria-hidden="true" />
            {t(mode === 'note' ? 'addNote' : 'send')}
          </button>
        </div>
      </div>
    </section>
  );
}
