import { after, before, test } from 'node:test';
import { Survival } from './survival.ts';

let survival: Survival;
before(async () => {
  survival = await Survival.create();
});
after(() => survival[Symbol.asyncDispose]());

test('a call lives when the worker that carries it is killed', () => survival.of('worker-kill'));

test('a call lives when the worker that carries it freezes', () => survival.of('worker-stop'));

test('a call lives when the media node that carries it is killed', () => survival.of('node-kill'));

test('a call lives when its media node freezes with open sockets', () => survival.of('node-stop'));

test('a call lives when all media nodes of its region are killed at once', () => survival.of('region-loss'));

test('a call lives while its media node is drained', () => survival.of('drain'));

test('a call lives while every service is restarted in turn', () => survival.of('rolling-restart'));

test('a call lives when an edge is killed', () => survival.of('edge-kill'));

test('a call lives when the instance of the control plane that owns it is killed', () =>
  survival.of('owner-kill'));

test('a call lives when nats-server is killed', () => survival.of('nats-kill'));

test('a call lives when etcd is killed', () => survival.of('etcd-kill'));

test('after all that the call ends as any other and nothing of it is left', () => survival.end());
