import {
  BookUser,
  Contact,
  FileText,
  ListChecks,
  type LucideIcon,
  MessageCircleQuestionMark,
  Palette,
  RadioTower,
  Route,
  ScrollText,
  Sparkles,
  TextCursorInput,
  Webhook,
} from 'lucide-react';
import type { ComponentType } from 'react';
import { AuditPlace } from './audit/audit-place.tsx';
import { ChannelsPlace } from './channels/channels-place.tsx';
import { CustomersPlace } from './customers/customers-place.tsx';
import { IntentsPlace } from './intents/intents-place.tsx';
import { InvitationsPlace } from './invitations/invitations-place.tsx';
import { LookPlace } from './look/look-place.tsx';
import { MacrosPlace } from './macros/macros-place.tsx';
import { FieldsPlace } from './own-fields/fields-place.tsx';
import { PeoplePlace } from './people/people-place.tsx';
import { RulesPlace } from './rules/rules-place.tsx';
import { TemplatesPlace } from './templates/templates-place.tsx';
import { WebhooksPlace } from './webhooks/webhooks-place.tsx';

/** One place of the page: an entry in the left rail, an address, what is drawn. */
interface PlaceEntry {
  /** Its address is "#" and this. */
  readonly name:
    | 'routing'
    | 'people'
    | 'look'
    | 'invitations'
    | 'templates'
    | 'macros'
    | 'fields'
    | 'channels'
    | 'webhooks'
    | 'intents'
    | 'customers'
    | 'audit';
  /** Its name is the text of this key. */
  readonly text:
    | 'routing'
    | 'people'
    | 'look'
    | 'invitations'
    | 'templates'
    | 'macros'
    | 'fields'
    | 'channelAccounts'
    | 'webhooks'
    | 'intents'
    | 'customers'
    | 'audit';
  readonly icon: LucideIcon;
  readonly draw: ComponentType;
}

/** The places of the administrators' page, in the rail's order. */
export const PLACES: readonly [PlaceEntry, ...PlaceEntry[]] = [
  { name: 'routing', text: 'routing', icon: Route, draw: RulesPlace },
  { name: 'people', text: 'people', icon: BookUser, draw: PeoplePlace },
  { name: 'look', text: 'look', icon: Palette, draw: LookPlace },
  { name: 'invitations', text: 'invitations', icon: MessageCircleQuestionMark, draw: InvitationsPlace },
  { name: 'templates', text: 'templates', icon: FileText, draw: TemplatesPlace },
  { name: 'macros', text: 'macros', icon: ListChecks, draw: MacrosPlace },
  { name: 'fields', text: 'fields', icon: TextCursorInput, draw: FieldsPlace },
  { name: 'channels', text: 'channelAccounts', icon: RadioTower, draw: ChannelsPlace },
  { name: 'webhooks', text: 'webhooks', icon: Webhook, draw: WebhooksPlace },
  { name: 'intents', text: 'intents', icon: Sparkles, draw: IntentsPlace },
  { name: 'customers', text: 'customers', icon: Contact, draw: CustomersPlace },
  { name: 'audit', text: 'audit', icon: ScrollText, draw: AuditPlace },
];
