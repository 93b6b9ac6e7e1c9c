import { Button } from '@mantine/core';
import { Save } from 'lucide-react';
import { RemoveButton } from '../ui/staff/remove-button.tsx';
import styles from './admin.module.css';
import { SavedSign } from './place-head.tsx';

/** The end of a form: what it says is saved, or is removed. */
export function FormEnd({
  save,
  complete,
  saving,
  removal,
  saved,
}: {
  readonly save: string;
  /** Whether there is enough in it to be saved. */
  readonly complete: boolean;
  /** This, or something else of the place, is under way: no press is taken. */
  readonly saving: boolean;
  /** Undefined = it is not kept yet. */
  readonly removal: { readonly label: string; readonly onRemove: () => void } | undefined;
  /** Said beside it while `shown`. */
  readonly saved: { readonly shown: boolean; readonly text: string };
}) {
  return (
    <div className={styles.actions}>
      <Button
        type="submit"
        leftSection={<Save size={16} aria-hidden="true" />}
        loading={saving}
        disabled={!complete}
      >
        {save}
      </Button>
      {removal !== undefined && <RemoveButton {...removal} busy={saving} />}
      <SavedSign {...saved} />
    </div>
  );
}
