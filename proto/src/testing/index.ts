export { type Dovecot, hasDovecot, startDovecot } from './dovecot.ts';
export { hasPostfix, type Postfix, startPostfix } from './postfix.ts';
export { answers, freePort, startEtcd, startNats, startPostgres, type TestServer } from './server.ts';
export { openSilentPath, type SilentPath } from './silent-path.ts';
export { until } from './until.ts';
