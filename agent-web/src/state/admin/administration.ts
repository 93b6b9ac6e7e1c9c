import { type Clock, type Log, WeftError } from '@weft/proto';
import type { Api, Grant } from '../api.ts';
import { type Cell, createCell } from '../cell.ts';
import { problemOf } from '../problem.ts';
import type { Session } from '../session.ts';
import type { Admin, AdminState } from '../types.ts';
import { ChannelAccountsEditor } from './accounts-editor.ts';
import type { AdminApi } from './admin-api.ts';
import { AuditPages } from './audit-pages.ts';
import { SharedCustomerLists } from './customer-lists.ts';
import type { IntentsApi } from './intents-api.ts';
import { ExamplesEditor } from './intents-editor.ts';
import { InvitationListEditor } from './invitations-editor.ts';
import { LetterPages } from './letter-pages.ts';
import { WidgetLookEditor } from './look-editor.ts';
import { SharedMacrosEditor } from './macros-editor.ts';
import { AccountMenuEditor } from './menu-editor.ts';
import { SharedOwnFieldsEditor } from './own-fields-editor.ts';
import { TraitsEditor } from './people-editor.ts';
import { DocumentRulesEditor } from './rules-editor.ts';
import { SharedTemplatesEditor } from './templates-editor.ts';
import { EndpointsEditor } from './webhooks-editor.ts';

export interface AdministrationParts {
  readonly api: Api;
  readonly admin: AdminApi;
  readonly intents: IntentsApi;
  readonly session: Session;
  readonly clock: Clock;
  readonly log: Log;
}

/** What a refresh is refused with when nobody was signed in: no problem to show. */
const NOBODY: ReadonlySet<string> = new Set(['TOKEN_INVALID', 'TOKEN_EXPIRED', 'SIGN_IN_REFUSED']);

/**
 * The administrators' page. It speaks HTTP alone: a connection to an edge would
 * sign the same person's desk out.
 */
export class Administration implements Admin {
  readonly rules: DocumentRulesEditor;
  readonly people: TraitsEditor;
  readonly invitations: InvitationListEditor;
  readonly look: WidgetLookEditor;
  readonly templates: SharedTemplatesEditor;
  readonly macros: SharedMacrosEditor;
  readonly fields: SharedOwnFieldsEditor;
  readonly webhooks: EndpointsEditor;
  readonly channels: ChannelAccountsEditor;
  readonly menu: AccountMenuEditor;
  readonly letters: LetterPages;
  readonly intents: ExamplesEditor;
  readonly customers: SharedCustomerLists;
  readonly audit: AuditPages;
  readonly #parts: AdministrationParts;
  readonly #cell: Cell<AdminState> = createCell<AdminState>({ name: 'restoring' });
  #opened = false;

  constructor(parts: AdministrationParts) {
    this.#parts = parts;
    const { admin: api, clock, log } = parts;
    this.rules = new DocumentRulesEditor({ api, clock, log });
    this.people = new TraitsEditor({ api, log });
    this.invitations = new InvitationListEditor({ api, log });
    this.look = new WidgetLookEditor({ api, log });
    this.macros = new SharedMacrosEditor({ api, log });
    this.fields = new SharedOwnFieldsEditor({ api, log });
    this.webhooks = new EndpointsEditor({ api, log });
    this.templates = new SharedTemplatesEditor({ api, log });
    this.channels = new ChannelAccountsEditor({ api, clock, log });
    this.menu = new AccountMenuEditor({ api, log });
    this.letters = new LetterPages({ api, clock, log });
    this.intents = new ExamplesEditor({ api: parts.intents, clock, log });
    this.customers = new SharedCustomerLists({ api, log });
    this.audit = new AuditPages({ api, log });
  }

  readonly get = (): AdminState => this.#cell.get();
  readonly subscribe = (listener: () => void): (() => void) => this.#cell.subscribe(listener);

  open(): void {
    if (this.#opened) return;
    this.#opened = true;
    void this.#enter(this.#parts.api.refresh(), true);
  }

  signIn(login: string, password: string): void {
    if (this.get().name !== 'signed-out') return;
    this.#cell.set({ name: 'signing-in' });
    void this.#enter(this.#parts.api.signIn(login, password), false);
  }

  signOut(): void {
    if (this.get().name !== 'signed-in') return;
    this.#parts.session.forget();
    this.#cell.set({ name: 'signed-out', problem: undefined });
    this.#forget();
  }

  async #enter(asked: Promise<Grant>, restoring: boolean): Promise<void> {
    try {
      const grant = await asked;
      if (!grant.grants.includes('admin')) {
        if (!restoring) this.#forget();
        const problem = problemOf(new WeftError('FORBIDDEN'));
        this.#cell.set({ name: 'signed-out', problem: restoring ? undefined : problem });
        return;
      }
      this.#parts.session.take(grant);
      this.#cell.set({ name: 'signed-in', agentId: grant.subjectId, displayName: grant.name });
    } catch (error) {
      const nobody = restoring && error instanceof WeftError && NOBODY.has(error.code);
      this.#cell.set({ name: 'signed-out', problem: nobody ? undefined : problemOf(error) });
    }
  }

  #forget(): void {
    this.#parts.api
      .signOut()
      .catch((error: unknown) => this.#parts.log.warn({ error: String(error) }, 'cookie not forgotten'));
  }
}
