import { type Browser, type BrowserOptions, startBrowser } from '../browser/chromium.ts';
import { type DeskOptions, DeskPage, type Person } from '../browser/desk-page.ts';
import { type PageOptions, ShopPage } from '../browser/shop-page.ts';
import { RoomReports } from '../stack/room-reports.ts';
import { startTemporaryStack, type TemporaryStack } from '../stack/temporary-stack.ts';

type Stack = TemporaryStack['stack'];
type Settings = NonNullable<Parameters<typeof startTemporaryStack>[0]>['settings'];

/** A whole mesh with browsers around it, for one test file. */
export class World implements AsyncDisposable {
  readonly stack: Stack;
  readonly reports: RoomReports;
  readonly #owned: AsyncDisposableStack;

  private constructor(stack: Stack, reports: RoomReports, owned: AsyncDisposableStack) {
    this.stack = stack;
    this.reports = reports;
    this.#owned = owned;
  }

  /** Starts the mesh; `settings` are further environment variables by kind of service. */
  static async start(settings: Settings = {}): Promise<World> {
    await using owned = new AsyncDisposableStack();
    const { stack } = owned.use(await startTemporaryStack({ settings }));
    const reports = owned.use(await RoomReports.create(stack.addresses.natsUrl));
    return new World(stack, reports, owned.move());
  }

  /** A browser of its own, closed with the world. */
  async browser(options: BrowserOptions = {}): Promise<Browser> {
    return this.#owned.use(await startBrowser(options));
  }

  /** Somebody who may sign in. Throws when there is nobody of that login. */
  person(login: string): Person {
    const person = this.stack.signIns.find((one) => one.login === login);
    if (person === undefined) throw new Error(`nobody signs in as ${login}`);
    return person;
  }

  /** A customer at the shop. */
  shop(browser: Browser, options: PageOptions = { region: 'eu' }): Promise<ShopPage> {
    return ShopPage.open(browser.context, this.stack.url, options);
  }

  /** An agent at the desk, signed on. */
  desk(browser: Browser, login: string, options: DeskOptions = { region: 'ap' }): Promise<DeskPage> {
    return DeskPage.open(browser.context, this.stack.url, this.person(login), options);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#owned.disposeAsync();
  }
}
