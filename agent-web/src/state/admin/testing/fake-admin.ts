import { WeftError } from '@weft/proto';
import { PLAIN_LOOK } from '../../look.ts';
import type { AccountKind, ChannelAccount, Invitation, MenuEntry, VersionHead } from '../../types.ts';
import type { AccountChange, AdminApi, KeptLook, RulesOutcome } from '../admin-api.ts';

const ANNA = {
  ...{ agentId: 'anna', login: 'anna', name: 'Anna', role: 'agent', grants: [] },
  ...{ active: true, fromFile: false },
};
const GOOD = { errors: [], warnings: [] };

/** A control plane with rules that a test looks into; what no test asks is never answered. */
export class FakeAdmin implements AdminApi {
  versionsKept: { readonly head: VersionHead; readonly rules: unknown }[] = [];
  invitationsKept: readonly Invitation[] = [];
  invitationsVersion = 0;
  lookKept: KeptLook = { look: PLAIN_LOOK, version: '0' };
  /** What the compiler says, and when. */
  verdict: (rules: unknown) => Promise<Omit<RulesOutcome, 'version'>> = async () => ({ ok: true, ...GOOD });
  readonly checked: unknown[] = [];
  readonly set: string[] = [];
  kindsKept: readonly AccountKind[] = [];
  accountsKept: readonly ChannelAccount[] = [];
  /** Accounts' changes that were to be kept, or tried. */
  readonly changes: [accountId: string, change: AccountChange][] = [];
  /** What a try says. */
  tried: () => Promise<string> = async () => '';
  lettersKept: readonly number[] = [];
  menuKept: readonly MenuEntry[] = [];

  get version(): number {
    return this.versionsKept[0]?.head.version ?? 0;
  }

  /** Somebody saves, here or elsewhere. */
  keep(rules: unknown, note = '', copyOf = 0): void {
    const head = { version: this.version + 1, savedAtMs: 1, author: 'Mei', note, copyOf };
    this.versionsKept = [{ head, rules }, ...this.versionsKept];
  }

