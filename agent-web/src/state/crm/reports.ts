import type { Clock, Log } from '@weft/proto';
import { type Cell, createCell } from '../cell.ts';
import { problemOf } from '../problem.ts';
import type { ReportDays, Reports, ReportsSnapshot } from '../types.ts';
import type { Crm } from './crm.ts';
import { ratingsOf, reportOf } from './read-reports.ts';
import { rangeOf } from './report-range.ts';

/** Ratings with fewer stars are poor ones. */
const POOR_BELOW = 4;
const ANY_BELOW = 6;

export interface ReportsParts {
  readonly crm: Pick<Crm, 'report' | 'ratings'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** A report as one supervisor looks at it. */
export class CentreReports implements Reports {
  readonly #parts: ReportsParts;
  readonly #timeZone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  readonly #cell: Cell<ReportsSnapshot> = createCell<ReportsSnapshot>({
    ...{ days: 7, report: undefined, ratings: [], more: false, poor: false, loading: false },
    problem: undefined,
  });
  #cursor = '';
  /** Answers to older questions are not looked at. */
  #asked = 0;

  constructor(parts: ReportsParts) {
    this.#parts = parts;
    this.renew();
  }

  readonly get = (): ReportsSnapshot => this.#cell.get();
  readonly subscribe = (listener: () => void): (() => void) => this.#cell.subscribe(listener);

  choose(days: ReportDays): void {
    this.#set({ days });
    this.renew();
  }

  onlyPoor(poor: boolean): void {
    this.#set({ poor });
    this.renew();
  }

  more(): void {
    if (this.get().more && !this.get().loading) void this.#load(async () => this.#older());
  }

  renew(): void {
    void this.#load(async () => {
      const { days } = this.get();
      const range = rangeOf(days, this.#parts.clock.now());
      const [answer, ratings] = await Promise.all([
        this.#parts.crm.report({ ...range, timeZone: this.#timeZone }),
        this.#page(''),
      ]);
      return { report: reportOf(answer, range.days), ratings: ratings.rows, cursor: ratings.cursor };
    });
  }

  async #older() {
    const { rows, cursor } = await this.#page(this.#cursor);
    return { ratings: [...this.get().ratings, ...rows], cursor };
  }

  async #page(cursor: string): Promise<ReturnType<typeof ratingsOf>> {
    const { days, poor } = this.get();
    const { fromMs, toMs } = rangeOf(days, this.#parts.clock.now());
    const below = poor ? POOR_BELOW : ANY_BELOW;
    return ratingsOf(await this.#parts.crm.ratings({ fromMs, toMs, below, cursor }));
  }

  async #load(ask: () => Promise<Partial<ReportsSnapshot> & { readonly cursor: string }>): Promise<void> {
    this.#asked += 1;
    const asked = this.#asked;
    this.#set({ loading: true, problem: undefined });
    try {
      const { cursor, ...found } = await ask();
      if (asked !== this.#asked) return;
      this.#cursor = cursor;
      this.#set({ ...found, more: cursor !== '', loading: false });
    } catch (error) {
      if (asked !== this.#asked) return;
      this.#parts.log.warn({ error: String(error) }, 'no report');
      this.#set({ loading: false, problem: problemOf(error) });
    }
  }

  #set(changes: Partial<ReportsSnapshot>): void {
    this.#cell.set({ ...this.get(), ...changes });
  }
}
