import { createServer } from 'node:http';

// A service as the launcher sees one: tells on /readyz whether it is ready,
// ends on SIGTERM and when its standard input ends. PRETEND_MOOD changes that.
const mood = process.env.PRETEND_MOOD ?? '';
if (mood === 'broken') {
  process.stderr.write('pretend: the setting WEFT_PRETEND is missing\n');
  process.exit(1);
}
const server = createServer((_request, response) => {
  response.writeHead(mood === 'busy' ? 503 : 200);
  response.end(mood === 'busy' ? 'waiting for Godot\n' : 'ready\n');
});
server.listen(Number(process.env.PRETEND_PORT), '127.0.0.1');
if (mood !== 'deaf') process.on('SIGTERM', () => process.exit(0));
else process.on('SIGTERM', () => undefined);
if (process.env.WEFT_PARENT_PIPE === '1') process.stdin.on('end', () => process.exit(0)).resume();
