/** An edge that a session may be opened at. */
export interface EdgeAddress {
  readonly edgeId: string;
  readonly region: string;
  readonly url: string;
}

/** A session that the control plane gave. */
export interface Session {
  readonly token: string;
  /** Whom the token names. */
  readonly subjectId: string;
  readonly edges: readonly EdgeAddress[];
}

async function post(url: string, body: object): Promise<Session> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok)
    throw new Error(`${url} answered ${response.status}: ${(await response.text()).slice(0, 200)}`);
  const answer: unknown = await response.json();
  if (!isSession(answer)) throw new Error(`${url} answered with something that is no session`);
  return answer;
}

const isSession = (value: unknown): value is Session =>
  typeof value === 'object' &&
  value !== null &&
  'token' in value &&
  'edges' in value &&
  Array.isArray(value.edges);

/** A customer's session, as the widget gets one; with the token of before for who it was then. */
export const guestSession = (baseUrl: string, name: string, previous = ''): Promise<Session> =>
  post(`${baseUrl}/v1/sessions/guest`, { name, previous });

/** An agent's or operator's session. */
export const signIn = (baseUrl: string, login: string, password: string): Promise<Session> =>
  post(`${baseUrl}/v1/sessions/sign-in`, { login, password });

/** The address of the edge of a region. Throws when the session names none there. */
export function edgeOf(session: Session, region: string): string {
  const edge = session.edges.find((one) => one.region === region);
  if (edge === undefined) throw new Error(`the session has no edge in ${region}`);
  return edge.url;
}
