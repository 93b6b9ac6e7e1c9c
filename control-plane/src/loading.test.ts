import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** Loaded when an account needs them: each costs a start a tenth of a second of its one processor. */
const LATER = ['imapflow', 'nodemailer'];

test('a control plane that starts loads no library that only a mail account needs', async () => {
  const main = fileURLToPath(new URL('main.ts', import.meta.url));
  const script = `
    import { registerHooks } from 'node:module';
    const seen = new Set();
    registerHooks({
      load(url, context, next) {
        const name = /node_modules[/]((?:@[^/]+[/])?[^/]+)[/]/.exec(url)?.[1];
        if (name !== undefined) seen.add(name);
        return next(url, context);
      },
    });
    await import(${JSON.stringify(main)});
    process.stdout.write(JSON.stringify([...seen]));
  `;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
  });
  const loaded: unknown = JSON.parse(stdout);
  assert.ok(Array.isArray(loaded) && loaded.includes('fastify'), 'what is loaded was seen');
  assert.deepEqual(
    LATER.filter((name) => loaded.includes(name)),
    [],
  );
});
