import { connect, createServer, type Socket } from 'node:net';

/**
 * Lets whoever reaches one address of this machine reach the same ports of its
 * loopback: node forwarder-process.ts ADDRESS PORT... Says "ready" when it
 * listens on all of them; ends when its standard input does. A process of its
 * own, so that what passes does not wait for a busy test.
 */
const LOOPBACK = '127.0.0.1';
const [address = '', ...ports] = process.argv.slice(2);

function join(from: Socket, port: number): void {
  const to = connect(port, LOOPBACK);
  for (const [one, other] of [
    [from, to],
    [to, from],
  ] as const) {
    one.setNoDelay(true);
    one.pipe(other);
    one.on('error', () => other.destroy());
    one.on('close', () => other.destroy());
  }
}

await Promise.all(
  ports.map(
    (port) =>
      new Promise<void>((resolve, reject) => {
        const server = createServer((socket) => join(socket, Number(port)));
        server.once('error', reject);
        server.listen(Number(port), address, resolve);
      }),
  ),
);
process.stdout.write('ready\n');
process.stdin.on('end', () => process.exit(0)).resume();
