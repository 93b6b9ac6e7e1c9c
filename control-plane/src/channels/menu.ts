import { z } from 'zod';

/** First-level entries, and entries below one of them, at most: WeChat's document. */
const MAX_FIRST = 3;
const MAX_BELOW = 5;
/** Bytes in UTF-8, by the same document. */
const MAX_NAME = 16;
const MAX_NAME_BELOW = 60;
const MAX_KEY = 128;
const MAX_URL = 1_024;

/** A key that begins so opens a ticket about the rest of it: no list is kept of which ones do. */
const TICKET_PREFIX = 'ticket:';

const bytes = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .refine((text) => Buffer.byteLength(text) <= most, { message: `at most ${most} bytes` });

/** What is pressed tells its key, or opens a page. */
const entry = (maxName: number) =>
  [
    z.strictObject({ is: z.literal('click'), name: bytes(maxName), key: bytes(MAX_KEY) }),
    z.strictObject({
      is: z.literal('view'),
      name: bytes(maxName),
      url: z.url({ protocol: /^https?$/ }).max(MAX_URL),
    }),
  ] as const;

/** A menu below an account's conversations. */
export const Menu = z.strictObject({
  buttons: z
    .array(
      z.discriminatedUnion('is', [
        ...entry(MAX_NAME),
        z.strictObject({
          is: z.literal('more'),
          name: bytes(MAX_NAME),
          buttons: z
            .array(z.discriminatedUnion('is', [...entry(MAX_NAME_BELOW)]))
            .min(1)
            .max(MAX_BELOW),
        }),
      ]),
    )
    .min(1)
    .max(MAX_FIRST),
});

export type Menu = z.output<typeof Menu>;
export type MenuButton = Menu['buttons'][number];

/** What the ticket is about that a key opens; empty = it opens none. */
export const ticketOf = (key: string): string =>
  key.startsWith(TICKET_PREFIX) ? key.slice(TICKET_PREFIX.length).trim() : '';

/** A menu on its way to the instance that holds the account; empty = none. */
export const menuText = (menu: Menu | undefined): string => (menu === undefined ? '' : JSON.stringify(menu));
export const menuOf = (json: string): Menu | undefined =>
  json === '' ? undefined : Menu.parse(JSON.parse(json));
