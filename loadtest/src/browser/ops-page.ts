import { until } from '@weft/proto/testing';
import type { BrowserContext, Locator, Page } from 'playwright-core';
import type { Person } from './desk-page.ts';
import { LOAD_TIMEOUT_MS } from './limits.ts';
import { WORDS } from './words.ts';

const patient = { timeout: LOAD_TIMEOUT_MS };

/** The cells of a row by their column's heading. */
type RowCells = Readonly<Record<string, string>>;

/** The operators' page. */
export class OpsPage {
  readonly page: Page;

  private constructor(page: Page) {
    this.page = page;
  }

  /** Signs in; resolves when the mesh is shown. */
  static async open(context: BrowserContext, baseUrl: string, person: Person): Promise<OpsPage> {
    const page = await context.newPage();
    const words = WORDS.en;
    await page.goto(`${baseUrl}/ops/?region=eu&lang=en`);
    await page.getByRole('textbox', { name: words.login, exact: true }).fill(person.login, patient);
    await page.getByRole('textbox', { name: words.password, exact: true }).fill(person.password);
    await page.getByRole('button', { name: words.signIn, exact: true }).click();
    await page.getByRole('table').first().waitFor(patient);
    return new OpsPage(page);
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** The row of a table whose own heading begins so. */
  row(table: string, heading: string): Locator {
    const rows = this.page.getByRole('table', { name: table, exact: true }).getByRole('row');
    const own = this.page.getByRole('rowheader', { name: new RegExp(`^${heading}(?![\\w-])`) });
    return rows.filter({ has: own });
  }

  /** What stands in such a row; undefined while it is not there. */
  async cells(table: string, heading: string): Promise<RowCells | undefined> {
    const all = this.page.getByRole('table', { name: table, exact: true });
    const row = this.row(table, heading);
    if ((await row.count()) === 0) return undefined;
    const headings = await all.getByRole('columnheader').allInnerTexts();
    const cells = await row.getByRole('rowheader').or(row.getByRole('cell')).allInnerTexts();
    return Object.fromEntries(headings.map((name, index) => [name, (cells[index] ?? '').trim()]));
  }

  /** Waits until a row is as it should be. */
  async untilRow(
    table: string,
    heading: string,
    check: (cells: RowCells) => true | string,
    timeoutMs: number,
  ): Promise<RowCells> {
    let cells: RowCells = {};
    await until(
      async () => {
        const now = await this.cells(table, heading);
        if (now === undefined) return `${table} has no row of ${heading}`;
        cells = now;
        return check(now);
      },
      { timeoutMs },
    );
    return cells;
  }
}
