import { type Log, RtpCapabilities, rtp } from '@weft/proto';
import type { TextStore } from '../storage.ts';
import type { Rtc, RtcDevice } from './rtc.ts';

const CAPABILITIES_KEY = 'weft-router';
/** Nodes of one mesh are alike: more than a few sets of capabilities never live side by side. */
const MAX_DEVICES = 4;

/** mediasoup-client's WebRTC, which is fetched beside the start of a page: who only writes need not wait for it. */
export class MediasoupRtc implements Rtc {
  readonly #store: TextStore;
  readonly #log: Log;
  readonly #devices = new Map<string, Promise<RtcDevice>>();

  /** @param store keeps the router's capabilities for `prepare` of the next visit */
  constructor(store: TextStore, log: Log) {
    this.#store = store;
    this.#log = log;
  }

  load(router: rtp.Capabilities): Promise<RtcDevice> {
    const key = JSON.stringify(router);
    const known = this.#devices.get(key);
    if (known !== undefined) return known;
    const [oldest] = this.#devices.keys();
    if (oldest !== undefined && this.#devices.size >= MAX_DEVICES) this.#devices.delete(oldest);
    const loading = this.#load(router, key);
    this.#devices.set(key, loading);
    loading.catch(() => this.#devices.delete(key));
    return loading;
  }

  async prepare(): Promise<void> {
    try {
      const known = this.#store.get(CAPABILITIES_KEY);
      // Without known capabilities loading none still starts the browser's WebRTC, which is most of the wait.
      await this.load(known === undefined ? { codecs: [], headerExtensions: [] } : readCapabilities(known));
    } catch (error) {
      this.#log.debug({ error: String(error) }, 'WebRTC not prepared');
    }
  }

  async #load(router: rtp.Capabilities, key: string): Promise<RtcDevice> {
    const { loadDevice } = await import('./mediasoup-device.ts');
    const device = await loadDevice(router, this.#log);
    if (router.codecs.length > 0) this.#store.set(CAPABILITIES_KEY, key);
    return device;
  }
}

/** What an earlier visit kept: checked like anything from outside, by way of the wire's codec. */
function readCapabilities(text: string): rtp.Capabilities {
  const kept: unknown = JSON.parse(text);
  const wire = rtp.capabilitiesToWire(kept as rtp.Capabilities);
  return rtp.capabilitiesFromWire(RtpCapabilities.decode(RtpCapabilities.encode(wire)));
}
