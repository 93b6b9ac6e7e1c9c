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
export { Link, type LinkOptions, type LinkPush, type LinkState } from './link.ts';
export { Listeners } from './listeners.ts';
export { cryptoRandom, type Random } from './random.ts';
export type { RequestTarget } from './requests.ts';
export { type OpenSocket, openWebSocket, type Socket, type SocketEvents } from './socket.ts';
