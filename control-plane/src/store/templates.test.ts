import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Template } from './tables.ts';
import { addTemplate, changeTemplate, saysOtherwise, templatesFor } from './templates.ts';
import { type TestStore, testEngines } from './testing/engines.ts';

const aTemplate = (templateId: string, changes: Partial<Template> = {}): Omit<Template, 'revision'> => ({
  ...{ templateId, shortcut: templateId, title: 'T', language: '', text: 'Hi', channels: ['sms'] },
  ...{ ownerId: '', changedBy: 'sun', changedAtMs: 1, approval: 'pending', judgedBy: '', judgedAtMs: 0 },
  ...{ reason: '', ...changes },
});

for (const engine of testEngines) {
  describe(`templates in ${engine.name}`, () => {
    let opened: TestStore;
    before(async () => {
      opened = await engine.start();
    });
    after(() => opened[Symbol.asyncDispose]());
    const named = async (agentId: string, approved: boolean): Promise<string[]> =>
      (await opened.store.read((sql) => templatesFor(sql, agentId, approved))).map(
        ({ templateId }) => templateId,
      );

    it('gives agents what is approved and their own, and supervisors all but others’ own', async () => {
      await opened.store.write(async (sql) => {
        await addTemplate(sql, aTemplate('a-pending'));
        await addTemplate(sql, aTemplate('b-approved', { approval: 'approved' }));
        await addTemplate(sql, aTemplate('c-rejected', { approval: 'rejected', reason: 'No' }));
        await addTemplate(sql, aTemplate('d-own', { approval: 'approved', ownerId: 'anna' }));
      });
      assert.deepEqual(await named('anna', true), ['b-approved', 'd-own']);
      assert.deepEqual(await named('bo', true), ['b-approved']);
      assert.deepEqual(await named('sun', false), ['a-pending', 'b-approved', 'c-rejected']);
    });

    it('lets one of two judge the same words, and the other look again', async () => {
      const { store } = opened;
      await store.write((sql) => addTemplate(sql, aTemplate('judged')));
      const judge = (approval: 'approved' | 'rejected') =>
        store.write((sql) => changeTemplate(sql, 'judged', 1, { approval }));
      const outcomes = await Promise.allSettled([judge('approved'), judge('rejected')]);
      assert.deepEqual(outcomes.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected']);
    });
  });
}

describe('what a template says', () => {
  it('is otherwise where its words, its language or its channels are, in whatever order', () => {
    const one = aTemplate('one', { channels: ['sms', 'email'] });
    assert.equal(saysOtherwise(one, { ...one, channels: ['email', 'sms'], title: 'Other' }), false);
    assert.equal(saysOtherwise(one, { ...one, channels: [] }), true);
    assert.equal(saysOtherwise(one, { ...one, text: 'Hi ' }), true);
    assert.equal(saysOtherwise(one, { ...one, language: 'zh' }), true);
  });
});
