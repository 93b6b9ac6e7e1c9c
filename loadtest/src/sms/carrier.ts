import type { Stack } from '@weft/control-plane/stack';
import { systemClock } from '@weft/proto';
import type { CarrierContract } from '../simulators/smsc/center.ts';
import { SmscSimulator } from '../simulators/smsc/simulator.ts';
import { signIn } from '../wire/http.ts';

/** The account's id at the stack. */
export const SMS_ACCOUNT = 'sms-demo';

const SECRETS = { systemId: 'weft', password: 'carrier' } as const;

export interface CarrierOptions {
  readonly contract?: Partial<CarrierContract>;
  /** Of the account, on top of what the carrier gave. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Ports of the page and of SMPP; 0 = free ones. */
  readonly port?: number;
  readonly smppPort?: number;
}

/** A carrier on this machine, and a stack's account at it. */
export interface Carrier extends AsyncDisposable {
  readonly simulator: SmscSimulator;
  /** Changes the account: settings on top of what it has. */
  change(enabled: boolean, settings?: Readonly<Record<string, unknown>>): Promise<void>;
}

/** Starts a carrier and makes the stack's account there, as an administrator does. */
export async function startCarrier(
  { url, signIns }: Pick<Stack, 'url' | 'signIns'>,
  { contract = {}, settings = {}, port = 0, smppPort = 0 }: CarrierOptions = {},
): Promise<Carrier> {
  const simulator = await SmscSimulator.start({
    contract: { ...SECRETS, number: '10690000', segmentsPerSecond: 0, receiptMs: 800, ...contract },
    ...{ clock: systemClock, port, smppPort },
  });
  const admin = signIns.find(({ role }) => role === 'admin');
  if (admin === undefined) throw new Error('the stack has no administrator');
  const { token } = await signIn(url, admin.login, admin.password);
  const put = async (enabled: boolean, more: Readonly<Record<string, unknown>> = {}): Promise<void> => {
    const response = await fetch(`${url}/v1/channels/${SMS_ACCOUNT}`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        ...{ name: 'SMS (simulated carrier)', kind: 'smpp', enabled },
        settings: {
          ...{ ...SECRETS, host: '127.0.0.1', port: simulator.center.port, sender: '10690000' },
          ...{ window: 50, ...settings, ...more },
        },
      }),
    });
    if (!response.ok) throw new Error(`the account was refused: ${(await response.text()).slice(0, 300)}`);
  };
  await put(true);
  return {
    simulator,
    change: put,
    [Symbol.asyncDispose]: () => simulator[Symbol.asyncDispose](),
  };
}
