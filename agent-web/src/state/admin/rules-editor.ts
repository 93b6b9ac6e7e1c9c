import type { Clock, Log, Timer } from '@weft/proto';
import { WeftError } from '@weft/proto';
import { type Cell, createCell } from '../cell.ts';
import type { RuleMark, RulesEditor, RulesSnapshot, RulesStep, VersionHead } from '../types.ts';
import type { AdminApi, RuleProblem, RulesNow, RulesOutcome } from './admin-api.ts';
import { placeOf, type ReadText, readText, writtenText } from './rule-text.ts';
import { WorkInTurn } from './work-in-turn.ts';

/** So long after the last key the compiler is asked. */
const CHECK_AFTER_MS = 350;
const HOUR_MS = 3_600_000;

const EMPTY: RulesSnapshot = {
  ...{ step: 'none', problem: undefined, text: '', value: undefined, changed: false },
  ...{ basedOn: undefined, overtaken: false, check: 'none', marks: [] },
  ...{ versions: [], diff: undefined, whatIf: undefined, saved: 0 },
};

/** What holds, and what held before. */
interface Found {
  readonly now: RulesNow;
  readonly versions: readonly VersionHead[];
}

/**
 * The routing rules as a document. JSON is read here, so that a missing comma is
 * told while it is typed; what the rules mean, the server's own compiler says.
 */
export class DocumentRulesEditor implements RulesEditor {
  readonly #api: AdminApi;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #cell: Cell<RulesSnapshot> = createCell(EMPTY);
  readonly #work: WorkInTurn<RulesStep>;
  /** The rules of `basedOn`, as text. */
  #base = '';
  #timer: Timer | undefined;
  /** Of the last question to the compiler; an answer to an earlier one is late. */
  #asked = 0;

  constructor({ api, clock, log }: { readonly api: AdminApi; readonly clock: Clock; readonly log: Log }) {
    this.#api = api;
    this.#clock = clock;
    this.#log = log;
    this.#work = new WorkInTurn(log, (standing) => this.#change(standing));
  }

  readonly get = (): RulesSnapshot => this.#cell.get();
  readonly subscribe = (listener: () => void): (() => void) => this.#cell.subscribe(listener);

