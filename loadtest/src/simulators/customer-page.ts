import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Entry, Ledger } from './ledger.ts';
import type { Weather } from './pusher.ts';
import type { Answer, Handler, Request } from './web-server.ts';

type Words = { readonly zh: string; readonly en: string };

/** What a mail has besides its text. */
interface LetterParts {
  /** Empty = it answers the last one. */
  readonly subject: string;
  readonly pictures: boolean;
}

/** What the little page shows of a vendor, and may do there. */
export interface CustomerSide {
  readonly vendor: string;
  readonly title: Words;
  readonly ledger: Ledger;
  /** How badly the line behaves; the page changes it. */
  readonly pusher: { weather: Weather };
  people(): readonly { readonly id: string; readonly name: string }[];
  /** Besides "say", which the composer does. */
  readonly acts: readonly { readonly id: string; readonly label: Words }[];
  /** What is said here is a mail: it has a subject, and may have pictures. */
  readonly letters?: true;
  /** Does it, without waiting for what becomes of it. False = there is no such person or act. */
  act(person: string, act: string, text: string, letter: LetterParts): boolean;
}

const FILES: Readonly<Record<string, { readonly file: string; readonly type: string }>> = {
  '/': { file: 'index.html', type: 'text/html; charset=utf-8' },
  '/page/page.css': { file: 'page.css', type: 'text/css; charset=utf-8' },
  '/page/icon.svg': { file: 'icon.svg', type: 'image/svg+xml' },
  '/page/page.js': { file: 'page.js', type: 'text/javascript; charset=utf-8' },
};
/** Lines that the page shows. */
const LINES = 200;

const actRequest = z.object({
  ...{ person: z.string(), act: z.string(), text: z.string().max(2_000) },
  ...{ subject: z.string().max(200).default(''), pictures: z.boolean().default(false) },
});
const weatherRequest = z.object({
  doubled: z.number().min(0).max(1),
  shuffledMs: z.number().int().min(0).max(60_000),
});

/** The page on which a newcomer is a customer, and the ledger. */
export function customerPage(side: CustomerSide): Handler {
  const { ledger, pusher, vendor, title, acts, letters = false } = side;
  return async (request) => {
    const asset = Object.hasOwn(FILES, request.path) ? FILES[request.path] : undefined;
    if (asset !== undefined)
      return {
        contentType: asset.type,
        body: await readFile(new URL(`page/${asset.file}`, import.meta.url)),
      };
    switch (`${request.method} ${request.path}`) {
      case 'GET /view': {
        const people = side.people();
        const asked = request.query.get('person') ?? '';
        const person = people.some(({ id }) => id === asked) ? asked : (people[0]?.id ?? '');
        const lines = ledger.of(person, LINES).map(lineOf);
        const { doubled = 0, shuffledMs = 0 } = pusher.weather;
        const weather = { doubled, shuffledMs };
        return { body: { vendor, title, letters, people, person, acts, lines, weather } };
      }
      case 'GET /ledger':
        return { body: ledger.entries };
      case 'POST /act': {
        const asked = parsed(actRequest, request);
        if (asked === undefined || !side.act(asked.person, asked.act, asked.text, asked)) return refused;
        return { body: {} };
      }
      case 'POST /weather': {
        const weather = parsed(weatherRequest, request);
        if (weather === undefined) return refused;
        pusher.weather = weather;
        return { body: {} };
      }
      default:
        return undefined;
    }
  };
}

const refused: Answer = { status: 400, body: { error: 'not something that can be done here' } };

/** JSON of a schema; undefined when it is none, or was sent by a form of another site. */
function parsed<Schema extends z.ZodType>(schema: Schema, request: Request): z.output<Schema> | undefined {
  if (!request.contentType.startsWith('application/json')) return undefined;
  try {
    return schema.parse(JSON.parse(request.body.toString()));
  } catch {
    return undefined;
  }
}

interface Line {
  readonly side: string;
  readonly text: string;
  readonly state: string;
  readonly code: string;
  readonly choices?: readonly string[];
}

function lineOf(entry: Entry): Line {
  const { text } = entry;
  switch (entry.is) {
    case 'received':
      return { side: 'account', text, state: '', code: '', choices: entry.choices ?? [] };
    case 'refused':
      return { side: 'account', text, state: 'refused', code: entry.code };
    case 'pushed': {
      const state = entry.delivered === undefined ? 'sending' : entry.delivered ? 'delivered' : 'lost';
      return { side: /^\[.+\]$/.test(text) ? 'system' : 'customer', text, state, code: '' };
    }
  }
}
