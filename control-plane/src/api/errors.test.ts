import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';
import { refuseGarbage } from './errors.ts';

describe('what comes over a connection and is no request', () => {
  let server: Server;
  before(async () => {
    server = createServer({ headersTimeout: 50, requestTimeout: 50, connectionsCheckingInterval: 20 });
    server.on('clientError', refuseGarbage);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  after(async () => {
    server.close();
    await once(server, 'close');
  });

  /** Everything that the server says until it ends the connection. */
  const answerTo = (sent: string): Promise<string> => {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    if (sent !== '') socket.write(sent);
    return text(socket);
  };

  it('is refused with a fault when it is not HTTP', async () => {
    assert.match(await answerTo('\x16\x03\x01 hello'), /^HTTP\/1\.1 400 .*"BAD_REQUEST"/s);
  });

  it('is answered as late when it began and did not go on', async () => {
    assert.match(await answerTo('GET / HTTP/1.1\r\nhost: x\r\n'), /^HTTP\/1\.1 408 .*"TIMEOUT"/s);
  });

  it('ends without a word when nothing came: a browser that opened it ahead would take that for an answer', async () => {
    assert.equal(await answerTo(''), '');
  });
});
