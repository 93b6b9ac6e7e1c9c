import { type RtpCapabilities, rtp } from '@weft/proto';
import type { types } from 'mediasoup-client';
import type { Page } from 'playwright-core';
import { type Browser, startBrowser } from '../browser/chromium.ts';
import { bundlePeers } from './bundle.ts';
import type { PeerRequest, Received } from './messages.ts';
import type {} from './page.ts';
import type { Peer } from './peer.ts';

/** An origin that a browser trusts with its camera, served by nobody. */
const ADDRESS = 'http://localhost/weft-peers';

/** One Chromium page that holds the media half of any number of peers. */
export class PeerHall implements AsyncDisposable {
  readonly version: string;
  readonly #browser: Browser;
  readonly #page: Page;
  readonly #peers = new Map<string, Peer>();

  private constructor(browser: Browser, page: Page) {
    this.version = browser.version;
    this.#browser = browser;
    this.#page = page;
  }

  static async create(): Promise<PeerHall> {
    const script = await bundlePeers();
    await using owned = new AsyncDisposableStack();
    const browser = owned.use(await startBrowser());
    const page = await browser.context.newPage();
    await page.route(ADDRESS, (route) =>
      route.fulfill({ contentType: 'text/html', body: '<title>Peers</title>' }),
    );
    await page.goto(ADDRESS);
    const hall = new PeerHall(browser, page);
    await page.exposeFunction('weftAsk', (name: string, request: PeerRequest) =>
      hall.#peer(name).answer(request),
    );
    await page.addScriptTag({ content: script });
    owned.move();
    return hall;
  }

  /** Joins a peer to its room. */
  async join(peer: Peer, routerCapabilities: RtpCapabilities): Promise<void> {
    this.#peers.set(peer.name, peer);
    const capabilities = rtp.capabilitiesFromWire(routerCapabilities) as types.RtpCapabilities;
    await this.#page.evaluate(([name, known]) => window.weftPeers.join(name, known), [
      peer.name,
      capabilities,
    ] as const);
  }

  /** Sends a picture; resolves with the track's id. */
  sendCamera(peer: Peer): Promise<string> {
    return this.#page.evaluate((name) => window.weftPeers.sendCamera(name), peer.name);
  }

  /** Takes a track as soon as it is offered; resolves with the consumer's id. */
  async take(peer: Peer, trackId: string): Promise<string> {
    const offered = await peer.offered(trackId);
    await this.#page.evaluate(([name, track]) => window.weftPeers.take(name, track), [
      peer.name,
      offered,
    ] as const);
    return offered.consumerId;
  }

  received(peer: Peer, consumerId: string): Promise<Received> {
    return this.#page.evaluate(([name, id]) => window.weftPeers.received(name, id), [
      peer.name,
      consumerId,
    ] as const);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#browser[Symbol.asyncDispose]();
  }

  #peer(name: string): Peer {
    const peer = this.#peers.get(name);
    if (peer === undefined) throw new Error(`no peer ${name}`);
    return peer;
  }
}
