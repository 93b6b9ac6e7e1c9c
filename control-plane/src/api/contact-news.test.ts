import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { keys, uuidIds, WeftError } from '@weft/proto';
import { until } from '@weft/proto/testing';
import { SignJWT } from 'jose';
import { contactOf } from '../contacts/contact-id.ts';
import { identify } from '../contacts/identify.ts';
import type { ApiOptions } from '../ports.ts';
import { addContact, aHead, putHeads } from '../store/testing/rows.ts';
import { ContactBody } from './contact-schemas.ts';
import { GuestSession } from './schemas.ts';
import { ask } from './testing/ask.ts';
import { type SignedIn, startSignedIn } from './testing/signed-in.ts';

describe('desks that show a customer', () => {
  let api: SignedIn;
  let served: Parameters<ApiOptions['serve']>[] = [];
  before(async () => {
    api = await startSignedIn({ WEFT_CONTROL_STORE: 'memory' });
    await api.store.write(async (sql) => {
      for (const contactId of ['li', 'bo', 'bo-2']) await addContact(sql, contactId, contactId);
      await putHeads(sql, [
        aHead('conv-li', { contactId: 'li', contactName: 'li' }),
        aHead('conv-bo', { contactId: 'bo', contactName: 'bo' }),
        aHead('conv-bo-2', { contactId: 'bo-2', contactName: 'bo-2', state: 'closed' }),
      ]);
    });
  });
  beforeEach(() => {
    served = [];
    api.serve = async (...asked) => void served.push(asked);
  });
  after(() => api[Symbol.asyncDispose]());

  const asAnna = async (method: string, path: string, body?: object) =>
    (
      await ask(`${api.url}/v1/contacts/${path}`, ContactBody, {
        method,
        ...(body === undefined ? {} : { body }),
        headers: { authorization: `Bearer ${api.tokens.get('anna') ?? ''}` },
      })
    ).body;
  /** By whom which conversations were told since, in the order of their names. */
  const told = (): readonly string[] =>
    served
      .splice(0)
      .map(([{ role }, command]) => {
        assert.equal(command.name, 'renew-contact');
        return `${role} ${'conversationId' in command ? command.conversationId : ''}`;
      })
      .sort();

  it('are told when an agent changes a name or a level, and not when nothing changes or somebody looks', async () => {
    const { displayName } = await asAnna('PATCH', 'li', { displayName: 'Li Wei', level: 'gold' });
    assert.equal(displayName, 'Li Wei');
    assert.deepEqual(told(), ['agent conv-li']);
    await asAnna('PATCH', 'li', { displayName: 'Li Wei', level: 'gold' });
    await asAnna('GET', 'li');
    assert.deepEqual(told(), []);
    // A name that only the customer gave, and that somebody stands for now, looks different.
    const profile = { displayName: 'Li Lei', nameClaimed: true };
    await api.store.write((sql) =>
      identify(sql, uuidIds, { contactId: 'li', known: [], profile, source: 'test', atMs: 1 }),
    );
    await asAnna('PATCH', 'li', { displayName: 'Li Lei' });
    assert.deepEqual(told(), ['agent conv-li']);
  });

  it('are told when two customers become one, and when they are two again', async () => {
    const { joins } = await asAnna('POST', 'bo/joins', { contactId: 'bo-2' });
    assert.deepEqual(told(), ['agent conv-bo', 'agent conv-bo-2']);
    await asAnna('DELETE', `bo/joins/${joins[0]?.joinId ?? ''}`);
    assert.deepEqual(told(), ['agent conv-bo', 'agent conv-bo-2']);
  });

  it('are told when the customer’s shop gives another name, once', async () => {
    const visit = async (name: string) => {
      const secret = Buffer.from((await api.directory.get(keys.shopSecret))?.value ?? '', 'base64url');
      const account = await new SignJWT({ sub: 'A-1', name })
        .setProtectedHeader({ alg: 'HS256' })
        .setExpirationTime('5m')
        .sign(secret);
      return (await ask(`${api.url}/v1/sessions/guest`, GuestSession, { body: { account } })).body;
    };
    const { subjectId } = await visit('Ada Byron');
    const contactId = contactOf(subjectId);
    await api.store.write((sql) => putHeads(sql, [aHead('conv-ada', { contactId })]));
    await visit('Ada Byron');
    await visit('Ada Lovelace');
    await until(() => served.length > 0 || 'nobody was told');
    assert.deepEqual(told(), ['customer conv-ada']);
  });

  it('that cannot be told do not keep the change from being kept', async () => {
    api.serve = () => Promise.reject(new WeftError('UNAVAILABLE'));
    assert.equal((await asAnna('PATCH', 'li', { level: 'silver' })).level, 'silver');
  });
});
