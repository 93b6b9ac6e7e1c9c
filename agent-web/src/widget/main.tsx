import { systemClock } from '@weft/proto';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { chooseLanguage } from '../i18n/language.ts';
import { createCell } from '../state/cell.ts';
import { createCustomer } from '../state/customer-page.ts';
import { fetchLook } from '../state/look.ts';
import { browserStore } from '../state/storage.ts';
import { expose } from '../ui/expose.ts';
import { readPageParameters } from '../ui/page-parameters.ts';
import '../ui/tokens.css';
import { WidgetContext } from './customer-context.ts';
import { CHAT_FRAGMENT, followCode } from './follow-code.ts';
import { HostPage } from './host-page.ts';
import { fetchRules } from './invitations/fetch-rules.ts';
import { Invitations } from './invitations/invitations.ts';
import { fetchLaterViews } from './later-views.ts';
import { LiveLook } from './look/live-look.ts';
import { wear } from './look/wear.ts';
import { Sight } from './sight.ts';
import { translator } from './translator.ts';
import { Widget } from './widget.tsx';

/** Where the customer is when no host page says so: here. */
const ownPage = () => ({ url: location.href, title: document.title, locale: navigator.language });

async function start(root: HTMLElement): Promise<void> {
  const host = new HostPage(window);
  const greeting = await host.greeting(systemClock);
  const page = createCustomer({
    apiUrl: location.origin,
    client: 'widget/0.1.0',
    ...readPageParameters(location.search),
    displayName: greeting?.customerName ?? '',
    account: greeting?.account ?? '',
    queueId: greeting?.queueId ?? '',
    page: () => host.page ?? ownPage(),
    invitation: { ruleId: () => invitations.ruleId(), told: () => invitations.told() },
  });
  // Before anything is connected: a session begins as the one whose code it is.
  const followed = await followCode(page);
  if (followed.is === 'taken') return;
  const { customer } = page;
  const sight = new Sight(document, !host.embedded);
  const look = new LiveLook({
    fetch: () => fetchLook(location.origin),
    store: browserStore('localStorage'),
    clock: systemClock,
    seen: sight.seen,
    told: ({ side, colour, calls, launcher, company }) =>
      host.tell({ type: 'look', look: { side, colour, calls, launcher, company } }),
  });
  wear(look, document.documentElement);
  look.open();
  const chatShown = createCell(location.hash === CHAT_FRAGMENT);
  const later = fetchLaterViews(systemClock, (name, words) =>
    translator.i18n.addResourceBundle('en', name, words),
  );
  await translator.speak(greeting?.language ?? chooseLanguage(location.search, navigator.languages));
  const { i18n } = translator;
  const invitations = new Invitations({
    fetch: () => fetchRules(location.origin),
    store: browserStore('localStorage'),
    clock: systemClock,
    busy: () => sight.seen.get() || customer.get().state.name !== 'idle' || page.chat.get().items.length > 0,
    language: () => (i18n.language === 'zh' ? 'zh' : 'en'),
    invite: (text) => host.tell({ type: 'invite', text }),
  });
  host.obey((message) => {
    switch (message.type) {
      case 'start':
        customer.reset();
        customer.start(message.kind);
        break;
      case 'chat':
        chatShown.set(true);
        break;
      case 'visit':
        void invitations.visited(message.page.url, message.visit);
        break;
      case 'invited':
        invitations.answered(message.taken);
        break;
      case 'language':
        // Never rejects: where the words cannot be had, the language stays.
        void translator.speak(message.language);
        break;
      case 'shown':
        sight.show(true);
        window.focus();
        break;
      case 'hidden':
        sight.show(false);
        break;
      case 'hello':
        break;
    }
  });
  expose(customer.diagnostics);
  customer.open();
  createRoot(root).render(
    <StrictMode>
      <I18nextProvider i18n={i18n}>
        <WidgetContext value={{ ...page, host, seen: sight.seen, chatShown, later, look, followed }}>
          <Widget />
        </WidgetContext>
      </I18nextProvider>
    </StrictMode>,
  );
  host.tell({ type: 'ready' });
}

const root = document.querySelector<HTMLElement>('#root');
// Nothing awaits a page's start; a failure in it is a defect and shows in the browser's console.
if (root !== null) void start(root);
