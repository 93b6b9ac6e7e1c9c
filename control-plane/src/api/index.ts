import type { AddressInfo } from 'node:net';
import { keys } from '@weft/proto';
import { ConfigError } from '@weft/proto/node';
import fastify from 'fastify';
import { z } from 'zod';
import { AccountSessions } from '../contacts/account-sessions.ts';
import type { ApiOptions, StartApi } from '../ports.ts';
import { answerChannelRoutes } from './answer-channels.ts';
import { countRequests } from './api-metrics.ts';
import { attachmentRoutes } from './attachments.ts';
import { AuditTrail } from './audit-trail.ts';
import { capacityRoutes } from './capacities.ts';
import { channelMenuRoutes } from './channel-menus.ts';
import { channelWebhookRoutes } from './channel-webhooks.ts';
import { channelRoutes } from './channels.ts';
import { contactDirectoryRoutes } from './contact-directory.ts';
import { contactFileRoutes } from './contact-files.ts';
import { contactNews } from './contact-news.ts';
import { contactRoutes } from './contacts.ts';
import { continuationRoutes } from './continuations.ts';
import { demoOrderRoutes } from './demo-orders.ts';
import { demoShopRoutes } from './demo-shop.ts';
import { edgeRoutes } from './edges.ts';
import { episodeRoutes } from './episodes.ts';
import { answerWithFaults, refuseGarbage, sendFault } from './errors.ts';
import { fieldValueRoutes } from './field-values.ts';
import { fieldRoutes } from './fields.ts';
import { filterRoutes } from './filters.ts';
import { firstWordsRoutes } from './first-words.ts';
import { floorRoutes } from './floor.ts';
import { guestRoutes } from './guest.ts';
import { IdentityProvider } from './identity-provider.ts';
import { intentRoutes } from './intents.ts';
import { invitationRoutes } from './invitations.ts';
import { loadSigningKey } from './key-file.ts';
import { KeyRing } from './key-ring.ts';
import { lookRoutes } from './look.ts';
import { macroRoutes } from './macros.ts';
import { meshRoutes } from './mesh.ts';
import { documentRoutes } from './openapi.ts';
import { openingRoutes } from './opening.ts';
import { orderRoutes } from './orders.ts';
import { originalRoutes } from './originals.ts';
import { ownPasswordRoute } from './own-password.ts';
import { pageRoutes } from './pages.ts';
import { Passwords } from './passwords.ts';
import { peopleRoutes } from './people.ts';
import { probeRoutes } from './probes.ts';
import { queueRoutes } from './queues.ts';
import { recordRoutes } from './records.ts';
import { reportRoutes } from './reports.ts';
import { routingRoutes } from './routing.ts';
import { seedPeople } from './seed.ts';
import { checkWith, type HttpServer, writeWith } from './server.ts';
import { ShopSecret } from './shop-secret.ts';
import { ShopVisits } from './shop-visits.ts';
import { signInRoutes } from './sign-in.ts';
import { CALLBACK_PATH, singleSignOnRoutes } from './single-sign-on.ts';
import { StaffGuard } from './staff-guard.ts';
import { StaffRecords } from './staff-records.ts';
import { tagRoutes } from './tags.ts';
import { templateRoutes } from './templates.ts';
import { ticketRoutes } from './tickets.ts';
import { Tokens } from './tokens.ts';
import { transcriptRoutes } from './transcripts.ts';
import { waitingRoutes } from './waiting.ts';
import { webhookRoutes } from './webhooks.ts';

/** A token, a name and a password are far below this. */
const MAX_BODY_BYTES = 16_384;
/** A file may come over a slow line; headers may not. */
const REQUEST_TIMEOUT_MS = 180_000;
const HEADERS_TIMEOUT_MS = 10_000;
const KEEP_ALIVE_MS = 30_000;

