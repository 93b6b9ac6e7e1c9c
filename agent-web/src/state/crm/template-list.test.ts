import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { silentLog, WeftError } from '@weft/proto';
import { problemOf } from '../problem.ts';
import { settle } from '../testing/fake-ask.ts';
import { AgentTemplateList } from './template-list.ts';

const text = (templateId: string, more: object = {}) => ({
  ...{ templateId, revision: 1, shortcut: templateId, title: 'T', language: '', text: 'Hi', channels: [] },
  ...{ ownerId: 'anna', changedBy: 'anna', changedAtMs: 1, approval: 'approved' },
  ...{ judgedBy: '', judgedAtMs: 0, reason: '', ...more },
});
const draft = { shortcut: 'b', title: 'T', language: '', text: 'Hi', channels: [] };

describe('the templates at the desk', () => {
  it('are listed by shortcut, added, changed and removed, and replies hear of each', async () => {
    let changes = 0;
    const asked: unknown[] = [];
    const list = new AgentTemplateList({
      crm: {
        templateTexts: async () => ({ templates: [text('c'), text('a')] }),
        addTemplate: async (template) => {
          asked.push(template);
          return text('b');
        },
        changeTemplate: async (templateId, change) => {
          asked.push([templateId, change.revision]);
          return text('b', { revision: 2, title: 'Other' });
        },
        removeTemplate: async (templateId) => void asked.push(templateId),
      },
      changed: () => {
        changes += 1;
      },
      log: silentLog,
    });
    list.renew();
    await settle();
    const ids = () => list.get().templates.map(({ templateId }) => templateId);
    assert.deepEqual(ids(), ['a', 'c']);
    list.add(draft, false);
    await settle();
    assert.deepEqual([ids(), list.get().saved], [['a', 'b', 'c'], 'b']);
    const added = list.get().templates.find(({ templateId }) => templateId === 'b');
    assert.ok(added);
    list.change(added, draft);
    await settle();
    assert.equal(list.get().templates[1]?.title, 'Other');
    list.remove('b');
    await settle();
    assert.deepEqual([ids(), changes], [['a', 'c'], 3]);
    assert.deepEqual(asked, [{ ...draft, shared: false }, ['b', 1], 'b']);
  });

  it('say what was refused and stay as they were', async () => {
    const refuse = async (): Promise<never> => {
      throw new WeftError('CONFLICT');
    };
    const list = new AgentTemplateList({
      crm: {
        templateTexts: async () => ({ templates: [text('a')] }),
        ...{ addTemplate: refuse, changeTemplate: refuse, removeTemplate: refuse },
      },
      changed: () => assert.fail('nothing changed'),
      log: silentLog,
    });
    list.renew();
    await settle();
    list.remove('a');
    await settle();
    assert.deepEqual(
      [list.get().problem, list.get().templates.length],
      [problemOf(new WeftError('CONFLICT')), 1],
    );
  });
});
