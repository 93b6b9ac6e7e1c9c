/** k6/http, as far as the scenarios use it. */
const asyncRequest = async (
  method: string,
  url: string,
  body: string,
  params: { readonly headers: Readonly<Record<string, string>> },
): Promise<{ readonly status: number; readonly body: string }> => {
  const response = await fetch(url, { method, body, headers: params.headers });
  return { status: response.status, body: await response.text() };
};

export default { asyncRequest };
