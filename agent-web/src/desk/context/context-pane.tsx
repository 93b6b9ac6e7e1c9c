import type { PageVisit } from '@weft/proto';
import { ExternalLink, X } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallView, DeskSnapshot, DeskState, OfferView, Thread } from '../../state/types.ts';
import { formatDuration } from '../../ui/duration.ts';
import { useProblemText } from '../../ui/problem-text.ts';
import { useNow } from '../../ui/time.ts';
import { useStore } from '../../ui/use-store.ts';
import { useDesk } from '../desk-context.ts';
import { pageLink, shortAddress } from '../page-link.ts';
import { useCustomerName } from '../use-customer-name.ts';
import { CallSection } from './call-section.tsx';
import { ContactNotes } from './contact-notes.tsx';
import styles from './context.module.css';
import { Earlier } from './earlier.tsx';
import { Followers } from './followers.tsx';
import { Identities } from './identities.tsx';
import { Orders } from './orders.tsx';
import { OwnFields } from './own-fields.tsx';
import { Part } from './part.tsx';
import { Person } from './person.tsx';
import { Sorting } from './sorting.tsx';
import { Tickets } from './tickets.tsx';

/** Few customers are ever blocked. */
const Blocking = lazy(() => import('./blocking.tsx'));

/** Where the customer is; untrusted, so only web addresses become links. */
function PagePart({ page }: { readonly page: Pick<PageVisit, 'url' | 'title'> & Partial<PageVisit> }) {
  const { t } = useTranslation(['context', 'desk']);
  const nowMs = useNow();
  const href = pageLink(page.url);
  const text = page.title || shortAddress(page.url);
  if (text === '') return null;
  return (
    <Part title={t('context:currentPage')}>
      <p className={styles.page}>
        <span dir="auto">{text}</span>
        {page.atMs !== undefined && page.atMs > 0 && (
          <small>{t('context:pageSince', { time: formatDuration(nowMs - page.atMs) })}</small>
        )}
        {href !== undefined && (
          <a href={href} target="_blank" rel="noopener noreferrer nofollow" title={t('desk:openPage')}>
            {shortAddress(page.url)} <ExternalLink size={13} role="img" aria-label={t('desk:openPage')} />
          </a>
        )}
      </p>
    </Part>
  );
}

/** What else is known, as the shop or a channel named it. */
export function Attributes({ entries }: { readonly entries: readonly (readonly [string, string])[] }) {
  const { t } = useTranslation('context');
  if (entries.length === 0) return null;
  return (
    <Part title={t('details')}>
      <dl className={styles.list}>
        {entries.map(([key, value]) => (
          <div key={key}>
            <dt dir="auto">{key}</dt>
            <dd dir="auto">{value}</dd>
          </div>
        ))}
      </dl>
    </Part>
  );
}

/** Everything about the open conversation and its customer. */
function OpenThread({ thread, agentId }: { readonly thread: Thread; readonly agentId: string }) {
  const { head, conversationId } = useStore(thread.live);
  const { t } = useTranslation(['context', 'desk', 'inbox']);
  const tell = useProblemText();
  const { file: store } = useDesk().conversations;
  const file = useStore(store);
  const name = head?.contactName || t('desk:unnamedCustomer');
  return (
    <>
      <Person
        name={name}
        claimed={head?.contactNameClaimed ?? false}
        file={file}
        locale={head?.page?.locale ?? ''}
      />
      {file.loading && file.contact === undefined && (
        <p className={styles.none} role="status">
          {t('inbox:loading')}
        </p>
      )}
      {file.problem !== undefined && (
        <p className={styles.problem} role="alert">
          {t('context:notLoaded')} {tell(file.problem).title}
        </p>
      )}
      {head !== undefined && <Sorting head={head} thread={thread} />}
      {head !== undefined && <Followers head={head} thread={thread} />}
      {head !== undefined && (
        <OwnFields
          key={`conversation ${conversationId}`}
          subject="conversation"
          values={head.fields}
          onSet={thread.setField}
        />
      )}
      {head !== undefined && file.contactId !== '' && (
        <OwnFields
          key={`contact ${file.contactId}`}
          subject="contact"
          values={head.contactFields}
          onSet={store.setField}
        />
      )}
      {head?.page !== undefined && <PagePart page={head.page} />}
      {file.contact !== undefined && <Identities key={`known ${file.contactId}`} contact={file.contact} />}
      {file.contact !== undefined && (
        <ContactNotes key={`notes ${file.contactId}`} notes={file.contact.notes} />
      )}
      <Attributes entries={file.contact?.attributes ?? []} />
      {file.orders !== undefined && (
        <Orders
          orders={file.orders}
          hasAccount={file.contact?.identities.some(({ kind }) => kind === 'account') ?? false}
        />
      )}
      {file.tickets !== undefined && (
        <Tickets tickets={file.tickets} conversationId={conversationId} agentId={agentId} />
      )}
      {file.episodes !== undefined && <Earlier episodes={file.episodes} currentId={conversationId} />}
      {head !== undefined && (
        <Suspense>
          <Blocking key={`block ${conversationId}`} head={head} thread={thread} />
        </Suspense>
      )}
    </>
  );
}

/** A call that has no conversation open beside it: what the call itself tells. */
function OfCall({ work }: { readonly work: Extract<DeskState, { name: 'signed-in' }>['work'] }) {
  const { t } = useTranslation('context');
  if (work.name === 'none') return <p className={styles.none}>{t('noContact')}</p>;
  return <Caller subject={work.name === 'offered' || work.name === 'accepting' ? work.offer : work.call} />;
}

function Caller({ subject }: { readonly subject: OfferView | CallView }) {
  const { file } = useDesk().conversations;
  const nobody = useStore(file);
  return (
    <>
      <Person {...useCustomerName(subject)} file={nobody} locale={subject.page?.locale ?? ''} />
      {subject.page !== undefined && <PagePart page={subject.page} />}
    </>
  );
}

export interface ContextPaneProps {
  /** Of the call that is on. */
  readonly quality: DeskSnapshot['media']['quality'];
  readonly state: Extract<DeskState, { name: 'signed-in' }>;
  readonly thread: Thread | undefined;
  /** Where it covers others, it can be put away. */
  readonly onHide: () => void;
}

/** Who the customer is, what they are looking at, what was before. */
export function ContextPane({ quality, state, thread, onHide }: ContextPaneProps) {
  const { t } = useTranslation('desk');
  const { work } = state;
  const call = work.name === 'in-call' || work.name === 'ended' ? work.call : undefined;
  return (
    <aside id="context" className={styles.pane} aria-label={t('customerPanel')} tabIndex={-1}>
      <header className={styles.head}>
        <h2>{t('customerPanel')}</h2>
        <button type="button" aria-label={t('hidePanel')} onClick={onHide}>
          <X size={20} aria-hidden="true" />
        </button>
      </header>
      {thread === undefined ? <OfCall work={work} /> : <OpenThread thread={thread} agentId={state.agentId} />}
      {call !== undefined && <CallSection call={call} quality={quality} />}
    </aside>
  );
}
