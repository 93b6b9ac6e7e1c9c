export { type Dovecot, hasDovecot, startDovecot } from './dovecot.ts';
export { freePort, startEtcd, startNats, startPostgres, type TestServer } from './server.ts';
export { until } from './until.ts';
