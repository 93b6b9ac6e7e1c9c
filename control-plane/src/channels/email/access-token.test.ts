import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { ManualClock, silentLog, systemClock } from '@weft/proto';
import { type Dovecot, startDovecot, until } from '@weft/proto/testing';
import Provider from 'oidc-provider';
import { SMTPServer } from 'smtp-server';
import type { Arrival, OpenAccount } from '../channel.ts';
import { countedMemory } from '../testing/memory.ts';
import { AccessToken } from './access-token.ts';
import { emailChannel } from './email.ts';
import { MailMemory } from './mail-memory.ts';
import { emailSettings } from './settings.ts';
import { mail, putMail } from './testing/mails.ts';

const settings = {
  ...{ oauthTokenUrl: 'https://login.example/token', oauthClientId: 'weft', oauthClientSecret: 'secret' },
  ...{ oauthRefreshToken: 'refresh', oauthScope: 'mail' },
};

describe('an access token for a mailbox', () => {
  /** A provider that answers what it is told to, and keeps what it was asked. */
  const scripted = (...answers: readonly Response[]) => {
    const asked: string[] = [];
    const left = [...answers];
    const fetcher: typeof fetch = async (_url, init) => {
      asked.push(String(init?.body));
      return left.shift() ?? Promise.reject(new TypeError('fetch failed'));
    };
    return { asked, fetcher };
  };
  const tokenOf = (
    fetcher: typeof fetch,
    clock = new ManualClock(),
    more: object = {},
    memory = new MailMemory(countedMemory()),
  ) => new AccessToken({ settings: { ...settings, ...more }, memory, fetcher, clock, log: silentLog });
  const granted = (token: string, more: object = {}) => Response.json({ access_token: token, ...more });

  it('is asked for by the refresh token, once however many wait, and again a minute before its end', async () => {
    const clock = new ManualClock();
    const { asked, fetcher } = scripted(granted('a', { expires_in: 3_600 }), granted('b'));
    const token = tokenOf(fetcher, clock);
    assert.deepEqual(await Promise.all([token.get(), token.get()]), ['a', 'a']);
    assert.deepEqual(
      [...new URLSearchParams(asked[0])],
      [
        ['grant_type', 'refresh_token'],
        ['refresh_token', 'refresh'],
        ['client_id', 'weft'],
        ['client_secret', 'secret'],
        ['scope', 'mail'],
      ],
    );
    clock.advance(3_539_000);
    assert.equal(await token.get(), 'a');
    clock.advance(2_000);
    assert.equal(await token.get(), 'b');
    assert.equal(asked.length, 2);
  });

  it('is asked for by the client itself where nobody gave consent, and anew when a server refused it', async () => {
    const { asked, fetcher } = scripted(granted('a', { expires_in: 3_600 }), granted('b'));
    const token = tokenOf(fetcher, new ManualClock(), { oauthRefreshToken: '' });
    assert.equal(await token.get(), 'a');
    assert.equal(await token.get(true), 'b');
    assert.match(asked[0] ?? '', /^grant_type=client_credentials&client_id=weft/);
  });

  it('is asked for by the refresh token that the provider gave last, after a restart too', async () => {
    const kept = countedMemory();
    const refreshOf = (body = '') => new URLSearchParams(body).get('refresh_token');
    const first = scripted(
      granted('a', { refresh_token: 'second' }),
      granted('b', { refresh_token: 'third' }),
    );
    const before = tokenOf(first.fetcher, new ManualClock(), {}, new MailMemory(kept));
    await before.get();
    await before.get(true);
    assert.deepEqual(first.asked.map(refreshOf), ['refresh', 'second']);
    const refused = Response.json({ error: 'invalid_grant' }, { status: 400 });
    const later = scripted(granted('c'), refused, granted('d'));
    const after = tokenOf(later.fetcher, new ManualClock(), {}, new MailMemory(kept));
    await after.get();
    // One that holds no more is not the end where the first one does.
    assert.equal(await after.get(true), 'd');
    assert.deepEqual(later.asked.map(refreshOf), ['third', 'third', 'refresh']);
    // Somebody entered another one.
    const anew = scripted(granted('e'));
    await tokenOf(anew.fetcher, new ManualClock(), { oauthRefreshToken: 'new' }, new MailMemory(kept)).get();
    assert.deepEqual(anew.asked.map(refreshOf), ['new']);
  });

  it('is kept beside how far the mailbox was read, and neither is lost by the other', async () => {
    const kept = countedMemory();
    const position = { uidValidity: '7', lastUid: 3, sinceMs: 1 };
    // As it was written before.
    kept.text = JSON.stringify(position);
    const memory = new MailMemory(kept);
    assert.deepEqual(await memory.position(), position);
    await Promise.all([memory.keepRenewed('one', 'two'), memory.keepPosition({ ...position, lastUid: 4 })]);
    const next = new MailMemory(kept);
    assert.deepEqual([await next.renewed('one'), (await next.position())?.lastUid], ['two', 4]);
  });

  it('tells a provider that refuses from one that is away', async () => {
    const refused = { code: 'sign-in-refused' };
    const away = { code: 'unavailable' };
    const answers = [
      [Response.json({ error: 'invalid_grant' }, { status: 400 }), refused],
      [Response.json({}), refused],
      [Response.json({}, { status: 503 }), away],
      [new Response('<html>'), away],
    ] as const;
    for (const [answer, outcome] of answers) {
      const token = tokenOf(scripted(answer).fetcher);
      await assert.rejects(token.get(), outcome);
    }
    await assert.rejects(tokenOf(scripted().fetcher).get(), away);
  });

  it('is what a mailbox is set up with, or a password', () => {
    const base = { address: 'shop@example.org', imapHost: 'mail', imapUser: 'shop', smtpHost: 'mail' };
    assert.equal(emailSettings.safeParse(base).success, false);
    assert.equal(emailSettings.safeParse({ ...base, imapPassword: 'pw' }).success, true);
    assert.equal(emailSettings.safeParse({ ...base, ...settings }).success, true);
    assert.equal(emailSettings.safeParse({ ...base, ...settings, oauthClientId: '' }).success, false);
    assert.equal(emailSettings.safeParse({ ...base, oauthTokenUrl: 'http://login.example/' }).success, false);
  });
});

