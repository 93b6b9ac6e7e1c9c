/** What a run is given from outside, by environment variables of the same names with WEFT_ before them. */
export interface Settings {
  /** Where the HTTP API of the mesh is. */
  readonly url: string;
  /** The region whose edge is used. */
  readonly region: string;
  /** People who come, or who are there: how many, by scenario. */
  readonly people: number;
  /** How long people keep coming, in seconds. */
  readonly seconds: number;
  /** Channels' accounts that are pushed to; taken in turn. */
  readonly webhooks: readonly Webhook[];
  /** Session tokens of agents, one for each desk that is opened; taken in turn. */
  readonly deskTokens: readonly string[];
}

/** A channel's account, as its vendor knows it. */
export interface Webhook {
  readonly kind: 'wechat' | 'weibo';
  /** Where the vendor pushes. */
  readonly url: string;
  /** What pushes are signed with. */
  readonly secret: string;
}

const text = (name: string, otherwise: string): string => __ENV[`WEFT_${name}`] ?? otherwise;

/** Reads the environment; a scenario says what it takes where nothing is given. */
export const settings = (usual: { readonly people: number; readonly seconds: number }): Settings => ({
  url: text('URL', 'http://127.0.0.1:8080'),
  region: text('REGION', 'eu'),
  people: Number(text('PEOPLE', String(usual.people))),
  seconds: Number(text('SECONDS', String(usual.seconds))),
  webhooks: JSON.parse(text('WEBHOOKS', '[]')) as readonly Webhook[],
  deskTokens: text('DESK_TOKENS', '')
    .split(' ')
    .filter((token) => token !== ''),
});
