import { useTranslation } from 'react-i18next';
import styles from './emoji.module.css';
import { EMOJI, type EmojiGroup } from './emoji.ts';

const GROUPS = Object.keys(EMOJI) as EmojiGroup[];

/** Emoji to put into a message. The keyboard goes through them as it does through any buttons; the pointer takes the focus from nothing. */
export function EmojiPicker({
  id,
  onPick,
  onLeave,
}: {
  readonly id: string;
  readonly onPick: (emoji: string) => void;
  /** Escape was pressed at one of them. */
  readonly onLeave?: () => void;
}) {
  const { t } = useTranslation('emoji');
  return (
    <section id={id} className={styles.emoji} aria-label={t('title')}>
      {GROUPS.map((group) => (
        <fieldset key={group}>
          <legend>{t(group)}</legend>
          {EMOJI[group].split(' ').map((emoji) => (
            <button
              key={emoji}
              type="button"
              onMouseDown={(event) => event.preventDefault()}
              onKeyDown={({ key }) => {
                if (key === 'Escape') onLeave?.();
              }}
              onClick={() => onPick(emoji)}
            >
              {emoji}
            </button>
          ))}
        </fieldset>
      ))}
    </section>
  );
}
