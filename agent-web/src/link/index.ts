export { backoffMs } from './backoff.ts';
export {
  type EdgeAddress,
  EdgeChoice,
  fetchPing,
  type MeasuredEdge,
  measureEdges,
  orderEdges,
  pingUrl,
  regionRtts,
} from './edges.ts';
export { Link } from './link.ts';
export type { LinkOptions, LinkState } from './link-options.ts';
export type { LinkPush } from './link-push.ts';
export { Listeners } from './listeners.ts';
export { cryptoRandom, type Random } from './random.ts';
export type { RequestTarget } from './requests.ts';
export { type OpenSocket, openWebSocket, type Socket, type SocketEvents } from './socket.ts';
