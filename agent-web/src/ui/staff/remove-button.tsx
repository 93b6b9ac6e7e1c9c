import { Button } from '@mantine/core';
import { type LucideIcon, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

/** Removes something, or what cannot be taken back as little, after a second press; leaving the button takes the first one back. */
export function RemoveButton({
  label,
  sure,
  icon: Icon = Trash2,
  onRemove,
}: {
  readonly label: string;
  /** What the second press is asked with; whether it is really to be removed when absent. */
  readonly sure?: string;
  readonly icon?: LucideIcon;
  readonly onRemove: () => void;
}) {
  const { t } = useTranslation('staff');
  const [asked, setAsked] = useState(false);
  return (
    <Button
      size="sm"
      variant={asked ? 'filled' : 'default'}
      {...(asked ? { color: 'red' } : {})}
      leftSection={<Icon size={16} aria-hidden="true" />}
      onBlur={() => setAsked(false)}
      onClick={() => {
        if (asked) onRemove();
        setAsked(!asked);
      }}
    >
      {asked ? (sure ?? t('removeNow')) : label}
    </Button>
  );
}
