export { freePort, startEtcd, startNats, type TestServer } from './server.ts';
export { until } from './until.ts';
