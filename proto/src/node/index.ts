export {
  ConfigError,
  fromText,
  nearestTo,
  readEnvironment,
  sharedEnvironment,
  variablesOf,
} from './environment.ts';
export { EtcdDirectory, type EtcdDirectoryOptions } from './etcd-directory.ts';
export { freePorts } from './free-ports.ts';
export { JetStreamFacts } from './jetstream-facts.ts';
export { JetStreamLetters } from './jetstream-letters.ts';
export { JetStreamSessions } from './jetstream-sessions.ts';
export { JetStreamShared } from './jetstream-shared.ts';
export { JetStreamTimeline, type JetStreamTimelineOptions } from './jetstream-timeline.ts';
export { JetStreamWork } from './jetstream-work.ts';
export { createLog } from './log.ts';
export { NatsBus } from './nats-bus.ts';
export { ProbeServer, type ProbeServerOptions } from './probe-server.ts';
export { runMain } from './run-main.ts';
