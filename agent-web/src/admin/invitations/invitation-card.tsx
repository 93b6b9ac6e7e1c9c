import { ArrowDown, ArrowUp } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Invitation } from '../../state/types.ts';
import { RemoveButton } from '../../ui/staff/remove-button.tsx';
import { Switch } from '../../ui/switch.tsx';
import styles from '../admin.module.css';
import fieldStyles from '../fields.module.css';
import { NumberField, TextField } from '../fields.tsx';
import own from './invitations.module.css';

const SECOND_MS = 1_000;
const HOUR_MS = 3_600_000;

/** The rule in a sentence, so that nobody has to add up fields. */
function Sentence({ rule }: { readonly rule: Invitation }) {
  const { t } = useTranslation('admin');
  const { address, dwellMs, scrolled, cartItems, times, pauseMs } = rule;
  const parts = [
    address === '' ? t('says-any') : t('says-address', { address }),
    ...(dwellMs > 0 ? [t('says-dwell', { seconds: Math.round(dwellMs / SECOND_MS) })] : []),
    ...(scrolled > 0 ? [t('says-scrolled', { percent: Math.round(scrolled * 100) })] : []),
    ...(cartItems > 0 ? [t('says-cart', { count: cartItems })] : []),
    t('says-caps', { count: times, hours: Math.round(pauseMs / HOUR_MS) }),
  ];
  return <p className={own.sentence}>{parts.join(' · ')}</p>;
}

/** One rule of invitation, to be changed. */
export function InvitationCard({
  rule,
  number,
  first,
  last,
  onChange,
  onMove,
  onRemove,
}: {
  readonly rule: Invitation;
  readonly number: number;
  readonly first: boolean;
  readonly last: boolean;
  readonly onChange: (change: Partial<Invitation>) => void;
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: () => void;
}) {
  const { t } = useTranslation('admin');
  const heading = useId();
  const { text } = rule;
  return (
    <article className={styles.card} aria-labelledby={heading} data-off={rule.on ? undefined : ''}>
      <header className={own.head}>
        <h2 id={heading}>{t('invitation', { number })}</h2>
        <code>{rule.ruleId}</code>
        <Switch label={t('on')} on={rule.on} onChange={(on) => onChange({ on })} />
        <button
          type="button"
          className={own.move}
          aria-label={t('moveUp', { number })}
          disabled={first}
          onClick={() => onMove(-1)}
        >
          <ArrowUp size={18} aria-hidden="true" />
        </button>
        <button
          type="button"
          className={own.move}
          aria-label={t('moveDown', { number })}
          disabled={last}
          onClick={() => onMove(1)}
        >
          <ArrowDown size={18} aria-hidden="true" />
        </button>
        <RemoveButton label={t('removeInvitation', { number })} onRemove={onRemove} />
      </header>
      <Sentence rule={rule} />
      <div className={fieldStyles.grid}>
        <TextField
          label={t('wordsZh')}
          value={text.zh}
          lines={2}
          maxLength={300}
          onChange={(zh) => onChange({ text: { ...text, zh } })}
        />
        <TextField
          label={t('wordsEn')}
          value={text.en}
          lines={2}
          maxLength={300}
          onChange={(en) => onChange({ text: { ...text, en } })}
        />
      </div>
      <h3>{t('conditions')}</h3>
      <div className={fieldStyles.grid}>
        <TextField
          label={t('address')}
          hint={t('addressHint')}
          value={rule.address}
          maxLength={200}
          onChange={(address) => onChange({ address })}
        />
        <NumberField
          label={t('dwell')}
          value={Math.round(rule.dwellMs / SECOND_MS)}
          min={0}
          max={86_400}
          onChange={(seconds) => onChange({ dwellMs: seconds * SECOND_MS })}
        />
        <NumberField
          label={t('scrolled')}
          value={Math.round(rule.scrolled * 100)}
          min={0}
          max={100}
          onChange={(percent) => onChange({ scrolled: percent / 100 })}
        />
        <NumberField
          label={t('cartItems')}
          value={rule.cartItems}
          min={0}
          max={1_000}
          onChange={(cartItems) => onChange({ cartItems })}
        />
      </div>
      <h3>{t('caps')}</h3>
      <div className={fieldStyles.grid}>
        <NumberField
          label={t('times')}
          value={rule.times}
          min={1}
          max={100}
          onChange={(times) => onChange({ times })}
        />
        <NumberField
          label={t('pause')}
          value={Math.round(rule.pauseMs / HOUR_MS)}
          min={0}
          max={8_760}
          onChange={(hours) => onChange({ pauseMs: hours * HOUR_MS })}
        />
      </div>
    </article>
  );
}
