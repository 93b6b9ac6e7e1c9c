import { Search, X } from 'lucide-react';
import styles from './search-field.module.css';

const MAX_WORDS = 80;

export interface SearchFieldProps {
  readonly value: string;
  readonly label: string;
  readonly hint: string;
  /** What the button is called that empties the field. */
  readonly clear: string;
  readonly onSearch: (words: string) => void;
}

/** Where a list is searched, with a button that empties it. */
export function SearchField({ value, label, hint, clear, onSearch }: SearchFieldProps) {
  return (
    <div className={styles.field}>
      <Search size={16} aria-hidden="true" />
      <input
        type="search"
        aria-label={label}
        placeholder={hint}
        maxLength={MAX_WORDS}
        value={value}
        onChange={(event) => onSearch(event.currentTarget.value)}
      />
      {value !== '' && (
        <button type="button" aria-label={clear} onClick={() => onSearch('')}>
          <X size={15} aria-hidden="true" />
        </button>
      )}
    </div>
  );
}
