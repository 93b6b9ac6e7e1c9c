import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answers, freePort, until } from '@weft/proto/testing';

const BEARERBOX = '/usr/sbin/bearerbox';
const SMSBOX = '/usr/sbin/smsbox';
/** How long a box may take to listen on a busy machine. */
const LISTENING_MS = 30_000;
const UCS2 = '2';
/** Kannel's mask of what is to be told: delivered (1) and not delivered (2). */
const TOLD = '3';

/** Whether Debian's kannel is on this machine. */
export const hasKannel = (): boolean => existsSync(BEARERBOX) && existsSync(SMSBOX);

/** A message that came over Kannel. */
export interface KannelMessage {
  readonly from: string;
  readonly to: string;
  readonly text: string;
}

export interface KannelOptions {
  /** Of the SMSC, on this machine. */
  readonly smscPort: number;
  readonly systemId: string;
  readonly password: string;
}

/** Debian's Kannel as a carrier's client: nobody here wrote how it binds, cuts, answers and reads receipts. */
export class Kannel implements AsyncDisposable {
  /** What customers wrote, in the order it came. */
  readonly messages: KannelMessage[] = [];
  /** By the name given to `send`: what its receipts said, `delivered` or `undelivered`. */
  readonly receipts = new Map<string, string[]>();
  readonly #sendPort: number;
  readonly #listener: Server;
  readonly #owned: AsyncDisposableStack;

  private constructor(sendPort: number, listener: Server, owned: AsyncDisposableStack) {
    this.#sendPort = sendPort;
    this.#listener = listener;
    this.#owned = owned;
    listener.on('request', ({ url = '' }, response) => {
      this.#told(new URL(url, 'http://kannel'));
      response.end();
    });
  }

  static async start(options: KannelOptions): Promise<Kannel> {
    await using owned = new AsyncDisposableStack();
    const folder = await mkdtemp(join(tmpdir(), 'weft-kannel-'));
    owned.defer(() => rm(folder, { recursive: true, force: true }));
    const listener = createServer();
    listener.listen(0, '127.0.0.1');
    await once(listener, 'listening');
    owned.defer(async () => {
      listener.close();
      listener.closeAllConnections();
      await once(listener, 'close');
    });
    const [adminPort, boxPort, sendPort] = [await freePort(), await freePort(), await freePort()];
    const file = join(folder, 'kannel.conf');
    const ports = { adminPort, boxPort, sendPort, tellPort: (listener.address() as AddressInfo).port };
    await writeFile(file, settings(folder, ports, options));
    await startBox(BEARERBOX, file, boxPort, owned);
    await startBox(SMSBOX, file, sendPort, owned);
    return new Kannel(sendPort, listener, owned.move());
  }

  /** Sends a text in UCS-2, cut by Kannel where it is long; resolves when it has taken it. `name` is for its receipts. */
  async send(message: KannelMessage, name: string): Promise<void> {
    const { port } = this.#listener.address() as AddressInfo;
    const { from, to, text } = message;
    const query = new URLSearchParams({
      ...{ username: 'weft', password: 'weft', from, to, text, coding: UCS2, charset: 'UTF-8' },
      ...{ 'dlr-mask': TOLD, 'dlr-url': `http://127.0.0.1:${port}/receipt?name=${name}&state=%d` },
    });
    const response = await fetch(`http://127.0.0.1:${this.#sendPort}/cgi-bin/sendsms?${query}`);
    if (!response.ok) throw new Error(`Kannel says ${response.status}: ${await response.text()}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#owned.disposeAsync();
  }

  #told({ pathname, search, searchParams }: URL): void {
    const of = (name: string): string => searchParams.get(name) ?? '';
    if (pathname === '/receipt') {
      const told = this.receipts.get(of('name')) ?? [];
      this.receipts.set(of('name'), [...told, of('state') === '1' ? 'delivered' : 'undelivered']);
      return;
    }
    const raw = /[?&]text=([^&]*)/.exec(search)?.[1] ?? '';
    this.messages.push({ from: of('from'), to: of('to'), text: textOf(raw, of('coding')) });
  }
}

/** The bytes of a text as Kannel puts them into an address: no UTF-8, so that no URL reads them. */
function textOf(escaped: string, coding: string): string {
  const bytes = escaped
    .replace(/\+/g, ' ')
    .replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  const buffer = Buffer.from(bytes, 'latin1');
  return coding === UCS2 ? buffer.swap16().toString('utf16le') : buffer.toString('utf8');
}

async function startBox(
  program: string,
  file: string,
  port: number,
  owned: AsyncDisposableStack,
): Promise<void> {
  const child: ChildProcess = spawn(program, ['-v', '4', file], { stdio: 'ignore' });
  owned.defer(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  });
  await until(
    async () => {
      if (child.exitCode !== null) throw new Error(`${program} ended with ${child.exitCode}`);
      return (await answers(port)) || `${program} does not listen on ${port}`;
    },
    { timeoutMs: LISTENING_MS },
  );
}

const settings = (
  folder: string,
  ports: {
    readonly adminPort: number;
    readonly boxPort: number;
    readonly sendPort: number;
    readonly tellPort: number;
  },
  { smscPort, systemId, password }: KannelOptions,
): string => `
group = core
admin-port = ${ports.adminPort}
admin-password = weft
admin-interface = 127.0.0.1
smsbox-port = ${ports.boxPort}
smsbox-interface = 127.0.0.1
box-allow-ip = "127.0.0.1"
log-file = "${folder}/bearerbox.log"
log-level = 1
dlr-storage = internal
store-type = file
store-location = "${folder}/store"

group = smsc
smsc = smpp
host = 127.0.0.1
port = ${smscPort}
transceiver-mode = true
smsc-username = ${systemId}
smsc-password = ${password}
system-type = ""
address-range = ""
enquire-link-interval = 1
reconnect-delay = 1

group = smsbox
bearerbox-host = 127.0.0.1
sendsms-port = ${ports.sendPort}
sendsms-interface = 127.0.0.1
log-file = "${folder}/smsbox.log"
log-level = 1

group = sendsms-user
username = weft
password = weft
max-messages = 10
concatenation = true

group = sms-service
keyword = default
get-url = "http://127.0.0.1:${ports.tellPort}/message?from=%p&to=%P&coding=%c&text=%b"
omit-empty = true
max-messages = 0
`;
