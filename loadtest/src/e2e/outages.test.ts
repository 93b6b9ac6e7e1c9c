import { after, before, test } from 'node:test';
import { mayChangeNetwork } from '../network/command.ts';
import { Survival } from './survival.ts';

const skip = mayChangeNetwork() ? false : 'it takes root to change the network';

let survival: Survival;
before(async () => {
  survival = await Survival.create({ networks: mayChangeNetwork(), database: true });
});
after(() => survival[Symbol.asyncDispose]());

test("a call lives when its media node's network is cut: nothing answers, nothing closes", { skip }, () =>
  survival.of('network-cut'),
);

test("a call lives when the customer's network changes under it", { skip }, () =>
  survival.of('network-change'),
);

test('a call lives while nats-server is away for a minute', () => survival.of('nats-away'));

test('a call lives while etcd is away for a minute', () => survival.of('etcd-away'));

test('a call lives while the store is away for a minute', () => survival.of('store-away'));

test('after all that the call ends as any other and nothing of it is left', () => survival.end());