describe("a mailbox that takes an OpenID provider's tokens", () => {
  const http: Server = createServer();
  const received: string[] = [];
  let dovecot: Dovecot;
  let smtp: SMTPServer;
  let ports: { readonly token: string; readonly smtp: number };

  before(async () => {
    http.listen(0, '127.0.0.1');
    await once(http, 'listening');
    const host = `127.0.0.1:${(http.address() as AddressInfo).port}`;
    const client = { redirect_uris: [], response_types: [], grant_types: ['client_credentials'] };
    const provider = new Provider(`http://${host}`, {
      clients: [
        {
          ...client,
          ...{ client_id: 'shop', client_secret: 'a-secret-of-the-shop' },
          token_endpoint_auth_method: 'client_secret_post',
        },
        { ...client, client_id: 'dovecot', client_secret: 'secret-of-dovecot' },
      ],
      features: {
        clientCredentials: { enabled: true },
        introspection: { enabled: true, allowedPolicy: () => true },
        devInteractions: { enabled: false },
      },
    });
    http.on('request', provider.callback());
    dovecot = await startDovecot(`http://dovecot:secret-of-dovecot@${host}/token/introspection`);
    smtp = new SMTPServer({
      ...{ authMethods: ['XOAUTH2'], disabledCommands: ['STARTTLS'], logger: false },
      allowInsecureAuth: true,
      onAuth: async ({ username, accessToken }, _session, done) => {
        const found = await provider.ClientCredentials.find(accessToken ?? '');
        if (found?.clientId === username) done(null, { user: username ?? '' });
        else done(null, { data: { status: '401', schemes: 'bearer', scope: '' } });
      },
      onData: (stream, session, done) => {
        received.push(String(session.user));
        stream.resume();
        stream.once('end', done);
      },
    });
    const listening = smtp.listen(0, '127.0.0.1');
    await once(listening, 'listening');
    ports = { token: `http://${host}/token`, smtp: (listening.address() as AddressInfo).port };
  });
  after(async () => {
    await new Promise<void>((resolve) => smtp.close(resolve));
    await dovecot[Symbol.asyncDispose]();
    http.closeAllConnections();
    http.close();
  });

  async function open(more: object = {}): Promise<{ account: OpenAccount; arrived: Arrival[] }> {
    const arrived: Arrival[] = [];
    const channel = emailChannel({ fetcher: fetch, clock: systemClock, log: silentLog });
    const settings = emailSettings.parse({
      ...{ address: 'shop@example.org', imapHost: '127.0.0.1', imapPort: dovecot.port, imapUser: 'shop' },
      ...{ imapSecurity: 'none', smtpHost: '127.0.0.1', smtpPort: ports.smtp, smtpSecurity: 'none' },
      ...{ smtpUser: 'shop', oauthTokenUrl: ports.token, oauthClientId: 'shop' },
      ...{ oauthClientSecret: 'a-secret-of-the-shop', ...more },
    });
    const account = await channel.open(
      { accountId: 'email-1', name: 'Support', kind: 'email', settings },
      {
        arrived: (arrivals: readonly Arrival[]) => {
          arrived.push(...arrivals);
          return Promise.resolve();
        },
        ...{ memory: countedMemory(), epoch: 1 },
      },
    );
    return { account, arrived };
  }

  const answer = {
    ...{
      messageId: 'item-1',
      conversationId: 'c',
      text: 'sent',
      file: undefined,
      choices: [],
      subject: '',
      authorName: 'Anna',
    },
    to: { kind: 'email', value: 'lin@example.com', shown: '', also: [], displayName: 'Lin' },
    inReplyTo: [],
  } as const;

  it('is read and answered from with them', async () => {
    const box = await open();
    await using owned = box.account;
    await until(() => owned.health.is === 'up' || `the mailbox is ${JSON.stringify(owned.health)}`);
    await putMail(dovecot, 'shop', mail({ 'Message-ID': '<m1@x>' }, 'hello'));
    await until(() => box.arrived.length === 1 || 'no mail');
    assert.equal((await owned.send(answer)).is, 'sent');
    assert.deepEqual(received, ['shop']);
  });

  it('says that the sign-in is refused when the provider does not grant one', async () => {
    const box = await open({ oauthClientSecret: 'wrong' });
    await using owned = box.account;
    await until(() => owned.health.is === 'down' || 'it is not down yet');
    assert.equal(owned.health.is === 'down' && owned.health.reason, 'sign-in-refused');
    const sent = await owned.send(answer);
    assert.deepEqual([sent.is, sent.is === 'later' && sent.code], ['later', 'sign-in-refused']);
  });
});
