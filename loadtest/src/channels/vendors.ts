import { type Clock, systemClock } from '@weft/proto';
import { until } from '@weft/proto/testing';
import { SHOP } from '../simulators/mail/post-office.ts';
import { MailSimulator } from '../simulators/mail/simulator.ts';
import type { ProviderContract } from '../simulators/sms-http/provider.ts';
import { SmsHttpSimulator } from '../simulators/sms-http/simulator.ts';
import type { CarrierContract } from '../simulators/smsc/center.ts';
import { SmscSimulator } from '../simulators/smsc/simulator.ts';
import type { WechatSetup } from '../simulators/wechat/envelope.ts';
import { WechatSimulator } from '../simulators/wechat/simulator.ts';
import { WeiboSimulator } from '../simulators/weibo/simulator.ts';
import { type Staff, webhookOf } from './staff.ts';

/** How long a mailbox may take to be followed on a machine that is busy. */
const MAILBOX_MS = 120_000;

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
    settings: { ...secrets, apiUrl: simulator.url, fileUrl: simulator.url, userUrl: simulator.url },
  });
  return simulator;
}

/** A carrier on this machine, and the account at it. */
export interface Carrier extends AsyncDisposable {
  readonly accountId: string;
  readonly simulator: SmscSimulator;
  /** Changes the account: settings on top of what it began with. */
  change(enabled: boolean, settings?: Readonly<Record<string, unknown>>): Promise<void>;
}

/** A carrier on this machine with an account of the stack's bound to it. */
export async function startSmsc(
  options: VendorOptions & {
    readonly smppPort?: number;
    /** What the carrier promises; a hundred segments a second when it is not said. */
    readonly contract?: Partial<CarrierContract>;
    /** Of the account, on top of what the carrier gave. */
    readonly settings?: Readonly<Record<string, unknown>>;
    readonly failoverTo?: string;
  },
): Promise<Carrier> {
  const { admin, accountId, clock = systemClock, port = 0, smppPort = 0, failoverTo = '' } = options;
  const contract = {
    ...{ systemId: 'weft', password: 'carrier', number: '106900001234' },
    ...{ segmentsPerSecond: 100, receiptMs: 1_500, ...options.contract },
  };
  const simulator = await SmscSimulator.start({ contract, clock, port, smppPort });
  const { systemId, password, number: sender } = contract;
  const change: Carrier['change'] = (enabled, settings = {}) =>
    admin.putAccount(accountId, {
      ...{ name: 'SMS (simulated)', kind: 'smpp', enabled, failoverTo },
      settings: {
        ...{ host: '127.0.0.1', port: simulator.center.port, systemId, password, sender },
        ...{ ...options.settings, ...settings },
      },
    });
  await change(true);
  return { accountId, simulator, change, [Symbol.asyncDispose]: () => simulator[Symbol.asyncDispose]() };
}

/** A provider of SMS over HTTP on this machine with an account of the stack's at it. */
export async function startSmsHttp(
  options: VendorOptions & { readonly contract?: Partial<ProviderContract> },
): Promise<SmsHttpSimulator> {
  const { stackUrl, admin, accountId, clock = systemClock, port = 0 } = options;
  const secrets = { accountSid: `AC${'5'.repeat(32)}`, authToken: 'simulated-auth-token' };
  const contract = {
    ...{ ...secrets, number: '+447700900000', webhookUrl: webhookOf(stackUrl, accountId) },
    ...{ messagesPerSecond: 100, receiptMs: 700, ...options.contract },
  };
  const simulator = await SmsHttpSimulator.start({ contract, clock, port });
  await admin.putAccount(accountId, {
    ...{ name: 'SMS over HTTP (simulated)', kind: 'sms-http' },
    settings: { ...secrets, sender: contract.number, apiUrl: simulator.url },
  });
  return simulator;
}

/** Mail servers on this machine with a mailbox of the stack's at them. Wants dovecot (`hasDovecot`). */
export async function startMail(
  options: VendorOptions & {
    /** Of the account, on top of where its servers are. */
    readonly settings?: Readonly<Record<string, unknown>>;
  },
): Promise<MailSimulator> {
  const { admin, accountId, clock = systemClock, port = 0, settings } = options;
  const simulator = await MailSimulator.start({ clock, port });
  const { imapPort, smtpPort, password } = simulator.office;
  const { address, server: authServer } = SHOP;
  const at = { imapHost: '127.0.0.1', imapSecurity: 'none', smtpHost: '127.0.0.1', smtpSecurity: 'none' };
  const login = {
    imapUser: address,
    imapPassword: password,
    smtpUser: address,
    smtpPassword: password,
  };
  await admin.putAccount(accountId, {
    ...{ name: 'E-mail (simulated)', kind: 'email' },
    settings: {
      ...{ ...at, ...login, address, displayName: 'Weft Shop', imapPort, smtpPort, authServer },
      ...settings,
    },
  });
  // What is in a mailbox before it is followed stays there unread.
  await until(
    async () => {
      const state = await admin.accountState(accountId);
      return state === 'up' || `the mailbox is ${state}`;
    },
    { timeoutMs: MAILBOX_MS, intervalMs: 100 },
  );
  return simulator;
}
