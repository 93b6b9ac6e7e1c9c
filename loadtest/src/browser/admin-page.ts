import type { BrowserContext, Locator, Page } from 'playwright-core';
import type { Person } from './desk-page.ts';
import { LOAD_TIMEOUT_MS } from './limits.ts';
import { WORDS } from './words.ts';

const patient = { timeout: LOAD_TIMEOUT_MS };

/** The places of the administrators' page, as their addresses say. */
export type AdminPlace =
  | 'routing'
  | 'people'
  | 'look'
  | 'invitations'
  | 'templates'
  | 'macros'
  | 'fields'
  | 'channels'
  | 'webhooks'
  | 'intents'
  | 'customers'
  | 'audit';

/** The administrators' page. */
export class AdminPage {
  readonly page: Page;
  readonly #url: string;

  private constructor(page: Page, url: string) {
    this.page = page;
    this.#url = url;
  }

  /** Signs in; resolves when the rules are there. */
  static async open(
    context: BrowserContext,
    baseUrl: string,
    person: Person,
    language: 'en' | 'zh' = 'en',
  ): Promise<AdminPage> {
    const page = await context.newPage();
    const url = `${baseUrl}/admin/?lang=${language}`;
    await page.goto(url);
    const words = WORDS[language];
    await page.getByRole('textbox', { name: words.login, exact: true }).fill(person.login);
    await page.getByRole('textbox', { name: words.password, exact: true }).fill(person.password);
    await page.getByRole('button', { name: words.signIn, exact: true }).click();
    const admin = new AdminPage(page, url);
    await page.locator('textarea').first().waitFor(patient);
    return admin;
  }

  /** To one of its places, or to its beginning in another language. */
  async go(place: AdminPlace, url = this.#url): Promise<void> {
    await this.page.goto(`${url}#${place}`);
    // Signing in again by cookie has a heading, too, but no rail.
    await this.page.getByRole('navigation').first().waitFor(patient);
    await this.page.getByRole('main').getByRole('heading', { level: 1 }).waitFor(patient);
    await this.page.waitForLoadState('networkidle', patient);
  }

  get editor(): Locator {
    return this.page.getByRole('textbox', { name: 'Routing rules', exact: true });
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: typeof name === 'string' });
  }

  /** Writes these rules and saves them, with a note; resolves when they hold. */
  async saveRules(rules: object, note: string): Promise<void> {
    await this.editor.fill(JSON.stringify(rules, undefined, 2));
    await this.page.getByText('No errors', { exact: true }).waitFor(patient);
    await this.page.getByRole('textbox', { name: 'What is changed, and why?' }).fill(note);
    await this.button('Save as a new version').click(patient);
    await this.page.getByText(/Version \d+ holds\./).waitFor(patient);
  }
}