/** The server without routes: limits, schemas by zod, faults for every error. */
function build({ config, log }: ApiOptions): HttpServer {
  const server: HttpServer = fastify({
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    forceCloseConnections: true,
    trustProxy: config.trustedProxies.length === 0 ? false : [...config.trustedProxies],
    clientErrorHandler: refuseGarbage,
    frameworkErrors: (error, _request, reply) => {
      sendFault(reply, error, log);
    },
  }).withTypeProvider();
  server.setValidatorCompiler<unknown>(({ schema, httpPart }) =>
    checkWith(schema instanceof z.ZodType ? schema : z.unknown(), httpPart ?? 'request'),
  );
  server.setSerializerCompiler<unknown>(({ schema }) =>
    writeWith(schema instanceof z.ZodType ? schema : z.unknown()),
  );
  server.server.headersTimeout = HEADERS_TIMEOUT_MS;
  answerWithFaults(server, log);
  server.addHook('onRequest', async (request, reply) => {
    if (!request.url.startsWith('/v1/')) return;
    reply.headers({
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
    });
  });
  return server;
}

/** Undefined when none is set. Throws ConfigError when it is set by half. */
function identityProvider(
  config: ApiOptions['config'],
  log: ApiOptions['log'],
): IdentityProvider | undefined {
  const { oidcIssuer: issuer, oidcClientId: clientId, oidcClientSecret: clientSecret, publicUrl } = config;
  if (issuer === '') return undefined;
  if (clientId === '' || clientSecret === '' || !URL.canParse(publicUrl)) {
    throw new ConfigError(
      'WEFT_CONTROL_OIDC_ISSUER needs WEFT_CONTROL_OIDC_CLIENT_ID, WEFT_CONTROL_OIDC_CLIENT_SECRET and WEFT_CONTROL_PUBLIC_URL beside it',
    );
  }
  const redirectUri = new URL(CALLBACK_PATH, publicUrl).href;
  return new IdentityProvider({ issuer, clientId, clientSecret, claim: config.oidcClaim, redirectUri }, log);
}

async function listen(server: HttpServer, host: string, port: number): Promise<number> {
  try {
    await server.listen({ host, port });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
      throw new ConfigError(`port ${port} on ${host} is in use; stop what uses it or choose another`);
    }
    throw error;
  }
  // Listening on TCP, so the address is neither a pipe's name nor absent.
  return (server.server.address() as AddressInfo).port;
}

/**
 * Starts the HTTP API: sessions for pages, what operators see and do, the
 * pages themselves, and the process's probes. Resolves when it listens and its
 * signing key is published. Throws ConfigError or WeftError with one sentence.
 */
