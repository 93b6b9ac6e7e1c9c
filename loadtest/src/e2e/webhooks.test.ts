import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { until } from '@weft/proto/testing';
import { AdminPage } from '../browser/admin-page.ts';
import { axeFindings } from '../browser/axe.ts';
import { LOAD_TIMEOUT_MS } from '../browser/limits.ts';
import { EdgeClient } from '../wire/edge-client.ts';
import { edgeOf, guestSession } from '../wire/http.ts';
import { World } from './world.ts';

const patient = { timeout: LOAD_TIMEOUT_MS };
const owned = new AsyncDisposableStack();
const told: { readonly headers: IncomingHttpHeaders; readonly body: string }[] = [];
let status = 204;
let world: World;
let receiver: string;
before(async () => {
  const control = { WEFT_CONTROL_WEBHOOKS_OWN_NETWORK: 'on', WEFT_CONTROL_VIRTUAL_AGENT: 'off' };
  world = owned.use(await World.start({ control }));
  const server = createServer(async (request, response) => {
    told.push({ headers: request.headers, body: await text(request) });
    response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  owned.defer(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  receiver = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
});
after(() => owned.disposeAsync());

/** A customer who writes, without a browser of their own. */
async function customer(words: string): Promise<void> {
  const session = await guestSession(world.stack.url, 'Ada');
  const client = owned.use(await EdgeClient.connect({ url: edgeOf(session, 'eu'), token: session.token }));
  const value = { clientId: 'c-1', body: { case: 'text', value: words } } as const;
  await client.control({ body: { case: 'postItem', value } });
}

test('an administrator adds an endpoint, tries it out, and sees what it was told', async () => {
  const { context } = await world.browser({ viewport: { width: 1440, height: 1000 } });
  const admin = await AdminPage.open(context, world.stack.url, world.person('mei'));
  const { page } = admin;
  await admin.go('webhooks');
  await page.getByText('There are no endpoints yet.').waitFor(patient);
  const form = page.getByRole('form', { name: 'New endpoint' });
  const field = (name: string) => form.getByRole('textbox', { name, exact: true });
  assert.equal(await admin.button('Save endpoint').isDisabled(), true);
  await field('Name').fill('CRM');
  await field('Address').fill('ftp://hooks.example/');
  await form.getByRole('checkbox', { name: 'Conversation begun' }).check();
  await admin.button('Save endpoint').click(patient);
  await form.getByText('Nothing is sent to this address', { exact: false }).waitFor(patient);
  await field('Address').fill(receiver);
  await admin.button('Save endpoint').click(patient);

  const secret = page.getByRole('status').filter({ hasText: 'Secret of CRM' });
  const key = (await secret.locator('code').textContent(patient)) ?? '';
  assert.match(key, /^whsec_/);
  assert.deepEqual(await axeFindings(page), []);
  await admin.button('Noted').click(patient);
  await secret.waitFor({ ...patient, state: 'detached' });

  await admin.button('Send a test event').click(patient);
  await page.getByText(/^Taken: status 204 after \d+ ms\.$/).waitFor(patient);
  const [tried] = told;
  assert.ok(tried);
  const { headers, body } = tried;
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  const digest = createHmac('sha256', Buffer.from(key.slice(6), 'base64'))
    .update(signed)
    .digest('base64');
  assert.equal(headers['webhook-signature'], `v1,${digest}`);

  await customer('Where is my lamp?');
  await until(() => told.length === 3 || `${told.length} events`, { timeoutMs: LOAD_TIMEOUT_MS });
  assert.match(told[2]?.body ?? '', /"message\.created".*"text":"Where is my lamp\?"/);
  const table = page.getByRole('table', { name: 'Latest events' });
  await admin.button('Load events').click(patient);
  await table.getByRole('row').filter({ hasText: 'Message written' }).getByText('Delivered').waitFor(patient);

  // One that is refused waits, and goes at a press.
  status = 500;
  await admin.button('Send a test event').click(patient);
  await page.getByText(/^Not taken after \d+ ms: answered with status 500\.$/).waitFor(patient);
  await customer('And my chair?');
  await until(() => told.length >= 5 || `${told.length} events`, { timeoutMs: LOAD_TIMEOUT_MS });
  await until(
    async () => {
      await admin.button('Load events').click(patient);
      const row = table.getByRole('row').filter({ hasText: 'answered with status 500' });
      return (await row.count()) > 0 || 'no try is shown';
    },
    { timeoutMs: LOAD_TIMEOUT_MS },
  );
  assert.deepEqual(await axeFindings(page), []);
  status = 204;
  await page
    .getByRole('button', { name: /^Send again: / })
    .first()
    .click(patient);
  await until(
    async () => {
      await admin.button('Load events').click(patient);
      const many = await table.getByRole('row').filter({ hasText: 'Delivered' }).count();
      return many === 4 || `${many} are delivered`;
    },
    { timeoutMs: LOAD_TIMEOUT_MS },
  );

  // Another administrator's page saves first.
  const other = await AdminPage.open((await world.browser()).context, world.stack.url, world.person('mei'));
  await other.go('webhooks');
  const open = (of: AdminPage) =>
    of.page.getByRole('list', { name: 'Webhooks' }).getByRole('button', { name: /^CRM/ }).click(patient);
  await open(other);
  const one = (of: AdminPage) => of.page.getByRole('form', { name: 'Endpoint CRM' });
  await one(other).getByRole('switch', { name: 'Send events' }).uncheck();
  await other.button('Save endpoint').click(patient);
  await one(other).getByText('Saved.').waitFor(patient);
  await one(admin).getByRole('checkbox', { name: 'Rating given' }).check();
  await admin.button('Save endpoint').click(patient);
  await page.getByText('Somebody else changed this endpoint meanwhile.').waitFor(patient);
  await admin.button('Load it').click(patient);
  await page.getByRole('list', { name: 'Webhooks' }).getByText('Off').waitFor(patient);

  await admin.go('audit');
  const log = page.getByRole('table', { name: 'Audit log' });
  await log.getByRole('row').filter({ hasText: 'added a webhook' }).first().waitFor(patient);
  assert.match(
    (await log.getByRole('row').filter({ hasText: 'changed a webhook' }).first().textContent()) ?? '',
    /Mei.*CRM/,
  );
  await admin.go('webhooks');
  await open(admin);
  await admin.button('Remove endpoint').click(patient);
  await admin.button('Really remove?').click(patient);
  await page.getByText('There are no endpoints yet.').waitFor(patient);
});

test('the place of webhooks speaks Chinese', async () => {
  status = 204;
  const { context } = await world.browser({ viewport: { width: 1440, height: 1000 } });
  const admin = await AdminPage.open(context, world.stack.url, world.person('mei'), 'zh');
  const { page } = admin;
  await admin.go('webhooks');
  const form = page.getByRole('form', { name: '新建推送地址' });
  await form.getByRole('textbox', { name: '名称', exact: true }).fill('客户系统');
  await form.getByRole('textbox', { name: '地址', exact: true }).fill(receiver);
  await admin.button('保存推送地址').click(patient);
  await page.getByRole('status').filter({ hasText: '客户系统的密钥' }).waitFor(patient);
  await admin.button('发送测试事件').click(patient);
  await page.getByText(/^已接收：状态码 204/).waitFor(patient);
  assert.deepEqual(await axeFindings(page), []);
});
