import { useEffect, useRef } from 'react';
import type { Language } from '../../i18n/language.ts';
import { Launcher } from '../../loader/launcher.ts';
import { paint } from '../../loader/look.ts';
import { STYLES } from '../../loader/styles.ts';
import { TEXTS } from '../../loader/texts.ts';
import styles from './look.module.css';

const nothing = (): void => undefined;
const NO_ACTIONS = { open: nothing, approach: nothing, leave: nothing };

/** Puts it into a shadow root of this place. */
function standing(place: HTMLElement, launcher: Launcher): Launcher {
  const shadow = place.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLES);
  shadow.adoptedStyleSheets = [sheet];
  const root = document.createElement('div');
  root.className = 'root';
  root.append(launcher.root);
  shadow.append(root);
  return launcher;
}

/** The launcher itself, as it stands on a company's page, in a shadow root as there. */
export function LauncherPreview({
  language,
  words,
  colour,
  calls,
}: {
  readonly language: Language;
  /** Empty = its own. */
  readonly words: string;
  readonly colour: string;
  readonly calls: boolean;
}) {
  const place = useRef<HTMLDivElement>(null);
  const launcher = useRef<Launcher>(undefined);
  useEffect(() => {
    if (place.current === null) return;
    const texts = TEXTS[language];
    const own = { ...texts, chat: words || texts.chat };
    // One for as long as the place is there: it would rise anew at each letter that is typed.
    launcher.current ??= standing(place.current, new Launcher(own, NO_ACTIONS));
    launcher.current.speak(own);
    launcher.current.offer(calls);
    if (launcher.current.root.parentElement !== null) paint(launcher.current.root.parentElement, colour);
  }, [language, words, colour, calls]);
  return <div ref={place} className={styles.launcher} />;
}
