import {
  BookUser,
  FileText,
  type LucideIcon,
  MessageCircleQuestionMark,
  Route,
  ScrollText,
} from 'lucide-react';
import type { ComponentType } from 'react';
import { AuditPlace } from './audit/audit-place.tsx';
import { InvitationsPlace } from './invitations/invitations-place.tsx';
import { PeoplePlace } from './people/people-place.tsx';
import { RulesPlace } from './rules/rules-place.tsx';
import { TemplatesPlace } from './templates/templates-place.tsx';

/** One place of the page: an entry in the left rail, an address, what is drawn. */
interface PlaceEntry {
  /** Its address is "#" and this; its name is the text of this key. */
  readonly name: 'routing' | 'people' | 'invitations' | 'templates' | 'audit';
  readonly icon: LucideIcon;
  readonly draw: ComponentType;
}

/** The places of the administrators' page, in the rail's order. */
export const PLACES: readonly [PlaceEntry, ...PlaceEntry[]] = [
  { name: 'routing', icon: Route, draw: RulesPlace },
  { name: 'people', icon: BookUser, draw: PeoplePlace },
  { name: 'invitations', icon: MessageCircleQuestionMark, draw: InvitationsPlace },
  { name: 'templates', icon: FileText, draw: TemplatesPlace },
  { name: 'audit', icon: ScrollText, draw: AuditPlace },
];
