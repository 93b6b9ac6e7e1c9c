import { Device, type types } from 'mediasoup-client';
import type { OfferedTrack, PeerPage, PeerReplies, PeerRequest, Received } from './messages.ts';

/**
 * Runs in Chromium: any number of peers in one page, each with transports of
 * its own. Whatever they ask goes out through one function that the driver
 * exposes; the page knows no signaling.
 */
declare global {
  interface Window {
    weftPeers: PeerPage;
    weftAsk(peer: string, request: PeerRequest): Promise<unknown>;
  }
}

interface Peer {
  readonly send: types.Transport;
  readonly receive: types.Transport;
  readonly consumers: Map<string, types.Consumer>;
}

const peers = new Map<string, Peer>();

const ask = <Name extends keyof PeerReplies>(
  peer: string,
  request: PeerRequest & { readonly ask: Name },
): Promise<PeerReplies[Name]> => window.weftAsk(peer, request) as Promise<PeerReplies[Name]>;

function peerOf(name: string): Peer {
  const peer = peers.get(name);
  if (peer === undefined) throw new Error(`no peer ${name}`);
  return peer;
}

async function join(name: string, routerCapabilities: types.RtpCapabilities): Promise<void> {
  const device = await Device.factory();
  await device.load({ routerRtpCapabilities: routerCapabilities });
  const joined = await ask(name, { ask: 'join', capabilities: device.recvRtpCapabilities });
  const send = device.createSendTransport(joined.send);
  const receive = device.createRecvTransport(joined.receive);
  for (const transport of [send, receive]) {
    transport.on('connect', ({ dtlsParameters }, done, fail) => {
      ask(name, { ask: 'connect', transportId: transport.id, dtlsParameters }).then(() => done(), fail);
    });
  }
  send.on('produce', ({ kind, rtpParameters }, done, fail) => {
    ask(name, { ask: 'produce', transportId: send.id, kind, rtpParameters }).then(done, fail);
  });
  peers.set(name, { send, receive, consumers: new Map() });
}

async function sendCamera(name: string): Promise<string> {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { width: 640, height: 480 } });
  const [track] = stream.getVideoTracks();
  if (track === undefined) throw new Error('the camera gave no picture');
  const producer = await peerOf(name).send.produce({ track });
  return producer.id;
}

async function take(name: string, { consumerId, trackId, kind, rtpParameters }: OfferedTrack): Promise<void> {
  const { receive, consumers } = peerOf(name);
  const consumer = await receive.consume({ id: consumerId, producerId: trackId, kind, rtpParameters });
  consumers.set(consumerId, consumer);
  const video = document.createElement('video');
  video.muted = true;
  video.srcObject = new MediaStream([consumer.track]);
  document.body.append(video);
  // Plays once pictures come, which they do after the answer to the next question.
  video.play().catch(() => undefined);
  await ask(name, { ask: 'resume', consumerId });
}

async function received(name: string, consumerId: string): Promise<Received> {
  const consumer = peerOf(name).consumers.get(consumerId);
  if (consumer === undefined) throw new Error(`${name} takes no track as ${consumerId}`);
  const report = await consumer.getStats();
  const inbound = [...report.values()].find((entry) => entry.type === 'inbound-rtp');
  return {
    framesDecoded: Number(inbound?.framesDecoded ?? 0),
    width: Number(inbound?.frameWidth ?? 0),
    height: Number(inbound?.frameHeight ?? 0),
  };
}

window.weftPeers = { join, sendCamera, take, received };
