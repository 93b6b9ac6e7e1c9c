import { type Clock, type Directory, type FactLog, idOf, keys, WeftError } from '@weft/proto';
import type { FastifyRequest } from 'fastify';
import { compileRules, PLAIN_RULES, RuleSet } from '../routing/engine/index.ts';
import { rulesDiff } from '../routing/rule-diff.ts';
import { type KeptRules, RuleStore, type SaveOutcome } from '../routing/rule-store.ts';
import { requireAdmin } from './admin-token.ts';
import type { AuditTrail } from './audit-trail.ts';
import { recentDecisions, replayAnswer } from './routing-replay.ts';
import {
  AgentParams,
  AgentTraits,
  AgentTraitsList,
  DecisionList,
  Restore,
  RuleDiff,
  RulesOutcome,
  RulesToCheck,
  RulesToSave,
  RuleVersion,
  RuleVersionList,
  VersionParams,
  WhatIfAnswer,
  WhatIfQuestion,
} from './routing-schemas.ts';
import { FaultBody } from './schemas.ts';
import type { HttpServer } from './server.ts';
import type { Tokens } from './tokens.ts';

/** Rules of two hundred queues are below. */
const MAX_RULES_BYTES = 600_000;

/** What the routes of routing are made of. */
export interface RoutingRouteOptions {
  readonly tokens: Tokens;
  readonly directory: Directory;
  readonly facts: Pick<FactLog, 'replay'>;
  readonly clock: Clock;
  readonly trail: AuditTrail;
}

/** The rules that hold before any were saved. */
const PLAIN: KeptRules = {
  ...{ version: 0, savedAtMs: 0, author: '', note: '', copyOf: 0 },
  rules: RuleSet.parse(PLAIN_RULES),
};

/**
 * Routing rules, what agents can do, why an offer was made, and what would be
 * if the rules were others. For administrators and operators. Rules that are wrong are answered
 * with all that is wrong in them; nothing of them is saved.
 */
