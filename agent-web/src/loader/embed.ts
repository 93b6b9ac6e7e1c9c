import { Invitation } from './invitation.ts';
import { Launcher } from './launcher.ts';
import type { LiveCallMark } from './live-call.ts';
import { fetchLook, type Look, type LookMark, paint } from './look.ts';
import type { CallKind, HostMessage, Page, WidgetMessage } from './messages.ts';
import { Panel } from './panel.ts';
import { chooseLanguage, type Language, type Settings } from './settings.ts';
import { element } from './shape.ts';
import { Shield } from './shield.ts';
import { PLACE_STYLES, STYLES } from './styles.ts';
import { TEXTS, type Texts } from './texts.ts';
import { Visits } from './visits.ts';
import { WidgetFrame } from './widget-frame.ts';

/** Agents read these; a page cannot make them read more. */
const MAX_TEXT_CHARACTERS = 500;
/** A page that never rests is interrupted after this long. */
const IDLE_LIMIT_MS = 3_000;

const pageNow = (): Page => ({
  url: location.href.slice(0, 2 * MAX_TEXT_CHARACTERS),
  title: document.title.slice(0, MAX_TEXT_CHARACTERS),
  locale: document.documentElement.lang || navigator.language,
});

/** Launcher and panel on one host page, and the talk between the page and the widget. */
export class Embed {
  readonly #settings: Settings;
  #account: string;
  readonly #languageAttribute: string | undefined;
  readonly #mark: LiveCallMark;
  readonly #lookMark: LookMark;
  readonly #host = document.createElement('weft-widget');
  readonly #root = element('div', { class: 'root' });
  readonly #frame: WidgetFrame;
  readonly #panel: Panel;
  readonly #launcher: Launcher;
  readonly #invitation: Invitation;
  readonly #shield = new Shield(() => this.#panel.focus());
  readonly #visits = new Visits();
  #language: Language;
  #look: Look;
  /** The widget has told of the look: what else tells is older. */
  #told = false;

