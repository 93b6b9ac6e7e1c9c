import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { systemClock } from '@weft/proto';
import { ConfigError, runMain } from '@weft/proto/node';
import { hasDovecot } from '@weft/proto/testing';
import { z } from 'zod';
import { Staff } from '../channels/staff.ts';
import { startMail, startSmsc, startSmsHttp, startWechat, startWeibo } from '../channels/vendors.ts';

/** Where the pages are; none is a port of the stack's own. */
const PORTS = { wechat: 7_401, weibo: 7_402, sms: 7_403, smpp: 2_775, smsHttp: 7_404, mail: 7_405 } as const;

const signInFile = z.object({
  people: z.array(z.object({ login: z.string(), password: z.string(), role: z.string() })),
});

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

/** The stack that runs on the data folder. Throws ConfigError when nobody there may set channels up. */
async function adminOf(url: string, dataDir: string): Promise<Staff> {
  const text = await readFile(join(dataDir, 'sign-ins.json'), 'utf8').catch(() => {
    throw new ConfigError(`${dataDir} is no stack's data: start one with "npm start" first`);
  });
  const signIns = signInFile.parse(JSON.parse(text)).people;
  const admin = signIns.find(({ role }) => role === 'admin');
  if (admin === undefined) throw new ConfigError(`${dataDir} names no administrator`);
  return Staff.signIn({ url, signIns }, admin.login).catch((error: unknown) => {
    throw new ConfigError(`no stack answers at ${url}: ${String(error).slice(0, 200)}`);
  });
}

/** Plays the vendors beside a running stack, with an account of each set up in it. */
async function start(): Promise<AsyncDisposable> {
  const { values } = parseArgs({
    options: {
      url: { type: 'string', default: 'http://127.0.0.1:8080' },
      data: { type: 'string', default: '.weft' },
    },
  });
  await using owned = new AsyncDisposableStack();
  const admin = await adminOf(values.url, values.data);
  const common = { stackUrl: values.url, admin, clock: systemClock };
  const wechat = owned.use(
    await startWechat({ ...common, accountId: 'simulated-wechat', port: PORTS.wechat }),
  );
  const weibo = owned.use(await startWeibo({ ...common, accountId: 'simulated-weibo', port: PORTS.weibo }));
  const sms = owned.use(
    await startSmsc({ ...common, accountId: 'simulated-sms', port: PORTS.sms, smppPort: PORTS.smpp }),
  );
  const smsHttp = owned.use(
    await startSmsHttp({ ...common, accountId: 'simulated-sms-http', port: PORTS.smsHttp }),
  );
  const mail = hasDovecot()
    ? owned.use(await startMail({ ...common, accountId: 'simulated-email', port: PORTS.mail }))
    : undefined;
  say('The vendors are played on this machine; nothing goes out. Be a customer at:');
  say(`  WeChat  ${wechat.url}`);
  say(`  Weibo   ${weibo.url}`);
  say(`  SMS     ${sms.simulator.url} (a carrier, SMPP)`);
  say(`          ${smsHttp.url} (a provider, HTTP)`);
  if (mail === undefined)
    say('  E-mail is left out: it wants dovecot ("apt-get install dovecot-imapd", then this again).');
  else say(`  E-mail  ${mail.url} (mailboxes: IMAP at 127.0.0.1:${mail.office.imapPort})`);
  say(`What you write is on the desk: ${values.url}/desk/. Ctrl-C stops them; the accounts stay.`);
  return owned.move();
}

runMain('simulators', start);