  load(): void {
    const { text } = this.get();
    void this.#work.run('loading', async () => {
      const found = await this.#ask();
      // Typed while it was on its way: that stays, based on what it was based on.
      if (this.get().text === text) this.#take(found);
    });
  }

  edit(text: string): void {
    const { text: before, basedOn } = this.get();
    // Nothing can be based on rules that are not there yet.
    if (text === before || basedOn === undefined) return;
    this.#show(text, { saved: 0 });
  }

  reset(): void {
    void this.#work.run('loading', async () => this.#take(await this.#ask()));
  }

  save(note: string): void {
    const { basedOn, text } = this.get();
    const read = readText(text);
    if (basedOn === undefined || !read.ok) return;
    void this.#work.run('saving', () =>
      this.#saved(basedOn.version, text, read, () =>
        this.#api.saveRules(read.value, note.trim(), basedOn.version),
      ),
    );
  }

  restore(version: number): void {
    const { basedOn, text } = this.get();
    if (basedOn === undefined) return;
    void this.#work.run('saving', () =>
      this.#saved(basedOn.version, text, undefined, () => this.#api.restore(version, basedOn.version)),
    );
  }

  showDiff(version: number): void {
    void this.#work.run('loading', async () => {
      this.#change({ diff: { version, changes: await this.#api.diff(version) } });
    });
  }

  hideDiff(): void {
    this.#change({ diff: undefined });
  }

  askWhatIf(hours: number): void {
    const { text } = this.get();
    const read = readText(text);
    if (!read.ok) return;
    void this.#work.run('replaying', async () => {
      this.#change({ whatIf: undefined });
      const whatIf = await this.#api.whatIf(read.value, this.#clock.now() - hours * HOUR_MS);
      // Figures of what is not written any more would be taken for those of what is.
      if (this.get().text !== text) return;
      this.#change({ whatIf });
      if (whatIf === undefined) await this.#check(read);
    });
  }

  async #ask(): Promise<Found> {
    const [now, versions] = await Promise.all([this.#api.rules(), this.#api.versions()]);
    return { now, versions };
  }

  #take({ now: { head, rules }, versions }: Found): void {
    this.#base = writtenText(rules);
    const same = head.version === this.get().basedOn?.version;
    this.#show(this.#base, {
      ...{ basedOn: head, versions, overtaken: false, diff: undefined },
      ...(same ? {} : { whatIf: undefined }),
    });
  }

  async #saved(
    basedOn: number,
    text: string,
    read: ReadText | undefined,
    save: () => Promise<RulesOutcome>,
  ): Promise<void> {
    try {
      const outcome = await save();
      if (!outcome.ok) {
        // A version of before may be wrong under newer rules of the rules: then there is no text to mark.
        if (read === undefined) throw new WeftError('BAD_REQUEST', outcome.errors[0]?.message ?? '');
        this.#change({ check: 'wrong', marks: marksOf(text, read, outcome) });
        return;
      }
      // What was typed meanwhile is not lost: it is based on the new version.
      const found = await this.#ask();
      const typed = this.get().text;
      this.#take(found);
      if (typed !== text) this.#show(typed, {});
      this.#change({ saved: outcome.version });
    } catch (error) {
      if (error instanceof WeftError && error.code === 'CONFLICT') {
        const versions = await this.#api.versions();
        this.#change({ versions, overtaken: (versions[0]?.version ?? 0) !== basedOn });
      }
      throw error;
    }
  }

  /** The text from now on, read at once and looked at by the compiler soon. */
  #show(text: string, also: Partial<RulesSnapshot>): void {
    this.#timer?.cancel();
    this.#asked += 1;
    const read = readText(text);
    const { marks, text: before } = this.get();
    this.#change({
      ...(text === before ? {} : { whatIf: undefined }),
      ...also,
      ...{ text, changed: text !== this.#base, value: read.ok ? read.value : this.get().value },
      check: read.ok ? 'checking' : 'wrong',
      // Marks of before stay where they were until the answer is there: a list that flickers cannot be read.
      marks: read.ok
        ? marks.filter(({ end, says }) => says.name === 'compiler' && end <= text.length)
        : [jsonMark(read)],
    });
    if (read.ok) this.#timer = this.#clock.after(CHECK_AFTER_MS, () => void this.#check(read));
  }

  async #check(read: ReadText & { readonly ok: true }): Promise<void> {
    this.#asked += 1;
    const asked = this.#asked;
    try {
      const outcome = await this.#api.validate(read.value);
      if (asked !== this.#asked) return;
      const marks = marksOf(this.get().text, read, outcome);
      this.#change({ check: outcome.ok ? 'good' : 'wrong', marks });
    } catch (error) {
      this.#log.debug({ error: String(error) }, 'rules not checked');
      if (asked === this.#asked) this.#change({ check: 'none', marks: [] });
    }
  }

  #change(changes: Partial<RulesSnapshot>): void {
    this.#cell.set({ ...this.get(), ...changes });
  }
}

function jsonMark(read: ReadText & { readonly ok: false }): RuleMark {
  return { kind: 'error', ...read.at, path: '', says: { name: 'json', fault: read.fault } };
}

/** What the compiler says, where it stands in the text, from top to bottom. */
function marksOf(text: string, read: ReadText, { errors, warnings }: RulesOutcome): readonly RuleMark[] {
  if (!read.ok) return [jsonMark(read)];
  const mark =
    (kind: RuleMark['kind']) =>
    ({ path, column, message }: RuleProblem): RuleMark => ({
      ...{ kind, path, says: { name: 'compiler', message } },
      ...placeOf(text, read.places, path, column),
    });
  return [...errors.map(mark('error')), ...warnings.map(mark('warning'))].sort((a, b) => a.offset - b.offset);
}
