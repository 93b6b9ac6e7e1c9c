export { type Ask, keepAsking, linkAsk } from '../ask.ts';
export { LocalDevices } from '../devices/devices.ts';
export type { CapturePlatform } from '../devices/platform.ts';
export { LiveCall } from '../live-call.ts';
export { memoryStore } from '../storage.ts';
export { Timings } from '../timings.ts';
export { MediaCall } from './media-call.ts';
export { planMedia } from './plan.ts';
export type {
  ConnectionState,
  ReceiveTransport,
  Rtc,
  RtcDevice,
  RtcReceiver,
  RtcSender,
  RtcTransportOptions,
  SendTransport,
} from './rtc.ts';
