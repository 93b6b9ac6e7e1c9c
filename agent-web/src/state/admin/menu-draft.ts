import { each, type Fields, fieldsOf, isObject, text } from '../fields.ts';
import type { MenuEntry, MenuLeaf } from '../types.ts';

/** As the vendor's document has it. */
export const MENU_LIMITS = { first: 3, below: 5, name: 16, nameBelow: 60, key: 128, url: 1_024 } as const;
const TICKET_PREFIX = 'ticket:';

/** An entry that says nothing yet. */
export const EMPTY_LEAF: MenuLeaf = { name: '', does: 'tells', ticket: false, value: '' };

const bytesOf = (value: string): number => new TextEncoder().encode(value).length;

const leafOf = ({ is, name, key, url }: Fields): MenuLeaf => {
  if (is === 'view') return { name: text(name), does: 'opens', ticket: false, value: text(url) };
  const told = text(key);
  const ticket = told.startsWith(TICKET_PREFIX);
  return {
    ...{ name: text(name), does: 'tells', ticket },
    value: ticket ? told.slice(TICKET_PREFIX.length) : told,
  };
};

/** The server's answer as what can be edited; no menu is no entries. */
export function menuEntriesOf(answer: unknown): readonly MenuEntry[] {
  const { menu } = fieldsOf(answer);
  if (!isObject(menu)) return [];
  return each(menu.buttons, (one) => ({
    ...leafOf(one),
    below: one.is === 'more' ? each(one.buttons, leafOf) : [],
  }));
}

const keyOf = ({ ticket, value }: MenuLeaf): string => `${ticket ? TICKET_PREFIX : ''}${value.trim()}`;

const sentLeaf = (leaf: MenuLeaf) =>
  leaf.does === 'opens'
    ? { is: 'view', name: leaf.name.trim(), url: leaf.value.trim() }
    : { is: 'click', name: leaf.name.trim(), key: keyOf(leaf) };

/** What is sent of it. */
export const menuBodyOf = (entries: readonly MenuEntry[]) => ({
  buttons: entries.map((entry) =>
    entry.below.length > 0
      ? { is: 'more', name: entry.name.trim(), buttons: entry.below.map(sentLeaf) }
      : sentLeaf(entry),
  ),
});

/** What is wrong with a name or a value before it is sent: nothing, that it is missing, or its bytes too many. */
export type LengthProblem = 'missing' | 'long' | undefined;

const lengthProblem = (value: string, most: number): LengthProblem => {
  if (value.trim() === '') return 'missing';
  return bytesOf(value.trim()) > most ? 'long' : undefined;
};

export const nameProblem = ({ name }: MenuLeaf, isBelow: boolean): LengthProblem =>
  lengthProblem(name, isBelow ? MENU_LIMITS.nameBelow : MENU_LIMITS.name);

export const valueProblem = (leaf: MenuLeaf): LengthProblem =>
  leaf.does === 'opens'
    ? lengthProblem(leaf.value, MENU_LIMITS.url)
    : lengthProblem(leaf.value === '' ? '' : keyOf(leaf), MENU_LIMITS.key);

/** Whether all of it may be sent. */
export const menuIsWhole = (entries: readonly MenuEntry[]): boolean =>
  entries.every((entry) => {
    if (nameProblem(entry, false) !== undefined) return false;
    if (entry.below.length === 0) return valueProblem(entry) === undefined;
    return entry.below.every(
      (leaf) => nameProblem(leaf, true) === undefined && valueProblem(leaf) === undefined,
    );
  });
