import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { z } from 'zod';
import type { WaitingPiece } from '../ports.ts';
import {
  AgentTraits,
  AgentTraitsList,
  DecisionList,
  RuleDiff,
  RulesOutcome,
  RuleVersion,
  RuleVersionList,
  WhatIfAnswer,
} from './routing-schemas.ts';
import { ask, refusal } from './testing/ask.ts';
import { type SignedIn, startSignedIn } from './testing/signed-in.ts';

const rules = (when: string) => ({ queues: { q: { steps: [{ when }] } }, defaultQueue: 'q' });

describe('the routes of routing', () => {
  let api: SignedIn;
  before(async () => {
    api = await startSignedIn();
  });
  after(() => api[Symbol.asyncDispose]());

  const as = (login: string) => ({ headers: { authorization: `Bearer ${api.tokens.get(login)}` } });
  const get = async <Body>(path: string, shape: z.ZodType<Body>) =>
    (await ask(`${api.url}/v1/routing/${path}`, shape, as('mei'))).body;
  const send = async <Body>(path: string, shape: z.ZodType<Body>, body: unknown, method = 'POST') =>
    (await ask(`${api.url}/v1/routing/${path}`, shape, { ...as('mei'), method, body })).body;

  it('are for administrators and operators only', async () => {
    const url = `${api.url}/v1/routing/rules`;
    assert.equal(await refusal(url), '401 TOKEN_INVALID');
    assert.equal(await refusal(url, as('anna')), '403 FORBIDDEN');
    assert.equal(await refusal(url, as('sun')), '403 FORBIDDEN');
    assert.equal((await ask(url, RuleVersion, as('mei'))).status, 200);
    assert.equal((await ask(url, RuleVersion, as('ops@example.com'))).status, 200);
  });

  it('save rules as versions, with diff, roll-back and a conflict for who saw an older one', async () => {
    assert.equal((await get('rules', RuleVersion)).version, 0);
    const first = await send('rules', RulesOutcome, { rules: rules('TRUE'), note: 'first', basedOn: 0 });
    assert.deepEqual([first.ok, first.version], [true, 1]);
    await send('rules', RulesOutcome, { rules: rules('agent.team == "a"'), basedOn: 1 });
    const stale = { ...as('mei'), body: { rules: rules('TRUE'), basedOn: 1 } };
    assert.equal(await refusal(`${api.url}/v1/routing/rules`, stale), '409 CONFLICT');
    assert.deepEqual((await get('versions/2/diff', RuleDiff)).changes, [
      { path: 'queues.q.steps.0.when', before: 'TRUE', after: 'agent.team == "a"' },
    ]);
    const back = await send('versions/1/restore', RulesOutcome, { basedOn: 2 });
    assert.equal(back.version, 3);
    const { versions } = await get('versions', RuleVersionList);
    assert.deepEqual(
      versions.map(({ version, author, copyOf }) => [version, author, copyOf]),
      [
        [3, 'Mei', 1],
        [2, 'Mei', 0],
        [1, 'Mei', 0],
      ],
    );
    assert.equal(await refusal(`${api.url}/v1/routing/versions/9`, as('mei')), '404 ROUTE_NOT_FOUND');
    assert.equal(await refusal(`${api.url}/v1/routing/versions/x`, as('mei')), '400 BAD_REQUEST');
  });

  it('tell all that is wrong in rules with its column, and save none of it', async () => {
    const wrong = { rules: rules('agent.team = "a"') };
    const checked = await send('rules/validate', RulesOutcome, wrong);
    assert.deepEqual(checked.errors, [
      { path: 'queues.q.steps.0.when', column: 12, message: 'equality is written ==' },
    ]);
    const { version } = await get('rules', RuleVersion);
    const saved = await send('rules', RulesOutcome, { ...wrong, basedOn: version });
    assert.deepEqual([saved.ok, saved.version, saved.errors.length], [false, version, 1]);
    assert.equal((await get('rules', RuleVersion)).version, version);
  });

  it('set what an agent can do', async () => {
    const traits = {
      skills: { refund: 3 },
      languages: ['zh'],
      attributes: { team: 'a' },
      capacity: 'default',
    };
    await send('agents/anna', AgentTraits, traits, 'PUT');
    assert.deepEqual((await get('agents', AgentTraitsList)).agents, [{ agentId: 'anna', traits }]);
    const bad = { ...as('mei'), method: 'PUT', body: { skills: { refund: 'much' } } };
    assert.equal(await refusal(`${api.url}/v1/routing/agents/anna`, bad), '400 BAD_REQUEST');
  });

  it('tell staff why what waits has no agent yet, and no customer', async () => {
    const needs = [{ skill: 'refunds', level: 3, agents: 0 }];
    const counts = { meetCondition: 2, signedOn: 2, suit: 0, available: 0, withRoom: 0 };
    const piece = (workId: string): WaitingPiece => ({
      ...{ kind: 'call', name: 'Li', workId, channel: 'voice', queueId: 'q', step: 0, waitedMs: 5, needs },
      ...{ because: 'nobody-suits', agentId: '', agentName: '', condition: 'TRUE', changesInMs: undefined },
      ...counts,
    });
    api.waiting = [piece('a'), piece('b')];
    const Waiting = z.object({ waiting: z.array(z.looseObject({ workId: z.string() })) });
    const url = `${api.url}/v1/routing/waiting`;
    assert.equal((await ask(url, Waiting, as('anna'))).body.waiting.length, 2);
    const { body } = await ask(`${url}?workId=b`, Waiting, as('ops@example.com'));
    assert.deepEqual(
      body.waiting.map(({ workId }) => workId),
      ['b'],
    );
    const guest = await ask(`${api.url}/v1/sessions/guest`, z.looseObject({ token: z.string() }), {
      body: {},
    });
    const headers = { authorization: `Bearer ${guest.body.token}` };
    assert.equal(await refusal(url, { headers }), '403 FORBIDDEN');
    assert.equal(await refusal(`${url}?workId=${'x'.repeat(65)}`, as('anna')), '400 BAD_REQUEST');
  });

  it('answer what would be if, and why it was, of a day without anything', async () => {
    const answer = await send('what-if', WhatIfAnswer, { rules: rules('TRUE'), sinceMs: 0 });
    assert.deepEqual([answer.ok, answer.other?.arrived, answer.present?.answered], [true, 0, 0]);
    const wrong = await send('what-if', WhatIfAnswer, { rules: rules('TRUE AND'), sinceMs: 0 });
    assert.deepEqual([wrong.ok, wrong.errors[0]?.column], [false, 9]);
    assert.deepEqual((await get('decisions', DecisionList)).decisions, []);
  });
});
