export { freePort, startEtcd, startNats, startPostgres, type TestServer } from './server.ts';
export { until } from './until.ts';
