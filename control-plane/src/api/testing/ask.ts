import { z } from 'zod';

const Fault = z.object({ code: z.string(), message: z.string(), retryAfterMs: z.number() });

/** Sends JSON and gives the status, the headers and the body read by the schema. */
export async function ask<Body>(
  url: string,
  shape: z.ZodType<Body>,
  request: { method?: string; body?: unknown; headers?: Record<string, string> } = {},
): Promise<{ status: number; headers: Headers; body: Body }> {
  const response = await fetch(url, {
    method: request.method ?? (request.body === undefined ? 'GET' : 'POST'),
    headers: {
      ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...request.headers,
    },
    ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
    redirect: 'manual',
  });
  const text = await response.text();
  const read = shape.safeParse(text === '' ? undefined : JSON.parse(text));
  if (!read.success) throw new Error(`${url} answered ${response.status} ${text}`);
  return { status: response.status, headers: response.headers, body: read.data };
}

/** Sends a request that is to be refused; gives "status CODE". */
export async function refusal(url: string, request: Parameters<typeof ask>[2] = {}): Promise<string> {
  const { status, body } = await ask(url, Fault, request);
  return `${status} ${body.code}`;
}
