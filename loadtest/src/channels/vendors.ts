import { type Clock, systemClock } from '@weft/proto';
import { SmscSimulator } from '../simulators/smsc/simulator.ts';
import type { WechatSetup } from '../simulators/wechat/envelope.ts';
import { WechatSimulator } from '../simulators/wechat/simulator.ts';
import { WeiboSimulator } from '../simulators/weibo/simulator.ts';
import { type Staff, webhookOf } from './staff.ts';

export interface VendorOptions {
  readonly stackUrl: string;
  /** An administrator, who sets the other side up. */
  readonly admin: Staff;
  readonly accountId: string;
  readonly clock?: Clock;
  /** 0 = a free one. */
  readonly port?: number;
}

/** WeChat on this machine with an account of the stack's at it; both sides know the same secrets. */
export async function startWechat(
  options: VendorOptions & { readonly mode?: WechatSetup['mode'] },
): Promise<WechatSimulator> {
  const { stackUrl, admin, accountId, clock = systemClock, port = 0, mode = 'secure' } = options;
  const secrets = {
    ...{
      appId: `wx${accountId.replace(/\W/g, '')}`,
      appSecret: 'simulated-app-secret',
      token: 'simulatedtoken',
    },
    encodingAesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
  };
  const setup: WechatSetup = { ...secrets, mode, format: 'xml', webhookUrl: webhookOf(stackUrl, accountId) };
  const simulator = await WechatSimulator.start({ setup, clock, port });
  await admin.putAccount(accountId, {
    ...{ name: 'WeChat (simulated)', kind: 'wechat' },
    settings: { ...secrets, mode, apiUrl: simulator.url },
  });
  return simulator;
}

/** Weibo's fans service on this machine with an account of the stack's at it. */
export async function startWeibo(options: VendorOptions): Promise<WeiboSimulator> {
  const { stackUrl, admin, accountId, clock = systemClock, port = 0 } = options;
  const secrets = {
    ...{ uid: '1902538057', appSecret: 'simulated-app-secret', accessToken: 'simulated-access-token' },
  };
  const setup = { ...secrets, webhookUrl: webhookOf(stackUrl, accountId) };
  const simulator = await WeiboSimulator.start({ setup, clock, port });
  await admin.putAccount(accountId, {
    ...{ name: 'Weibo (simulated)', kind: 'weibo' },
    settings: { ...secrets, apiUrl: simulator.url, fileUrl: simulator.url },
  });
  return simulator;
}

/** A carrier on this machine with an account of the stack's bound to it. */
export async function startSmsc(
  options: VendorOptions & { readonly smppPort?: number },
): Promise<SmscSimulator> {
  const { admin, accountId, clock = systemClock, port = 0, smppPort = 0 } = options;
  const contract = {
    ...{ systemId: 'weft', password: 'carrier', number: '106900001234' },
    ...{ segmentsPerSecond: 100, receiptMs: 1_500 },
  };
  const simulator = await SmscSimulator.start({ contract, clock, port, smppPort });
  const { systemId, password, number: sender } = contract;
  await admin.putAccount(accountId, {
    ...{ name: 'SMS (simulated)', kind: 'smpp' },
    settings: { host: '127.0.0.1', port: simulator.center.port, systemId, password, sender },
  });
  return simulator;
}
