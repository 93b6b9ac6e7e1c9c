import { useTranslation } from 'react-i18next';
import styles from './composer.module.css';
import { EMOJI, type EmojiGroup } from './emoji.ts';

const GROUPS = Object.keys(EMOJI) as EmojiGroup[];

/** Emoji to put into a message. The keyboard goes through them as it does through any buttons. */
export function EmojiPicker({
  id,
  onPick,
}: {
  readonly id: string;
  readonly onPick: (emoji: string) => void;
}) {
  const { t } = useTranslation('chat');
  return (
    <section id={id} className={styles.emoji} aria-label={t('emoji')}>
      {GROUPS.map((group) => (
        <fieldset key={group}>
          <legend>{t(`emoji-${group}`)}</legend>
          {EMOJI[group].split(' ').map((emoji) => (
            <button key={emoji} type="button" onClick={() => onPick(emoji)}>
              {emoji}
            </button>
          ))}
        </fieldset>
      ))}
    </section>
  );
}
