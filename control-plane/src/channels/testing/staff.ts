import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const PEOPLE = [
  { login: 'anna', name: 'Anna', role: 'agent', password: 'anna-password' },
  { login: 'mei', name: 'Mei', role: 'admin', password: 'mei-password' },
];

/** Staff who ask the HTTP API. */
export class Staff {
  readonly env: Readonly<Record<string, string>>;
  #port = 0;
  #token = '';

  private constructor(agentsFile: string) {
    this.env = { AGENTS_FILE: agentsFile };
  }

  static async create(folder: string): Promise<Staff> {
    const file = join(folder, 'people.json');
    await writeFile(file, JSON.stringify({ people: PEOPLE }));
    return new Staff(file);
  }

  async signIn(port: number, login: string): Promise<void> {
    this.#port = port;
    const answer = await fetch(`http://127.0.0.1:${port}/v1/sessions/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login, password: `${login}-password` }),
    });
    const { token } = (await answer.json()) as { token: string };
    this.#token = token;
  }

  ask(method: string, path: string, body?: object): Promise<Response> {
    return fetch(`http://127.0.0.1:${this.#port}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.#token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }
}
