import { ConsecutiveBreaker, ConstantBackoff, circuitBreaker, handleWhen, noop } from 'cockatiel';
import { Etcd3, isRecoverableError } from 'etcd3';
import type { Clock } from '../clock.ts';

/** A member that refused is left alone for so long before the next try. */
const MEMBER_PAUSE_MS = 300;
/** etcd ends connections that ask more often than every 5 s whether it is there; the answer is due as soon as this. */
const ALIVE_EVERY_MS = 5_500;
const ALIVE_WITHIN_MS = 2_000;

/** The client's own defaults wait for minutes, or for good, where a connection died without a word. */
export function etcdClient(endpoints: string, callTimeoutMs: number, clock: Clock): Etcd3 {
  return new Etcd3({
    hosts: endpoints.split(','),
    // The client's own defaults leave a member alone for 5 s and let a watch wait up to 30 s: too long to be
    // without a registry.
    faultHandling: {
      host: () =>
        circuitBreaker(handleWhen(isRecoverableError), {
          halfOpenAfter: MEMBER_PAUSE_MS,
          breaker: new ConsecutiveBreaker(3),
        }),
      // It would try a transaction again without knowing whether the first try went through.
      global: noop,
      watchBackoff: new ConstantBackoff(MEMBER_PAUSE_MS).next(),
    },
    grpcOptions: {
      'grpc.initial_reconnect_backoff_ms': 100,
      'grpc.max_reconnect_backoff_ms': 500,
      // Shared, a connection that never gets ready holds up whoever comes after as well.
      'grpc.use_local_subchannel_pool': 1,
      // A watch whose connection is dead hears nothing, and without this not that either.
      'grpc.keepalive_time_ms': ALIVE_EVERY_MS,
      'grpc.keepalive_timeout_ms': ALIVE_WITHIN_MS,
    },
    // A watch or a keep-alive is a stream that lasts; only calls have a deadline.
    defaultCallOptions: (call) => (call.isStream ? {} : { deadline: clock.now() + callTimeoutMs }),
  });
}
