import { Button } from '@mantine/core';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

/** Removes something after a second press; leaving the button takes the first one back. */
export function RemoveButton({ label, onRemove }: { readonly label: string; readonly onRemove: () => void }) {
  const { t } = useTranslation('admin');
  const [asked, setAsked] = useState(false);
  return (
    <Button
      size="sm"
      variant={asked ? 'filled' : 'default'}
      {...(asked ? { color: 'red' } : {})}
      leftSection={<Trash2 size={16} aria-hidden="true" />}
      onBlur={() => setAsked(false)}
      onClick={() => {
        if (asked) onRemove();
        setAsked(!asked);
      }}
    >
      {asked ? t('removeNow') : label}
    </Button>
  );
}
