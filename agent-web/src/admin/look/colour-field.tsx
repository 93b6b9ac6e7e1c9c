import { contrastOf, isReadable, keptColour, ON_COLOUR } from '@weft/proto';
import { useTranslation } from 'react-i18next';
import { TextField } from '../fields.tsx';
import own from './look.module.css';

/** What the well shows while there is no colour: Weft's own. */
const OWN_COLOUR = '#0b5d56';
const MAX_CHARACTERS = 7;

/** A contrast with one digit behind the point, never more than it is. */
const figure = (contrast: number): string => (Math.floor(contrast * 10) / 10).toFixed(1);

/** The company's colour: typed or chosen, with what is wrong with it while it is. */
export function ColourField({
  value,
  onChange,
}: {
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  const { t } = useTranslation('look');
  const colour = keptColour(value);
  const contrast = figure(contrastOf(colour ?? OWN_COLOUR, ON_COLOUR));
  const wrong =
    value === ''
      ? undefined
      : colour === undefined
        ? t('colourWrong')
        : isReadable(colour)
          ? undefined
          : t('colourUnreadable', { contrast });
  return (
    <div className={own.colour}>
      <TextField
        label={t('colour')}
        hint={value === '' ? t('colourHint') : t('colourReads', { contrast })}
        wrong={wrong}
        value={value}
        maxLength={MAX_CHARACTERS}
        onChange={(next) => onChange(next.trim().toLowerCase())}
      />
      <label className={own.well}>
        {t('colourWell')}
        <input
          type="color"
          value={colour ?? OWN_COLOUR}
          onChange={({ currentTarget }) => onChange(currentTarget.value)}
        />
      </label>
    </div>
  );
}
