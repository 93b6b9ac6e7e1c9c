export { type TestServer, freePort, startEtcd, startNats } from './server.ts';
export { until } from './until.ts';