  constructor(settings: Settings, languageAttribute: string | undefined, mark: LiveCallMark, look: LookMark) {
    this.#settings = settings;
    this.#account = settings.account;
    this.#languageAttribute = languageAttribute;
    this.#mark = mark;
    this.#lookMark = look;
    this.#look = look.read();
    this.#language = this.#chooseLanguage();
    const texts = this.#texts();
    this.#frame = new WidgetFrame({
      url: this.#widgetUrl(),
      hello: () => this.#hello(),
      onMessage: (message) => this.#obey(message),
    });
    this.#panel = new Panel(texts, this.#frame, () => this.minimise());
    this.#launcher = new Launcher(texts, {
      open: (kind) => this.open(kind),
      approach: () => this.#frame.load(),
      leave: () => this.#place(),
    });
    this.#invitation = new Invitation(texts, (taken) => this.#answer(taken));
  }

  /**
   * Puts the launcher on the page; opens the panel again when this tab's last page left a live call. Who waits to be
   * called is called on any page: the widget is there at once, out of sight.
   */
  attach(): void {
    const shadow = this.#host.attachShadow({ mode: 'open' });
    // A constructed sheet is no inline style: a strict content security policy lets it pass.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(PLACE_STYLES + STYLES);
    shadow.adoptedStyleSheets = [sheet];
    const opening = element('div', {}, this.#invitation.root, this.#launcher.root);
    opening.addEventListener('click', (event) => this.#shield.guard(event));
    this.#root.append(opening, this.#panel.root, this.#shield.root);
    shadow.append(this.#root);
    this.#dress();
    document.body.append(this.#host);
    // Nothing waits for it: the launcher is there as it was at the last visit.
    void fetchLook(this.#settings.origin).then((look) => {
      if (look !== undefined && !this.#told) this.#wear(look);
    });
    new MutationObserver(() => this.#follow()).observe(document.documentElement, {
      attributeFilter: ['lang'],
    });
    this.#visits.watch((visit) => {
      if (this.#frame.ready) this.#frame.say({ type: 'visit', page: pageNow(), visit });
    });
    // Asked for in another tab: it rings here, too.
    addEventListener('storage', (news) => {
      if (this.#mark.tells(news)) this.#frame.load();
    });
    const mark = this.#mark.read();
    if (mark === 'live') this.open();
    else if (mark === 'callback') this.#frame.load();
    else if (this.#settings.preload === 'idle') whenIdle(() => this.#frame.load());
  }

  /** Shows the panel; with a kind, starts that call or shows the chat at once. */
  open(kind?: CallKind | 'chat'): void {
    if (kind === 'chat') this.#frame.say({ type: 'chat', page: pageNow() });
    else if (kind !== undefined) this.#frame.say({ type: 'start', kind, page: pageNow() });
    if (this.#invitation.shown) this.#answer(kind === 'chat');
    this.#frame.say({ type: 'shown' });
    this.#panel.show();
    this.#launcher.root.hidden = true;
  }

  /** Puts the panel away. A call goes on; the launcher leads back to it. */
  minimise(): void {
    if (!this.#panel.open) return;
    this.#panel.hide();
    this.#shield.drop();
    this.#frame.say({ type: 'hidden' });
    this.#place();
    this.#launcher.root.hidden = false;
    this.#launcher.focus();
  }

  /** The page tells what lies in the cart. */
  cart(items: number): void {
    this.#visits.cart(items);
  }

  /** Somebody signed in at the page, or out: from now on the widget is theirs. */
  identify(account: string): void {
    if (account === this.#account) return;
    this.#account = account;
    this.#launcher.count(0);
    this.#frame.reload();
  }

  #answer(taken: boolean): void {
    this.#invitation.show('');
    this.#frame.say({ type: 'invited', taken });
    if (taken && !this.#panel.open) this.open('chat');
  }

  #obey(message: WidgetMessage): void {
    switch (message.type) {
      case 'ready':
        this.#panel.uncover();
        break;
      case 'minimise':
        this.minimise();
        break;
      case 'resize':
        this.#panel.resize(message.large);
        break;
      case 'call':
        this.#launcher.show(message.state);
        this.#mark.write(message.state);
        if (message.state === 'calling') this.open();
        break;
      case 'unread':
        this.#launcher.count(message.count);
        break;
      case 'invite':
        this.#invitation.show(this.#panel.open ? '' : message.text);
        break;
      case 'look':
        this.#told = true;
        this.#wear(message.look);
        break;
    }
  }

  #hello(): HostMessage {
    const { queueId, customerName } = this.#settings;
    const account = this.#account;
    return { type: 'hello', queueId, customerName, account, language: this.#language, page: pageNow() };
  }

  /** The page changed its language: so do we. */
  #follow(): void {
    const language = this.#chooseLanguage();
    if (language === this.#language) return;
    this.#language = language;
    this.#speak();
    this.#frame.say({ type: 'language', language });
  }

  #speak(): void {
    const texts = this.#texts();
    for (const part of [this.#launcher, this.#panel, this.#invitation]) part.speak(texts);
  }

  /** The sentences of the language, with the company's own among them. */
  #texts(): Texts {
    const own = TEXTS[this.#language];
    const { launcher, company } = this.#look;
    return {
      ...own,
      chat: launcher[this.#language] || own.chat,
      panel: company[this.#language] || own.panel,
    };
  }

  #wear(look: Look): void {
    this.#look = look;
    this.#lookMark.write(look);
    this.#dress();
    this.#speak();
  }

  #dress(): void {
    this.#launcher.offer(this.#look.calls);
    paint(this.#root, this.#look.colour);
    this.#place();
  }

  /** Puts it into its corner: not while the panel is there, nor from under a pointer. */
  #place(): void {
    if (this.#panel.open || this.#launcher.approached) return;
    this.#host.dataset.side = this.#settings.side || this.#look.side;
  }

  #chooseLanguage(): Language {
    return chooseLanguage(this.#languageAttribute, document.documentElement.lang, navigator.languages);
  }

  #widgetUrl(): URL {
    const url = new URL('/widget/', this.#settings.origin);
    url.searchParams.set('lang', this.#language);
    for (const [name, value] of Object.entries(this.#settings.parameters)) url.searchParams.set(name, value);
    return url;
  }
}

/** Runs when the page has nothing better to do. */
function whenIdle(run: () => void): void {
  const later = (): void => {
    if ('requestIdleCallback' in window) requestIdleCallback(run, { timeout: IDLE_LIMIT_MS });
    else setTimeout(run, IDLE_LIMIT_MS / 2);
  };
  if (document.readyState === 'complete') later();
  else addEventListener('load', later, { once: true });
}
