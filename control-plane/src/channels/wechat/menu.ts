import { WeftError } from '@weft/proto';
import { z } from 'zod';
import { Menu, type MenuButton } from '../menu.ts';
import type { ApiAnswer, ApiRequest } from './api.ts';

/** "No menu": WeChat's answer to whoever asks for one where there is none. */
const NO_MENU = '46003';

const text = z.string().max(2_048);
const leaf = z.object({ type: text.optional(), name: text, key: text.optional(), url: text.optional() });
const VendorMenu = z.object({
  menu: z.object({ button: z.array(leaf.extend({ sub_button: z.array(leaf).max(20).default([]) })).max(20) }),
});
type Leaf = z.output<typeof leaf>;

type Call = (request: ApiRequest) => Promise<ApiAnswer>;

/** Undefined = the account has none. Throws UNAVAILABLE, BAD_REQUEST (it has kinds of buttons that Weft has not). */
export async function readMenu(call: Call): Promise<Menu | undefined> {
  const answer = await call({ path: '/cgi-bin/menu/get' });
  if (answer.is === 'error' && answer.errcode === NO_MENU) return undefined;
  if (answer.is !== 'ok') throw refusal(answer);
  const read = VendorMenu.safeParse(answer.body);
  const menu = Menu.safeParse({ buttons: read.data?.menu.button.map(fromVendor) });
  if (!menu.success)
    throw new WeftError('BAD_REQUEST', 'the menu at WeChat has buttons that are not made here', {
      cause: menu.error,
    });
  return menu.data;
}

/** Undefined = it has none from now on. Throws UNAVAILABLE, BAD_REQUEST. */
export async function writeMenu(call: Call, menu: Menu | undefined): Promise<void> {
  const answer =
    menu === undefined
      ? await call({ path: '/cgi-bin/menu/delete' })
      : await call({ path: '/cgi-bin/menu/create', body: { button: menu.buttons.map(toVendor) } });
  if (answer.is !== 'ok') throw refusal(answer);
}

function toVendor(button: MenuButton): Readonly<Record<string, unknown>> {
  const { name } = button;
  switch (button.is) {
    case 'click':
      return { type: 'click', name, key: button.key };
    case 'view':
      return { type: 'view', name, url: button.url };
    case 'more':
      return { name, sub_button: button.buttons.map(toVendor) };
  }
}

const fromVendor = ({ sub_button: below, ...one }: Leaf & { readonly sub_button: readonly Leaf[] }) =>
  below.length > 0 ? { is: 'more', name: one.name, buttons: below.map(fromLeaf) } : fromLeaf(one);

const fromLeaf = ({ type, name, key, url }: Leaf) =>
  type === 'view' ? { is: type, name, url } : { is: type, name, key };

/** A code of WeChat's that is for good is told as it is: 40018 = a name's length, say. */
function refusal(answer: ApiAnswer): WeftError {
  if (answer.is === 'error' && !BUSY.has(answer.errcode))
    return new WeftError('BAD_REQUEST', `WeChat refuses it with ${answer.errcode.slice(0, 12)}`);
  return new WeftError('UNAVAILABLE', 'WeChat does not answer now');
}

const BUSY: ReadonlySet<string> = new Set(['-1', '45009', '45011', '40001', '40014', '42001']);