export const startApi: StartApi = async (options) => {
  const { config, directory, mesh, people, store, attachments, channels, waitingWork } = options;
  const { registry, log, clock, ids } = options;
  const passwords = new Passwords();
  if (config.agentsFile !== '') await seedPeople(config.agentsFile, { directory, passwords, clock, log });
  await using stack = new AsyncDisposableStack();
  const ring = stack.use(
    await KeyRing.create({ directory, clock, log, own: await loadSigningKey(config.keyFile) }),
  );
  const tokens = new Tokens(ring, clock, people);
  const secret = stack.use(await ShopSecret.create({ directory, log }));
  const accounts = new AccountSessions({ store, ids, clock });
  const tell = contactNews({ store, serve: options.serve, log });
  const visits = new ShopVisits({ secret, accounts, tell, ids, clock, log });
  const ready = (): string | undefined => options.ready() ?? ring.unready;

  const server = build(options);
  stack.defer(() => server.close());
  const { signIns } = countRequests(server, registry);
  await documentRoutes(server, config.publicUrl);
  const { origins, edgeSources, guestsPerMinute, signInsPerMinute, publicUrl, pagesDir } = config;
  guestRoutes(server, { tokens, visits, mesh, clock, origins, guestsPerMinute });
  const trail = new AuditTrail({ store, clock, log });
  signInRoutes(server, {
    ...{ tokens, passwords, people, mesh, trail, clock, log, signInsPerMinute, publicUrl, ready },
    onOutcome: (outcome) => signIns.inc({ outcome }),
  });
  singleSignOnRoutes(server, {
    ...{ tokens, people, trail, clock, log, signInsPerMinute, publicUrl, ready, name: config.oidcName },
    provider: identityProvider(config, log),
    onOutcome: (outcome) => signIns.inc({ outcome }),
  });
  await attachmentRoutes(server, { tokens, attachments, clock });
  continuationRoutes(server, { tokens, mesh, directory, clock, log });
  const view = stack.use(await directory.watch(keys.invitations));
  invitationRoutes(server, { tokens, directory, view, log, trail });
  const looks = stack.use(await directory.watch(keys.look));
  lookRoutes(server, { tokens, directory, view: looks, log, trail });
  if (config.demoShop) {
    demoShopRoutes(server, { secret, clock });
    demoOrderRoutes(server, { secret: config.ordersSecret, clock });
  }
  edgeRoutes(server, { mesh });
  const guard = new StaffGuard(tokens, people);
  const records = { guard, store, ids, clock };
  contactDirectoryRoutes(server, records);
  await contactFileRoutes(server, { ...records, tell });
  contactRoutes(server, { ...records, tell });
  orderRoutes(server, { ...records, source: options.orders });
  ticketRoutes(server, { ...records, people, rules: options.rules });
  episodeRoutes(server, records);
  tagRoutes(server, records);
  templateRoutes(server, records);
  macroRoutes(server, { ...records, serve: options.serve, log });
  fieldRoutes(server, { ...records, changed: options.fieldsChanged });
  fieldValueRoutes(server, { ...records, serve: options.serve, tell });
  webhookRoutes(server, { ...records, ...options.webhooks });
  filterRoutes(server, { ...records, changed: options.filtersChanged });
  recordRoutes(server, records);
  reportRoutes(server, records);
  originalRoutes(server, { tokens, guard, people, attachments, clock });
  openingRoutes(server, { tokens, rules: options.rules, store, clock, ids });
  transcriptRoutes(server, { tokens, channels, store, clock });
  answerChannelRoutes(server, { guard, channels });
  firstWordsRoutes(server, { guard, channels, store, clock });
  channelRoutes(server, { guard, channels, store, clock, publicUrl });
  channelMenuRoutes(server, { guard, channels, store, clock });
  await channelWebhookRoutes(server, { channels, clock, publicUrl });
  meshRoutes(server, { tokens, mesh, trail, ready });
  const { history, serviceDay, rules } = options;
  floorRoutes(server, { tokens, guard, mesh, history, serviceDay, rules, store, clock, ready });
  queueRoutes(server, { tokens, directory, trail });
  routingRoutes(server, { tokens, directory, facts: options.facts, clock, trail });
  const { virtualAgent } = config;
  intentRoutes(server, { tokens, directory, live: options.intents, virtualAgent, clock, trail });
  capacityRoutes(server, { tokens, directory });
  waitingRoutes(server, { tokens, waitingWork });
  const staff = new StaffRecords({ directory, passwords, clock });
  peopleRoutes(server, { guard, people, records: staff, trail });
  ownPasswordRoute(server, {
    ...{ tokens, passwords, people, mesh, trail, clock, log, signInsPerMinute, records: staff },
    secure: publicUrl.startsWith('https:'),
  });
  probeRoutes(server, { registry, ready });
  await pageRoutes(server, { pagesDir, origins, edgeSources, log, secure: publicUrl.startsWith('https:') });
  const port = await listen(server, config.httpHost, config.httpPort);
  log.info({ host: config.httpHost, port }, 'HTTP API listens');
  const owned = stack.move();
  return { port, [Symbol.asyncDispose]: () => owned.disposeAsync() };
};
