/** The last mail of a thread, as far as an answer to it needs. */
export interface ThreadEnd {
  readonly messageId: string;
  /** Ids of the thread before it, oldest first. */
  readonly references: readonly string[];
  readonly subject: string;
  readonly text: string;
}

/** Somebody with a mailbox. */
export interface Resident {
  readonly address: string;
  readonly name: string;
  /** The mailbox is full: what comes there goes back to who sent it. */
  full: boolean;
  /** What an answer of theirs answers; undefined = they have not written or been written to. */
  latest: ThreadEnd | undefined;
}

/** Whose mailbox a page lets a newcomer have: first the demo shop's customer, whose address it vouches for. */
const PEOPLE = [
  ['li.lei@example.com', '李雷'],
  ['lin.xiaoyan@example.com', '林小燕'],
  ['fang.wang@example.com', '王芳'],
  ['emma.clarke@example.org', 'Emma Clarke'],
] as const;

/** Everybody there has a mailbox, once something is sent to it; but these. */
const DOMAINS: ReadonlySet<string> = new Set(['example.com', 'example.org', 'example.net']);
const NOBODY = /^nobody@/;
/** Mailboxes of a run; beyond, nobody new has one. */
const MAX_RESIDENTS = 200;

/** Who has a mailbox at the customers' providers. */
export class Residents {
  readonly #all = new Map<string, Resident>();

  /** With those of the page. */
  constructor() {
    for (const [address, name] of PEOPLE) this.#add(address, name);
  }

  /** Undefined = there is no such mailbox. */
  get(address: string): Resident | undefined {
    const known = this.#all.get(address.toLowerCase());
    if (known !== undefined) return known;
    const [name = '', domain = ''] = address.toLowerCase().split('@');
    if (!DOMAINS.has(domain) || NOBODY.test(address) || this.#all.size >= MAX_RESIDENTS) return undefined;
    return this.#add(address.toLowerCase(), name);
  }

  /** As the page lists them. */
  people(): readonly { readonly id: string; readonly name: string }[] {
    return [...this.#all.values()].map(({ address, name, full }) => ({
      id: address,
      name: `${name} <${address}>${full ? ' (full)' : ''}`,
    }));
  }

  #add(address: string, name: string): Resident {
    const resident: Resident = { address, name, full: false, latest: undefined };
    this.#all.set(address, resident);
    return resident;
  }
}
