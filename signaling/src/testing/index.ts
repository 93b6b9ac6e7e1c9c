export { EchoService, markOf } from './echo-service.ts';
export { type Closed, FrameClient } from './frame-client.ts';
export { RawClient } from './raw-client.ts';
export { Rig } from './rig.ts';
export { type TokenClaims, TokenMint } from './token-mint.ts';
