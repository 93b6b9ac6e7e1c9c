import http from 'k6/http';

/** An edge that a session may be opened at. */
interface Edge {
  readonly region: string;
  readonly url: string;
}

/** A customer's session token and where to go with it. */
export interface Guest {
  readonly token: string;
  readonly edges: readonly Edge[];
}

/** A customer's session, as the widget gets one. Throws when the mesh gives none. */
export async function guest(url: string, name: string): Promise<Guest> {
  const response = await http.asyncRequest(
    'POST',
    `${url}/v1/sessions/guest`,
    JSON.stringify({ name, previous: '' }),
    { headers: { 'content-type': 'application/json' } },
  );
  if (response.status !== 200) throw new Error(`no session: ${response.status}`);
  return JSON.parse(String(response.body)) as Guest;
}

/** The region's edge. Throws when there is none. */
export function edgeIn({ edges }: Guest, region: string): string {
  const edge = edges.find((one) => one.region === region);
  if (edge === undefined) throw new Error(`no edge in ${region}`);
  return edge.url;
}
