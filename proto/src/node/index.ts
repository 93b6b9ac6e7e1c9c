export { ConfigError, fromText, readEnvironment, sharedEnvironment } from './environment.ts';
export { EtcdDirectory, type EtcdDirectoryOptions } from './etcd-directory.ts';
export { JetStreamFacts } from './jetstream-facts.ts';
export { JetStreamSessions, type JetStreamSessionsOptions } from './jetstream-sessions.ts';
export { JetStreamTimeline, type JetStreamTimelineOptions } from './jetstream-timeline.ts';
export { createLog } from './log.ts';
export { NatsBus } from './nats-bus.ts';
export { ProbeServer, type ProbeServerOptions } from './probe-server.ts';
export { runMain } from './run-main.ts';
