import type { Fetch } from '../vendor-http.ts';

/** A request that was made. */
export interface Asked {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** JSON, or the form's fields by name. */
  readonly body: unknown;
}

/** A vendor that says what a test tells it to, and knows what it was asked. */
export function scriptedFetch(
  answer: (asked: Asked) => Response | Error,
): Fetch & { readonly asked: Asked[] } {
  const asked: Asked[] = [];
  const fetcher = async (input: Parameters<Fetch>[0], init: RequestInit = {}): Promise<Response> => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    const type = request.headers.get('content-type') ?? '';
    const one = {
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      body: await bodyOf(request, type),
    };
    asked.push(one);
    const said = answer(one);
    if (said instanceof Error) throw said;
    return said;
  };
  return Object.assign(fetcher, { asked });
}

async function bodyOf(request: Request, type: string): Promise<unknown> {
  if (request.method === 'GET') return undefined;
  if (/urlencoded/.test(type)) return Object.fromEntries(new URLSearchParams(await request.text()));
  if (!/form/.test(type)) return JSON.parse(await request.text()) as unknown;
  const fields: Record<string, unknown> = {};
  for (const [name, value] of await request.formData()) fields[name] = value;
  return fields;
}

/** A failure as Node's fetch has it. */
export const netError = (code: string): Error =>
  new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) });
