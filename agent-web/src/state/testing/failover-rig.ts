import assert from 'node:assert/strict';
import { type CallInit, ManualClock, type MediaSeat, silentLog } from '@weft/proto';
import { Failover } from '../failover/failover.ts';
import { Leg } from '../media/leg.ts';
import type { LegEvents } from '../media/leg-options.ts';
import { Timings } from '../timings.ts';
import { FakeAsk, settle } from './fake-ask.ts';
import { callOf, joinedOf } from './fake-call.ts';
import { FakeTrack, installFakeMedia } from './fake-media.ts';
import { FakeRtc } from './fake-rtc.ts';

installFakeMedia();
const done = () => ({ case: 'done', value: {} }) as const;
const BEAT = { dataConsumerId: 'd', dataProducerId: 'p', streamId: 1, intervalMs: 25 };

/** A call at eu-1 with a standby at ap-1. */
export const active = (changes: CallInit = {}, hot = false) => {
  const { seat } = callOf();
  assert.ok(seat !== undefined);
  return callOf({
    stage: 'active',
    seat: { ...seat, standbyNodeId: 'ap-1', standbyRegion: 'ap', hot },
    ...changes,
  });
};

/** A participant whose home leg at eu-1 sends a microphone, with a failover beside it. */
export async function setUp(hot = false, pictured = true) {
  const clock = new ManualClock();
  const rtc = new FakeRtc();
  const fake = new FakeAsk({
    control: {
      reportGap: () => ({ case: 'accepted', value: {} }),
      standbyFailed: () => ({ case: 'accepted', value: {} }),
      nodeHeard: () => ({ case: 'accepted', value: {} }),
    },
    media: {
      join: () => ({ case: 'joined', value: { ...joinedOf(), heartbeat: BEAT } }),
      connectTransport: done,
      produce: () => ({ case: 'produced', value: { trackId: 'mine' } }),
      setConsumer: done,
      promote: done,
      restartIce: () => ({ case: 'iceRestarted', value: { ice: { usernameFragment: 'u', password: 'p' } } }),
      leave: done,
    },
  });
  const shown: string[] = [];
  let nudges = 0;
  const microphone = new FakeTrack('audio') as unknown as MediaStreamTrack;
  const quiet = (): void => undefined;
  const events: LegEvents = {
    ...{ joined: quiet, connected: quiet, interrupted: quiet, offered: quiet, received: quiet },
    ...{ gone: quiet, lost: quiet, told: quiet, beat: () => failover.beat() },
  };
  const makeLeg = (seat: MediaSeat, epoch: number, standby: boolean, legEvents: LegEvents) =>
    new Leg({
      seat,
      callId: 'call-1',
      epoch,
      standby,
      ask: fake.ask,
      rtc,
      clock,
      log: silentLog,
      events: legEvents,
    });
  const { seat } = active();
  assert.ok(seat !== undefined);
  let home: Leg | undefined = makeLeg(seat, 1, false, events);
  let talks = true;
  const attach = (leg: Leg): void => {
    if (!talks) return;
    void leg.send(
      'microphone',
      microphone,
      { kind: 'audio', codec: 'audio/opus', encodings: [], codecOptions: {} },
      false,
    );
  };
  let linked = true;
  const timings = new Timings(clock);
  if (pictured) timings.mark('firstRemoteFrame');
  const failover: Failover = new Failover({
    timings,
    ...{ callId: 'call-1', makeLeg, attach, detach: quiet, ask: fake.ask, clock, log: silentLog },
    link: {
      nudge: () => {
        nudges += 1;
      },
      ready: () => linked,
    },
    home: () => home,
    becomeHome: (leg) => {
      home = leg;
      leg.hand(events);
    },
    hot: () => hot,
    show: (leg, { track }) => shown.push(`${track.trackId} from ${leg.nodeId}`),
    received: (leg, heard) => failover.spare(leg, heard),
  });
  await home.join();
  attach(home);
  await settle();
  const link = (ready: boolean): void => {
    linked = ready;
  };
  const mute = (): void => {
    talks = false;
  };
  return { clock, rtc, fake, shown, failover, timings, homeOf: () => home, nudges: () => nudges, mute, link };
}

/** The same, with the standby leg connected. */
export async function standing(hot = false) {
  const parts = await setUp(hot);
  parts.failover.keep(active({}, hot), true, 'customer-1');
  parts.clock.advance(400);
  await settle();
  await settle();
  parts.rtc.sends[1]?.options.stateChanged('connected');
  parts.rtc.receives[1]?.options.stateChanged('connected');
  return parts;
}

/** Beats on both legs for a second, judged as time goes by. */
export function beatBoth({ clock, rtc }: { clock: ManualClock; rtc: FakeRtc }, home: boolean): void {
  for (let beats = 0; beats < 40; beats += 1) {
    clock.advance(25);
    if (home) rtc.receives[0]?.beat();
    rtc.receives[1]?.beat();
  }
}
