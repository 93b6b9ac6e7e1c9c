import { type LucideIcon, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { BusyButton } from './busy-button.tsx';
import { useSecondPress } from './use-second-press.ts';

/** Removes something, or what cannot be taken back as little, after a second press; leaving the button takes the first one back. */
export function RemoveButton({
  label,
  name,
  sure,
  icon: Icon = Trash2,
  size = 'sm',
  busy = false,
  onRemove,
}: {
  readonly label: string;
  /** What it is called to those who do not see it among others like it; the label when absent. */
  readonly name?: string;
  /** What the second press is asked with; whether it is really to be removed when absent. */
  readonly sure?: string;
  readonly icon?: LucideIcon;
  readonly size?: 'xs' | 'sm';
  /** Something else is under way: it stays as it is, and a press is not taken. */
  readonly busy?: boolean;
  readonly onRemove: () => void;
}) {
  const { t } = useTranslation('staff');
  const { asked, button } = useSecondPress(onRemove);
  return (
    <BusyButton
      size={size}
      working={false}
      busy={busy}
      {...(asked || name === undefined ? {} : { 'aria-label': name })}
      variant={asked ? 'filled' : 'default'}
      {...(asked ? { color: 'red' } : {})}
      leftSection={<Icon size={size === 'xs' ? 14 : 16} aria-hidden="true" />}
      {...button}
    >
      {asked ? (sure ?? t('removeNow')) : label}
    </BusyButton>
  );
}
