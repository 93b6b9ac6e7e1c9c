import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { silentLog, uuidIds, WeftError } from '@weft/proto';
import { problemOf } from '../problem.ts';
import { settle } from '../testing/fake-ask.ts';
import { AgentMacroList } from './macro-list.ts';

const MACRO = { macroId: 'm', revision: 2, name: 'Finish', steps: [{ do: 'take' }, { do: 'close' }] };

async function setUp(answers: (() => unknown)[]) {
  const asked: { readonly runId: string; readonly revision: number }[] = [];
  const list = new AgentMacroList({
    crm: {
      macros: async () => ({ macros: [MACRO, { ...MACRO, macroId: 'new', steps: [{ do: 'dance' }] }] }),
      runMacro: async (_macroId, run) => {
        asked.push(run);
        return answers.shift()?.();
      },
    },
    ids: uuidIds,
    log: silentLog,
  });
  list.renew();
  await settle();
  const [macro] = list.get().macros;
  assert.ok(macro);
  const run = async () => {
    list.run(macro, 'conv-1');
    list.run(macro, 'conv-1');
    await settle();
  };
  return { list, asked, run };
}

const lost = (): never => {
  throw new WeftError('TIMEOUT');
};

describe('the macros at the desk', () => {
  it('are those that the page can read, and one runs at a time', async () => {
    const { list, asked, run } = await setUp([() => ({ done: 2 })]);
    assert.deepEqual(
      list.get().macros.map(({ macroId }) => macroId),
      ['m'],
    );
    await run();
    assert.equal(asked.length, 1);
    assert.equal(asked[0]?.revision, 2);
    assert.deepEqual(
      [list.get().outcome?.done, list.get().outcome?.problem, list.get().step],
      [2, undefined, 'none'],
    );
  });

  it('say which step was refused, and why', async () => {
    const refused = { code: 'BAD_REQUEST', message: 'no such queue', retryAfterMs: 0 };
    const { list, run } = await setUp([() => ({ done: 1, refused })]);
    await run();
    const { outcome } = list.get();
    assert.deepEqual([outcome?.done, outcome?.problem], [1, problemOf(new WeftError('BAD_REQUEST'))]);
  });

  it('are tried again as the same press while it is not known what became of it, and as another one after', async () => {
    const { list, asked, run } = await setUp([lost, () => ({ done: 2 }), () => ({ done: 2 })]);
    await run();
    assert.deepEqual(list.get().problem, problemOf(new WeftError('TIMEOUT')));
    await run();
    await run();
    const [first, second, third] = asked.map(({ runId }) => runId);
    assert.equal(first, second);
    assert.notEqual(second, third);
  });
});
