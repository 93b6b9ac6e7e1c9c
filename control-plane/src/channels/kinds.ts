import type { Channel as ChannelName } from '@weft/proto';
import type {
  AccountTools,
  Arrival,
  Capabilities,
  Channel,
  ChannelContact,
  ChannelKind,
  ContactRecord,
  OpenAccount,
  Verified,
  WebhookRequest,
} from './channel.ts';
import { type SettingField, settingFields } from './setting-fields.ts';

/** An account with its kind's rules, whatever its settings are made of. */
export interface BoundAccount {
  readonly accountId: string;
  readonly name: string;
  readonly kind: ChannelKind;
  readonly channel: ChannelName;
  readonly asksWho: boolean;
  readonly hasButtons: boolean;
  /** What may have gone goes again; else it is shown as uncertain. */
  readonly sendsAgain: boolean;
  /** Undefined = the kind has no webhook. */
  readonly webhook:
    | {
        /** Throws WeftError SIGNATURE_REFUSED, BAD_REQUEST. */
        verify(request: WebhookRequest, nowMs: number): Verified;
        /** Throws WeftError BAD_REQUEST. */
        parse(payload: Uint8Array, nowMs: number): readonly Arrival[];
      }
    | undefined;
  capabilities(record: ContactRecord, nowMs: number): Capabilities;
  /** Until when this contact is not to be disturbed; undefined = they may be written to now. */
  quietUntil(to: ChannelContact, nowMs: number): number | undefined;
  /** What its customers are told at once whose message begins something; undefined = nothing. */
  confirmationOf(text: string): string | undefined;
  open(tools: AccountTools): Promise<OpenAccount>;
}

/** A kind of channel, as those see it who know no settings. */
export interface Kind {
  readonly kind: ChannelKind;
  readonly channel: ChannelName;
  /** Settings that are sealed at rest and told to no page. */
  readonly secrets: readonly string[];
  /** By secret: the settings that say where it is sent. */
  readonly sentTo: Readonly<Record<string, readonly string[] | undefined>>;
  readonly hasMenu: boolean;
  /** What its accounts are asked for. */
  readonly fields: readonly SettingField[];
  /** Throws ZodError when the settings are not of the kind's schema. */
  bind(accountId: string, name: string, settings: unknown): BoundAccount;
}

/** A channel as a kind among others. */
export function kindOf<Settings>(channel: Channel<Settings>): Kind {
  const { kind, channel: channelName, secrets, verify, parse } = channel;
  return {
    kind,
    channel: channelName,
    secrets,
    sentTo: channel.sentTo ?? {},
    hasMenu: channel.hasMenu === true,
    fields: settingFields(channel.settings, secrets),
    bind: (accountId, name, raw) => {
      const account = { accountId, name, kind, settings: channel.settings.parse(raw) };
      const quiet = channel.quietHours?.(account);
      return {
        ...{ accountId, name, kind, channel: channelName, asksWho: channel.asksWho === true },
        hasButtons: channel.hasButtons === true,
        sendsAgain: channel.sendsAgain === true,
        webhook:
          verify === undefined || parse === undefined
            ? undefined
            : {
                verify: (request, nowMs) => verify(request, account, nowMs),
                parse: (payload, nowMs) => parse(payload, account, nowMs),
              },
        capabilities: (record, nowMs) => channel.capabilities(account, record, nowMs),
        quietUntil: (to, nowMs) => quiet?.until(to, nowMs),
        confirmationOf: (text) => channel.confirmation?.(account, text),
        open: (tools) => channel.open(account, tools),
      };
    },
  };
}
