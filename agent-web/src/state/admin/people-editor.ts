import type { Log } from '@weft/proto';
import { WeftError } from '@weft/proto';
import { type Cell, createCell } from '../cell.ts';
import { fieldsOf, isObject } from '../fields.ts';
import type {
  AgentTraits,
  CapacityPlan,
  PeopleEditor,
  PeopleSnapshot,
  PersonChange,
  PersonDraft,
  SectionStep,
  SkilledPerson,
} from '../types.ts';
import type { AdminApi } from './admin-api.ts';
import { WorkInTurn } from './work-in-turn.ts';

const NO_TRAITS: AgentTraits = { skills: {}, languages: [], attributes: {}, capacity: 'default' };
const EMPTY: PeopleSnapshot = {
  ...{ step: 'none', problem: undefined, people: [], capacities: [], skills: [], saved: '' },
  ...{ savedAccount: '', told: undefined },
};

/** Who works here, what they can do, and how much they can have in hand; a change is in effect at once. */
export class TraitsEditor implements PeopleEditor {
  readonly #api: AdminApi;
  readonly #cell: Cell<PeopleSnapshot> = createCell(EMPTY);
  readonly #work: WorkInTurn<SectionStep>;

  constructor({ api, log }: { readonly api: AdminApi; readonly log: Log }) {
    this.#api = api;
    this.#work = new WorkInTurn(log, (standing) => this.#change(standing));
  }

  readonly get = (): PeopleSnapshot => this.#cell.get();
  readonly subscribe = (listener: () => void): (() => void) => this.#cell.subscribe(listener);

  load(): void {
    void this.#work.run('loading', () => this.#load());
  }

  add(draft: PersonDraft): void {
    void this.#work.run('saving', async () => {
      const { person, password } = await this.#api.addPerson(draft);
      const { agentId, name, login } = person;
      const people = [...this.get().people, { ...person, traits: NO_TRAITS }].sort(byName);
      this.#change({ people, told: { agentId, name, login, password }, saved: '', savedAccount: '' });
    });
  }

  change(agentId: string, change: PersonChange): void {
    void this.#work.run('saving', async () => {
      this.#change({ saved: '', savedAccount: '' });
      const person = await this.#api.changePerson(agentId, change);
      const people = this.get().people.map((one) => (one.agentId === agentId ? { ...one, ...person } : one));
      this.#change({ people: people.sort(byName), savedAccount: agentId });
    });
  }

  renewPassword(agentId: string): void {
    void this.#work.run('saving', async () => {
      const person = this.get().people.find((one) => one.agentId === agentId);
      if (person === undefined) return;
      const { name, login } = person;
      const password = await this.#api.renewPassword(agentId);
      this.#change({ told: { agentId, name, login, password } });
    });
  }

  forgetPassword(): void {
    this.#change({ told: undefined });
  }

  save(agentId: string, traits: AgentTraits): void {
    void this.#work.run('saving', async () => {
      this.#change({ saved: '' });
      await this.#api.setTraits(agentId, traits);
      const people = this.get().people.map((one) => (one.agentId === agentId ? { ...one, traits } : one));
      this.#change({ people, skills: skillsOf(people), saved: agentId });
    });
  }

  saveCapacity({ name, units, channels }: Omit<CapacityPlan, 'builtIn'>, note: string): void {
    void this.#work.run('saving', async () => {
      this.#change({ saved: '' });
      const { head, rules } = await this.#api.rules();
      const document = fieldsOf(rules);
      const before = isObject(document.capacities) ? document.capacities : {};
      const capacities = { ...before, [name]: { units, channels } };
      const outcome = await this.#api.saveRules({ ...document, capacities }, note, head.version);
      if (!outcome.ok) throw new WeftError('BAD_REQUEST', outcome.errors[0]?.message ?? '');
      this.#change({ capacities: await this.#api.capacities(), saved: name });
    });
  }

  async #load(): Promise<void> {
    const [people, traits, capacities] = await Promise.all([
      this.#api.people(),
      this.#api.traits(),
      this.#api.capacities(),
    ]);
    const skilled = people.map(
      (one): SkilledPerson => ({ ...one, traits: traits.get(one.agentId) ?? NO_TRAITS }),
    );
    this.#change({ people: skilled, capacities, skills: skillsOf(skilled), saved: '', savedAccount: '' });
  }

  #change(changes: Partial<PeopleSnapshot>): void {
    this.#cell.set({ ...this.get(), ...changes });
  }
}

/** As the server lists them. */
const byName = (a: SkilledPerson, b: SkilledPerson): number =>
  a.name.localeCompare(b.name) || (a.agentId < b.agentId ? -1 : 1);

const skillsOf = (people: readonly SkilledPerson[]): readonly string[] =>
  [...new Set(people.flatMap(({ traits }) => Object.keys(traits.skills)))].sort();
