import { LogOut, type LucideIcon } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { LinkSnapshot } from '../../state/types.ts';
import styles from './frame.module.css';
import { LinkBanner } from './link-banner.tsx';
import { Mark } from './mark.tsx';

/** One place of the page, in the left rail. */
export interface RailItem {
  readonly icon: LucideIcon;
  readonly label: string;
  /** Where it is: an address within the page. */
  readonly href: string;
  readonly current: boolean;
  /** Absent = the address says enough; otherwise it is what a new tab would show. */
  readonly onChoose?: () => void;
}

/** The frame around every page for staff. */
export interface FrameProps {
  readonly items: readonly RailItem[];
  readonly person: string;
  /** Absent = the page needs none. */
  readonly link?: LinkSnapshot;
  /** Of those who may be called: how they are, and the way to change it. */
  readonly presence?: { readonly name: string; readonly choice: ReactNode };
  readonly onSignOut: () => void;
  readonly children: ReactNode;
}

function Account({
  person,
  link,
  presence,
  onSignOut,
}: Pick<FrameProps, 'person' | 'link' | 'presence' | 'onSignOut'>) {
  const { t } = useTranslation('staff');
  const id = useId();
  const name = t('account', { name: person });
  return (
    <>
      <button
        type="button"
        className={styles.account}
        aria-label={name}
        popoverTarget={id}
        data-link={link?.name}
        data-presence={presence?.name}
      >
        {[...person][0]?.toUpperCase() ?? '?'}
      </button>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms */}
      <div id={id} popover="auto" role="group" aria-label={name} className={styles.accountCard}>
        <strong>{person}</strong>
        {link?.name === 'ready' && <span>{t('linkReady', { region: link.region })}</span>}
        {presence?.choice}
        <button type="button" onClick={onSignOut}>
          <LogOut size={17} aria-hidden="true" /> {t('signOut')}
        </button>
      </div>
    </>
  );
}

/** Left rail with the places and the account; the banner; the page. */
export function Frame({ items, person, link, presence, onSignOut, children }: FrameProps) {
  const { t } = useTranslation('staff');
  return (
    <div className={styles.frame}>
      <a href="#content" className={styles.skip}>
        {t('skipToContent')}
      </a>
      <nav className={styles.rail} aria-label={t('mainNavigation')}>
        <span className={styles.mark}>
          <Mark />
        </span>
        {items.map(({ icon: Icon, label, href, current, onChoose }) => (
          <a
            key={href}
            href={href}
            aria-label={label}
            aria-current={current ? 'page' : undefined}
            className={styles.place}
            data-tip={label}
            onClick={(event) => {
              if (onChoose === undefined || event.ctrlKey || event.metaKey || event.shiftKey) return;
              event.preventDefault();
              onChoose();
            }}
          >
            <Icon size={22} aria-hidden="true" />
          </a>
        ))}
        <Account
          person={person}
          onSignOut={onSignOut}
          {...(link === undefined ? {} : { link })}
          {...(presence === undefined ? {} : { presence })}
        />
      </nav>
      <div className={styles.page}>
        {link !== undefined && <LinkBanner link={link} />}
        {children}
      </div>
    </div>
  );
}
