import { type JetStreamManager, jetstreamManager } from '@nats-io/jetstream';
import { WeftError } from '../errors.ts';
import type { NatsBus } from './nats-bus.ts';

/** What a stream is made with where it is missing. */
type StreamConfig = Parameters<JetStreamManager['streams']['add']>[0];

/** Makes a stream where it is missing. Throws UNAVAILABLE when JetStream does not answer. */
export async function openStream(
  bus: NatsBus,
  config: StreamConfig,
  timeoutMs: number,
): Promise<JetStreamManager> {
  try {
    const manager = await jetstreamManager(bus.connection, { timeout: timeoutMs });
    // One that is there with other settings stays as an operator has made it.
    await manager.streams.add(config).catch(() => manager.streams.info(config.name));
    return manager;
  } catch (error) {
    throw new WeftError('UNAVAILABLE', 'JetStream does not answer; is nats-server started with it?', {
      cause: error,
    });
  }
}
