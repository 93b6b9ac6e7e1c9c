export { createLog } from './log.ts';
export { NatsBus } from './nats-bus.ts';
