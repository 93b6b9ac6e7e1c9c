/** A browser's cookies and redirects, as far as a test needs them: by host and port, whatever their path. */
export class CookieJar {
  readonly #cookies: Map<string, string>;

  constructor(cookies: ReadonlyMap<string, string> = new Map()) {
    this.#cookies = new Map(cookies);
  }

  clone(): CookieJar {
    return new CookieJar(this.#cookies);
  }

  /** The Cookie header for an address; may be empty. */
  header(url: string): string {
    const { host } = new URL(url);
    return [...this.#cookies]
      .filter(([name]) => name.startsWith(`${host} `))
      .map(([name, value]) => `${name.slice(host.length + 1)}=${value}`)
      .join('; ');
  }

  /** Asks, follows no redirect, keeps what is set. With `form` it is posted as a page's form is. */
  async fetch(url: string, form?: Readonly<Record<string, string>>): Promise<Response> {
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: this.header(url) },
      ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const text of response.headers.getSetCookie()) {
      const [pair = ''] = text.split(';', 1);
      const at = pair.indexOf('=');
      this.#cookies.set(`${new URL(url).host} ${pair.slice(0, at)}`, pair.slice(at + 1));
    }
    return response;
  }

  /** Where an answer leads. Throws when it leads nowhere. */
  next(response: Response): string {
    const location = response.headers.get('location');
    if (location === null) throw new Error(`${response.url} answered ${response.status} and leads nowhere`);
    return new URL(location, response.url).href;
  }
}
