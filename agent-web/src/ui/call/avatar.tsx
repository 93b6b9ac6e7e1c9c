import styles from './stage.module.css';

/** The first letter of a name, or the first character of a Chinese one. */
const initial = (name: string): string => [...name.trim()][0]?.toUpperCase() ?? '?';

/** Stands for a person without a picture; a ring shows that they speak. */
export function Avatar({ name, speaking }: { readonly name: string; readonly speaking: boolean }) {
  return (
    <div className={styles.avatar} data-speaking={speaking || undefined} aria-hidden="true">
      {initial(name)}
    </div>
  );
}
