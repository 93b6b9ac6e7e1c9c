import { z } from 'zod';
import type { Answer, Request } from '../web-server.ts';

/**
 * The menu interface of WeChat's document: up to three buttons, up to five below
 * each, names of 16 bytes and 60 below, keys of 128, addresses of 1,024, and a
 * code of its own for each of these.
 */
const MAX_BUTTONS = 3;
const MAX_BELOW = 5;
const MAX_NAME = 16;
const MAX_NAME_BELOW = 60;
const MAX_KEY = 128;
const MAX_URL = 1_024;
const TYPES: ReadonlySet<string> = new Set(['click', 'view']);

const leaf = z.object({
  type: z.string().optional(),
  name: z.string().default(''),
  key: z.string().optional(),
  url: z.string().optional(),
});
const MenuBody = z.object({
  button: z.array(leaf.extend({ sub_button: z.array(leaf).optional() })),
});

type VendorLeaf = z.output<typeof leaf>;
type VendorMenu = z.output<typeof MenuBody>;

/** Codes of what is wrong with a button at the first level, and below it. */
const FIRST = { name: 40018, key: 40019, url: 40020, type: 40017, maxName: MAX_NAME } as const;
const BELOW = { name: 40025, key: 40026, url: 40027, type: 40024, maxName: MAX_NAME_BELOW } as const;

/** 0 = nothing is wrong. */
function wrongOf({ type, name, key = '', url = '' }: VendorLeaf, codes: typeof FIRST | typeof BELOW): number {
  const length = Buffer.byteLength(name);
  if (length === 0 || length > codes.maxName) return codes.name;
  if (!TYPES.has(type ?? '')) return codes.type;
  if (type === 'click' && (key === '' || Buffer.byteLength(key) > MAX_KEY)) return codes.key;
  if (type === 'view' && (!/^https?:\/\//.test(url) || Buffer.byteLength(url) > MAX_URL)) return codes.url;
  return 0;
}

function refusalOf({ button }: VendorMenu): number {
  if (button.length === 0 || button.length > MAX_BUTTONS) return 40016;
  for (const { sub_button: below = [], ...one } of button) {
    if (below.length > MAX_BELOW) return 40023;
    // A button that opens others says nothing itself.
    const own = below.length > 0 ? { ...one, type: 'click', key: 'opens' } : one;
    const wrong = [wrongOf(own, FIRST), ...below.map((sub) => wrongOf(sub, BELOW))].find(
      (code) => code !== 0,
    );
    if (wrong !== undefined) return wrong;
  }
  return 0;
}

const failure = (errcode: number): Answer => ({ body: { errcode, errmsg: 'invalid button rid: simulated' } });
const DONE: Answer = { body: { errcode: 0, errmsg: 'ok' } };

/** An account's menu at the platform. */
export class AccountMenu {
  #menu: VendorMenu | undefined;

  /** What followers see below the conversation; undefined = nothing. */
  get menu(): VendorMenu | undefined {
    return this.#menu;
  }

  create({ body }: Request): Answer {
    let said: unknown;
    try {
      said = JSON.parse(body.toString());
    } catch {
      return failure(47001);
    }
    const asked = MenuBody.safeParse(said);
    if (!asked.success) return failure(47001);
    // Chinese as \\uXXXX would be shown so: WeChat wants it as it is.
    if (/\\u[0-9a-f]{4}/i.test(body.toString())) return failure(40033);
    const refused = refusalOf(asked.data);
    if (refused !== 0) return failure(refused);
    this.#menu = asked.data;
    return DONE;
  }

  /** As it is told: what opens nothing has an empty list. */
  tell(): Answer {
    if (this.#menu === undefined) return { body: { errcode: 46003, errmsg: 'menu no exist rid: simulated' } };
    const told = ({ sub_button = [], ...one }: VendorMenu['button'][number]) => ({
      ...one,
      sub_button: sub_button.map((sub) => ({ ...sub, sub_button: [] })),
    });
    return { body: { menu: { button: this.#menu.button.map(told) } } };
  }

  remove(): Answer {
    this.#menu = undefined;
    return DONE;
  }

  /** What a name stands for, at either level; undefined = there is no such button to press. */
  named(name: string): VendorLeaf | undefined {
    const all = (this.#menu?.button ?? []).flatMap(({ sub_button = [], ...one }) =>
      sub_button.length > 0 ? sub_button : [one],
    );
    return all.find((one) => one.name === name);
  }
}
