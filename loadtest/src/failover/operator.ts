import { signIn } from '../wire/http.ts';
import type { Stack } from './rig.ts';

/** Somebody who may drain nodes and set queues' policies. */
export class Operator {
  readonly #url: string;
  readonly #token: string;

  private constructor(url: string, token: string) {
    this.#url = url;
    this.#token = token;
  }

  /** Signs in as the stack's operator. */
  static async signIn({ url, signIns }: Stack): Promise<Operator> {
    const person = signIns.find(({ role }) => role === 'operator');
    if (person === undefined) throw new Error('the stack has no operator');
    const { token } = await signIn(url, person.login, person.password);
    return new Operator(url, token);
  }

  /** Has a node left, or takes that back. Throws what the control plane refuses with. */
  async drain(nodeId: string, on: boolean): Promise<void> {
    await this.#ask(`/v1/nodes/${nodeId}/drain`, { method: on ? 'POST' : 'DELETE' });
  }

  /** Has sound on both legs in the calls of a queue that begin from now on, or takes that back. */
  async setHot(queueId: string, hotAudio: boolean): Promise<void> {
    await this.#ask(`/v1/queues/${queueId}/policy`, { method: 'PUT', body: JSON.stringify({ hotAudio }) });
  }

  /** The media nodes as operators see them. */
  async nodes(): Promise<readonly { readonly nodeId: string; readonly state: string }[]> {
    const mesh = (await (await this.#ask('/v1/mesh', { method: 'GET' })).json()) as {
      readonly nodes: readonly { readonly nodeId: string; readonly state: string }[];
    };
    return mesh.nodes;
  }

  async #ask(path: string, init: { readonly method: string; readonly body?: string }): Promise<Response> {
    const headers = {
      authorization: `Bearer ${this.#token}`,
      ...(init.body === undefined ? {} : { 'content-type': 'application/json' }),
    };
    const response = await fetch(`${this.#url}${path}`, { ...init, headers });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${(await response.text()).slice(0, 200)}`);
    return response;
  }
}