  rules: AdminApi['rules'] = async () => {
    const plain = { head: { version: 0, savedAtMs: 0, author: '', note: '', copyOf: 0 }, rules: {} };
    return this.versionsKept[0] ?? plain;
  };
  validate: AdminApi['validate'] = async (rules) => {
    this.checked.push(rules);
    return { version: this.version, ...(await this.verdict(rules)) };
  };
  saveRules: AdminApi['saveRules'] = async (rules, note, basedOn) => {
    if (basedOn !== this.version) throw new WeftError('CONFLICT');
    const verdict = await this.verdict(rules);
    if (verdict.ok) this.keep(rules, note);
    return { ...verdict, version: this.version };
  };
  versions: AdminApi['versions'] = async () => this.versionsKept.map(({ head }) => head);
  diff: AdminApi['diff'] = async (version) => [{ path: String(version), before: undefined, after: 1 }];
  restore: AdminApi['restore'] = async (version, basedOn) => {
    if (basedOn !== this.version) throw new WeftError('CONFLICT');
    this.keep(this.versionsKept.find(({ head }) => head.version === version)?.rules, '', version);
    return { ok: true, version: this.version, ...GOOD };
  };
  whatIf: AdminApi['whatIf'] = async () => undefined;
  people: AdminApi['people'] = async () => [
    { ...ANNA, fromFile: true },
    { ...ANNA, agentId: 'ops', login: 'ops', name: 'Olga', role: 'operator' },
  ];
  addPerson: AdminApi['addPerson'] = async ({ login, name }) => {
    if (login === 'anna') throw new WeftError('CONFLICT');
    return { person: { ...ANNA, agentId: login, login, name }, password: 'told-once' };
  };
  changePerson: AdminApi['changePerson'] = async (agentId, { name = agentId, active = true }) => ({
    ...ANNA,
    ...{ agentId, login: agentId, name, active },
  });
  renewPassword: AdminApi['renewPassword'] = async (agentId) => `new-of-${agentId}`;
  traits: AdminApi['traits'] = async () => new Map();
  setTraits: AdminApi['setTraits'] = async (agentId, { skills }) => {
    this.set.push(`${agentId} ${JSON.stringify(skills)}`);
  };
  capacities: AdminApi['capacities'] = async () => [];
  invitations: AdminApi['invitations'] = async () => ({
    ...{ rules: this.invitationsKept, version: `${this.invitationsVersion}` },
  });
  setInvitations: AdminApi['setInvitations'] = async ({ rules, version }) => {
    if (version !== `${this.invitationsVersion}`) throw new WeftError('CONFLICT');
    this.invitationsKept = rules;
    this.invitationsVersion += 1;
    return { rules, version: `${this.invitationsVersion}` };
  };
  look: AdminApi['look'] = async () => this.lookKept;
  setLook: AdminApi['setLook'] = async ({ look, version }) => {
    if (version !== this.lookKept.version) throw new WeftError('CONFLICT');
    this.lookKept = { look, version: `${Number(version) + 1}` };
    return this.lookKept;
  };
  templates: AdminApi['templates'] = () => new Promise(() => undefined);
  addTemplate: AdminApi['addTemplate'] = () => new Promise(() => undefined);
  changeTemplate: AdminApi['changeTemplate'] = () => new Promise(() => undefined);
  judgeTemplate: AdminApi['judgeTemplate'] = () => new Promise(() => undefined);
  removeTemplate: AdminApi['removeTemplate'] = () => new Promise(() => undefined);
  macros: AdminApi['macros'] = async () => [];
  addMacro: AdminApi['addMacro'] = () => new Promise(() => undefined);
  changeMacro: AdminApi['changeMacro'] = () => new Promise(() => undefined);
  removeMacro: AdminApi['removeMacro'] = () => new Promise(() => undefined);
  ownFields: AdminApi['ownFields'] = async () => [];
  addOwnField: AdminApi['addOwnField'] = () => new Promise(() => undefined);
  changeOwnField: AdminApi['changeOwnField'] = () => new Promise(() => undefined);
  removeOwnField: AdminApi['removeOwnField'] = () => new Promise(() => undefined);
  webhooks: AdminApi['webhooks'] = async () => [];
  addWebhook: AdminApi['addWebhook'] = () => new Promise(() => undefined);
  changeWebhook: AdminApi['changeWebhook'] = () => new Promise(() => undefined);
  removeWebhook: AdminApi['removeWebhook'] = () => new Promise(() => undefined);
  testWebhook: AdminApi['testWebhook'] = () => new Promise(() => undefined);
  webhookDeliveries: AdminApi['webhookDeliveries'] = async () => [];
  sendWebhookAgain: AdminApi['sendWebhookAgain'] = () => new Promise(() => undefined);
  kinds: AdminApi['kinds'] = async () => this.kindsKept;
  accounts: AdminApi['accounts'] = async () => this.accountsKept;
  putAccount: AdminApi['putAccount'] = async (accountId, change) => {
    this.changes.push([accountId, change]);
  };
  tryAccount: AdminApi['tryAccount'] = async (accountId, change) => {
    this.changes.push([accountId, change]);
    return this.tried();
  };
  menu: AdminApi['menu'] = async () => this.menuKept;
  putMenu: AdminApi['putMenu'] = async (_accountId, entries) => {
    this.menuKept = entries;
  };
  removeAccount: AdminApi['removeAccount'] = async (accountId) => {
    this.accountsKept = this.accountsKept.filter((one) => one.accountId !== accountId);
  };
  letters: AdminApi['letters'] = async (before) => {
    const page = this.lettersKept.filter((seq) => before === 0 || seq < before).slice(0, 2);
    const base = {
      direction: 'in',
      accountId: 'a',
      conversationId: '',
      itemSeq: 0,
      sourceId: 's',
      from: '',
      text: '',
    } as const;
    const letters = page.map((seq) => ({ ...base, seq, reason: 'INTERNAL', atMs: seq, tries: 8 }));
    return { letters, before: page.length < 2 ? 0 : (page.at(-1) ?? 0) };
  };
  replayLetter: AdminApi['replayLetter'] = async (seq) => {
    if (!this.lettersKept.includes(seq)) throw new WeftError('RECORD_NOT_FOUND');
    this.lettersKept = this.lettersKept.filter((one) => one !== seq);
  };
  discardLetter: AdminApi['discardLetter'] = (seq) => this.replayLetter(seq);
  importCustomers: AdminApi['importCustomers'] = async (list) => {
    this.set.push(await list.text());
    return { added: 1, changed: 0, unchanged: 0, refused: [{ line: 3, fault: 'bad-phone' }], ignored: [] };
  };
  exportCustomers: AdminApi['exportCustomers'] = async () => new Blob(['name']);
  audit: AdminApi['audit'] = async ({ before }) => {
    const from = before === 0 ? 5 : before;
    const entry = (at: number) => ({
      ...{
        entry: at,
        atMs: at,
        actorId: 'anna',
        action: 'x',
        subjectKind: '',
        subjectId: '',
        subjectName: '',
        detail: {},
      },
    });
    return { entries: [entry(from), entry(from - 1)], before: from - 2 > 0 ? from - 2 : 0 };
  };
}
