/** Somebody with a telephone. */
export interface Telephone {
  readonly number: string;
  readonly name: string;
  /** Switched off: what is sent there is undeliverable. */
  off: boolean;
}

/** Whose telephones a page lets a newcomer hold: first the demo shop's customer, by whose number his orders are known. */
const PEOPLE = [
  ['+8613800135678', '李雷'],
  ['+8613800000001', '王芳'],
  ['+447700900123', 'Emma Clarke'],
] as const;

/** What may be done with one, besides saying something. */
export const TELEPHONE_ACTS = [
  { id: 'order', label: { zh: '“查询订单 20261101”', en: '“where is my order 20261101”' } },
  { id: 'long', label: { zh: '长短信（4 段）', en: 'A long text (4 segments)' } },
  { id: 'stop', label: { zh: '退订', en: 'STOP' } },
  { id: 'start', label: { zh: '开通', en: 'START' } },
  { id: 'off', label: { zh: '关机/开机', en: 'Switch off or on' } },
] as const;

const LONG = '我上周在你们店里买的台灯又坏了，灯泡闪了几下就不亮了😀，换了新的灯泡也没有用。'.repeat(6);

/** The telephones that a carrier knows. */
export class Telephones {
  readonly #all = new Map<string, Telephone>();

  /** With those of the page. */
  constructor() {
    for (const [number, name] of PEOPLE) this.add(number, name);
  }

  add(number: string, name: string): Telephone {
    const telephone: Telephone = { number, name, off: false };
    this.#all.set(number, telephone);
    return telephone;
  }

  get(number: string): Telephone | undefined {
    return this.#all.get(number);
  }

  /** As the page lists them. */
  people(): readonly { readonly id: string; readonly name: string }[] {
    return [...this.#all.values()].map(({ number, name, off }) => ({
      id: number,
      name: `${name} ${number}${off ? ' (off)' : ''}`,
    }));
  }

  /** Does something with one; `says` sends a text. False = there is no such telephone or act. */
  act(number: string, act: string, text: string, says: (words: string) => void): boolean {
    const telephone = this.get(number);
    if (telephone === undefined) return false;
    const chinese = number.startsWith('+86');
    const acts: Readonly<Record<string, () => void>> = {
      say: () => says(text),
      order: () => says(chinese ? '查询订单 20261101' : 'where is my order 20261101'),
      long: () => says(LONG),
      stop: () => says(chinese ? '退订' : 'STOP'),
      start: () => says(chinese ? '开通' : 'START'),
      off: () => {
        telephone.off = !telephone.off;
      },
    };
    const run = Object.hasOwn(acts, act) ? acts[act] : undefined;
    run?.();
    return run !== undefined;
  }
}
