import { Check, Link } from 'lucide-react';
import { type MouseEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { conversationLink } from '../conversation-link.ts';
import styles from './thread.module.css';

/** How long it is said that the link was copied. */
const SAID_MS = 2_500;

/** The link to a conversation, for a colleague: pressed it is copied, and it is a link to whatever else a browser does with one. */
export function LinkTo({ conversationId }: { readonly conversationId: string }) {
  const { t } = useTranslation('thread');
  const [copied, setCopied] = useState(0);
  useEffect(() => {
    if (copied === 0) return;
    const timer = setTimeout(() => setCopied(0), SAID_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const href = conversationLink(location, conversationId);
  const copy = (event: MouseEvent): void => {
    // A page that was not opened over HTTPS has no clipboard: there the link opens what is open.
    if (!globalThis.isSecureContext || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    navigator.clipboard.writeText(href).then(
      () => setCopied((times) => times + 1),
      () => undefined,
    );
  };
  const Icon = copied > 0 ? Check : Link;
  return (
    <>
      <a className={styles.link} href={href} aria-label={t('link')} title={t('linkHint')} onClick={copy}>
        <Icon size={15} aria-hidden="true" />
      </a>
      <span role="status" className="weft-unseen">
        {copied > 0 && t('linkCopied')}
      </span>
    </>
  );
}
