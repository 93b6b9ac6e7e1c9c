import { signIn } from '../wire/http.ts';
import type { Stack } from './rig.ts';

/** Somebody who may drain nodes. */
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
    const response = await fetch(`${this.#url}/v1/nodes/${nodeId}/drain`, {
      method: on ? 'POST' : 'DELETE',
      headers: { authorization: `Bearer ${this.#token}` },
    });
    if (!response.ok)
      throw new Error(`${nodeId}: ${response.status} ${(await response.text()).slice(0, 200)}`);
  }
}
