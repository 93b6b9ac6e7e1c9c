import { type CSSProperties, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Language } from '../../i18n/language.ts';
import type { Look } from '../../state/types.ts';
import { Bubble, BubbleLine } from '../../ui/look/bubble.tsx';
import { Hero } from '../../ui/look/hero.tsx';
import { shadesOf } from '../../ui/look/shades.ts';
import styles from '../admin.module.css';
import { LauncherPreview } from './launcher-preview.tsx';
import own from './look.module.css';

const LANGUAGES = ['zh', 'en'] as const satisfies readonly Language[];

/** The widget's own head, bubbles and launcher, as they are with this look. */
export function LookPreview({ look }: { readonly look: Look }) {
  const { t, i18n } = useTranslation('look');
  const [language, setLanguage] = useState<Language>(i18n.language === 'zh' ? 'zh' : 'en');
  const heading = useId();
  const said = i18n.getFixedT(language, 'look');
  const widget = i18n.getFixedT(language, 'widget');
  const shades = Object.fromEntries(shadesOf(look.colour)) as CSSProperties;
  return (
    <section className={`${styles.card} ${own.preview}`} aria-labelledby={heading}>
      <header className={own.previewHead}>
        <h2 id={heading}>{t('preview')}</h2>
        <fieldset className={own.languages}>
          <legend className="weft-unseen">{t('previewLanguage')}</legend>
          {LANGUAGES.map((one) => (
            <button key={one} type="button" aria-pressed={one === language} onClick={() => setLanguage(one)}>
              {t(`language-${one}`)}
            </button>
          ))}
        </fieldset>
      </header>
      {/* To be looked at: nothing in it is pressed, and nothing is read out twice. */}
      <div className={own.page} inert aria-hidden="true">
        <div className={own.window} style={shades} lang={language}>
          <Hero
            company={look.company[language] || widget('title')}
            greeting={look.greeting[language] || widget('greeting')}
            introduction={widget(look.calls ? 'introduction' : 'introductionChat')}
          />
          {look.away[language] !== '' && (
            <p className={own.away} dir="auto">
              {look.away[language]}
            </p>
          )}
          <ol className={own.lines}>
            <BubbleLine own last>
              <Bubble>
                <p>{said('sampleQuestion')}</p>
              </Bubble>
            </BubbleLine>
            <BubbleLine own={false} last>
              <Bubble>
                <p>{said('sampleAnswer')}</p>
              </Bubble>
            </BubbleLine>
          </ol>
        </div>
        <div className={own.corner} data-side={look.side}>
          <LauncherPreview
            language={language}
            words={look.launcher[language]}
            colour={look.colour}
            calls={look.calls}
          />
        </div>
      </div>
    </section>
  );
}