export function routingRoutes(server: HttpServer, options: RoutingRouteOptions): void {
  const { tokens, directory, facts, clock, trail } = options;
  const store = new RuleStore(directory);
  const common = { tags: ['routing'], security: [{ bearer: [] }] };
  const onRequest = async (request: FastifyRequest): Promise<void> => {
    await requireAdmin(request, tokens, directory);
  };
  const present = async (): Promise<KeptRules> => (await store.current()) ?? PLAIN;
  const found = async (version: number): Promise<KeptRules> => {
    const kept = await store.version(version);
    if (kept === undefined) throw new WeftError('ROUTE_NOT_FOUND', `version ${version} is not kept`);
    return kept;
  };
  const save = async (
    request: FastifyRequest,
    change: {
      readonly rules: unknown;
      readonly note: string;
      readonly basedOn: number;
      readonly copyOf: number;
    },
  ): Promise<SaveOutcome> => {
    const { name, subjectId: actorId } = await requireAdmin(request, tokens, directory);
    const saved = await store.save({ ...change, author: name, nowMs: clock.now() });
    if (saved.ok) {
      const { version, copyOf } = saved.kept;
      const subject = { subjectKind: 'rules', subjectId: String(version) } as const;
      await trail.note({
        ...subject,
        actorId,
        action: copyOf > 0 ? 'rules.restored' : 'rules.saved',
        detail: copyOf > 0 ? { version, copyOf } : { version },
      });
    }
    return saved;
  };
  const outcome = (saved: SaveOutcome, version: number) => ({
    ok: saved.ok,
    version: saved.ok ? saved.kept.version : version,
    errors: saved.ok ? [] : [...saved.errors],
    warnings: saved.ok ? [...saved.warnings] : [],
  });

  server.route({
    method: 'GET',
    url: '/v1/routing/rules',
    onRequest,
    schema: {
      ...common,
      operationId: 'getRoutingRules',
      summary: 'The rules that hold',
      response: { 200: RuleVersion, default: FaultBody },
    },
    handler: async () => asVersion(await present()),
  });

  server.route({
    method: 'POST',
    url: '/v1/routing/rules/validate',
    bodyLimit: MAX_RULES_BYTES,
    onRequest,
    schema: {
      ...common,
      operationId: 'validateRoutingRules',
      summary: 'All that is wrong in rules, with path and column; nothing is saved',
      body: RulesToCheck,
      response: { 200: RulesOutcome, default: FaultBody },
    },
    handler: async ({ body }) => {
      const compiled = compileRules(body.rules);
      const { version } = await present();
      return compiled.ok
        ? { ok: true, version, errors: [], warnings: [...compiled.warnings] }
        : { ok: false, version, errors: [...compiled.errors], warnings: [] };
    },
  });

  server.route({
    method: 'POST',
    url: '/v1/routing/rules',
    bodyLimit: MAX_RULES_BYTES,
    onRequest,
    schema: {
      ...common,
      operationId: 'saveRoutingRules',
      summary: 'Saves rules as the next version, which holds at once, for waiting work too',
      body: RulesToSave,
      response: { 200: RulesOutcome, default: FaultBody },
    },
    handler: async (request) => {
      const { rules, note, basedOn } = request.body;
      return outcome(await save(request, { rules, note, basedOn, copyOf: 0 }), basedOn);
    },
  });

  server.route({
    method: 'GET',
    url: '/v1/routing/versions',
    onRequest,
    schema: {
      ...common,
      operationId: 'listRoutingVersions',
      summary: 'The versions of the rules, without the rules',
      response: { 200: RuleVersionList, default: FaultBody },
    },
    handler: async () => ({ versions: (await store.versions()).map(asVersion) }),
  });

  server.route({
    method: 'GET',
    url: '/v1/routing/versions/:version',
    onRequest,
    schema: {
      ...common,
      operationId: 'getRoutingVersion',
      summary: 'One version of the rules',
      params: VersionParams,
      response: { 200: RuleVersion, default: FaultBody },
    },
    handler: async ({ params }) => asVersion(await found(params.version)),
  });

  server.route({
    method: 'GET',
    url: '/v1/routing/versions/:version/diff',
    onRequest,
    schema: {
      ...common,
      operationId: 'diffRoutingVersion',
      summary: 'Where a version differs from the one before',
      params: VersionParams,
      response: { 200: RuleDiff, default: FaultBody },
    },
    handler: async ({ params: { version } }) => {
      const after = await found(version);
      const before = version === 1 ? PLAIN : await found(version - 1);
      return { version, changes: [...rulesDiff(before.rules, after.rules)] };
    },
  });

  server.route({
    method: 'POST',
    url: '/v1/routing/versions/:version/restore',
    onRequest,
    schema: {
      ...common,
      operationId: 'restoreRoutingVersion',
      summary: 'Saves an earlier version as the next one',
      params: VersionParams,
      body: Restore,
      response: { 200: RulesOutcome, default: FaultBody },
    },
    handler: async (request) => {
      const { basedOn, note } = request.body;
      const { version, rules } = await found(request.params.version);
      return outcome(await save(request, { rules, note, basedOn, copyOf: version }), basedOn);
    },
  });

  server.route({
    method: 'GET',
    url: '/v1/routing/agents',
    onRequest,
    schema: {
      ...common,
      operationId: 'listAgentTraits',
      summary: 'What agents can do',
      response: { 200: AgentTraitsList, default: FaultBody },
    },
    handler: async () => {
      const entries = await directory.list(keys.routingAgents);
      return {
        agents: entries.flatMap(({ key, value }) => {
          const traits = AgentTraits.safeParse(JSON.parse(value));
          return traits.success ? [{ agentId: idOf(keys.routingAgents, key), traits: traits.data }] : [];
        }),
      };
    },
  });

  server.route({
    method: 'PUT',
    url: '/v1/routing/agents/:agentId',
    onRequest,
    schema: {
      ...common,
      operationId: 'setAgentTraits',
      summary: 'Sets what an agent can do, from now on',
      params: AgentParams,
      body: AgentTraits,
      response: { 200: AgentTraits, default: FaultBody },
    },
    handler: async (request) => {
      const { subjectId: actorId } = await requireAdmin(request, tokens, directory);
      const { agentId } = request.params;
      const { body } = request;
      const value = JSON.stringify(body);
      await directory.transact([{ do: 'put', key: keys.routingAgent(agentId), value }]);
      await trail.note({
        actorId,
        action: 'agent.skills-set',
        subjectKind: 'agent',
        subjectId: agentId,
        detail: { skills: body.skills, languages: body.languages, capacity: body.capacity },
      });
      return body;
    },
  });

  server.route({
    method: 'POST',
    url: '/v1/routing/what-if',
    bodyLimit: MAX_RULES_BYTES,
    onRequest,
    schema: {
      ...common,
      operationId: 'askWhatIf',
      summary: 'Runs what happened since a time under other rules, beside the present ones',
      body: WhatIfQuestion,
      response: { 200: WhatIfAnswer, default: FaultBody },
    },
    handler: async ({ body }) =>
      replayAnswer({ directory, facts, present: (await present()).rules, ...body }),
  });

  server.route({
    method: 'GET',
    url: '/v1/routing/decisions',
    onRequest,
    schema: {
      ...common,
      operationId: 'listRoutingDecisions',
      summary: 'Why calls were offered to whom, and how it ended',
      response: { 200: DecisionList, default: FaultBody },
    },
    handler: async () => ({ decisions: [...(await recentDecisions(facts, clock.now()))] }),
  });
}

const asVersion = (kept: KeptRules) => ({ ...kept, rules: RuleSet.parse(kept.rules) });
