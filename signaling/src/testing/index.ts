export { EchoService, markOf } from './echo-service.ts';
export { EdgeProcess } from './edge-process.ts';
export { type Closed, FrameClient } from './frame-client.ts';
export { mutate, seeded } from './mutation.ts';
export { RawClient } from './raw-client.ts';
export { faults, goneOf, marks, metric, metrics, readyOf, replies, request } from './reading.ts';
export { Rig } from './rig.ts';
export { type TokenClaims, TokenMint } from './token-mint.ts';
