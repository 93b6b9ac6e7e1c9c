/** What k6 waits where nothing is said. */
const USUAL_LIMIT_MS = 60_000;

/** k6/http, as far as the scenarios use it. */
const asyncRequest = async (
  method: string,
  url: string,
  body: string,
  params: { readonly headers: Readonly<Record<string, string>>; readonly timeout?: number },
): Promise<{ readonly status: number; readonly body: string }> => {
  const { headers, timeout = USUAL_LIMIT_MS } = params;
  const response = await fetch(url, { method, body, headers, signal: AbortSignal.timeout(timeout) });
  return { status: response.status, body: await response.text() };
};

export default { asyncRequest };
