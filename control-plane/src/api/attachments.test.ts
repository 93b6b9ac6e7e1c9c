import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { startEtcd, startPostgres, until } from '@weft/proto/testing';
import { KeptTimelines } from '../conversations/kept-timelines.ts';
import { conversationOf } from '../own-conversation.ts';
import { aHead } from '../store/testing/rows.ts';
import { type Instance, startInstance } from './testing/instance.ts';

const MAX_BYTES = 50_000;

/** A PNG's beginning that says how large it is, and as many bytes more. */
function png(width: number, height: number, more = 100): Uint8Array<ArrayBuffer> {
  const bytes = Buffer.alloc(33 + more);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return new Uint8Array(bytes);
}

/** A JPEG's beginning that says how large it is behind so many bytes of notes, and as many bytes more. */
function jpeg(width: number, height: number, notes = 20, more = 100): Uint8Array<ArrayBuffer> {
  const bytes = Buffer.alloc(4 + notes + 13 + more);
  bytes.set([0xff, 0xd8, 0xff, 0xe1]);
  bytes.writeUInt16BE(notes, 4);
  bytes.set([0xff, 0xc0, 0, 11, 8], 4 + notes);
  bytes.writeUInt16BE(height, 4 + notes + 5);
  bytes.writeUInt16BE(width, 4 + notes + 7);
  return new Uint8Array(bytes);
}

describe('files of conversations over HTTP', () => {
  const owned = new AsyncDisposableStack();
  let api: Instance;
  let scannerAnswer: string;

  before(async () => {
    const [etcd, postgres, folder] = await Promise.all([
      startEtcd(),
      startPostgres(),
      mkdtemp(join(tmpdir(), 'weft-scan-')),
    ]);
    owned.use(etcd);
    owned.use(postgres);
    owned.defer(() => rm(folder, { recursive: true, force: true }));
    scannerAnswer = join(folder, 'answer');
    await writeFile(scannerAnswer, '0');
    const scanner = join(folder, 'scan.sh');
    await writeFile(scanner, `#!/bin/sh\ntest -f "$1" && exit "$(cat ${scannerAnswer})"\n`, { mode: 0o755 });
    api = owned.use(
      await startInstance(etcd.url, {
        DATABASE_URL: postgres.url,
        WEFT_CONTROL_MAX_ATTACHMENT_BYTES: `${MAX_BYTES}`,
        WEFT_CONTROL_SCANNER: `/bin/sh,${scanner}`,
      }),
    );
  });
  after(() => owned.disposeAsync());

  const session = async (path: string, body: object): Promise<{ token: string; subjectId: string }> => {
    const answer = await fetch(`${api.url}/v1/sessions/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    assert.equal(answer.status, 200);
    return (await answer.json()) as { token: string; subjectId: string };
  };
  const guest = () => session('guest', { name: 'Li' });
  const anna = () => session('sign-in', { login: 'anna', password: 'anna-password' });
  const upload = (token: string, name: string, body: string | Uint8Array<ArrayBuffer>, more = '') =>
    fetch(`${api.url}/v1/attachments?name=${encodeURIComponent(name)}${more}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'image/png' },
      body,
    });
  const download = (token: string, id: string) =>
    fetch(`${api.url}/v1/attachments/${id}`, { headers: { authorization: `Bearer ${token}` } });
  const codeOf = async (answer: Response): Promise<string> =>
    ((await answer.json()) as { code: string }).code;
  const kept = () => readdir(join(api.folder, 'attachments'));

  it('takes a file, says what it is by its bytes, and gives it back as something to keep', async () => {
    const { token } = await guest();
    const bytes = png(640, 480);
    const answer = await upload(token, '../../ö "evil"\r\n.html', bytes);
    assert.equal(answer.status, 201);
    const file = (await answer.json()) as { attachmentId: string; fileName: string };
    assert.deepEqual(
      { ...file, attachmentId: '' },
      {
        ...{ attachmentId: '', fileName: 'ö "evil"  .html', mediaType: 'image/png', bytes: bytes.length },
        ...{ width: 640, height: 480, thumbnail: false },
      },
    );
    const back = await download(token, file.attachmentId);
    assert.deepEqual(new Uint8Array(await back.arrayBuffer()), bytes);
    assert.match(
      back.headers.get('content-disposition') ?? '',
      /^attachment; filename="___evil___[.]html"; filename\*=UTF-8''%C3%B6/,
    );
    assert.equal(back.headers.get('x-content-type-options'), 'nosniff');
    assert.match(back.headers.get('content-security-policy') ?? '', /sandbox/);
  });

  it('gives a file to its customer and to agents, and to nobody else', async () => {
    const li = await guest();
    const mallory = await guest();
    const { attachmentId } = (await (await upload(li.token, 'a.png', png(1, 1))).json()) as {
      attachmentId: string;
    };
    assert.equal((await download((await anna()).token, attachmentId)).status, 200);
    assert.equal(await codeOf(await download(mallory.token, attachmentId)), 'ATTACHMENT_NOT_FOUND');
    assert.equal(await codeOf(await download('', attachmentId)), 'TOKEN_INVALID');
    for (const id of ['attachment-0', '..%2f..%2fetc%2fpasswd', '%2e%2e%2f', 'a.incoming']) {
      assert.equal(await codeOf(await download(li.token, id)), 'ATTACHMENT_NOT_FOUND', id);
    }
    const into = `&conversationId=${conversationOf(li.subjectId)}`;
    assert.equal(
      await codeOf(await upload(mallory.token, 'a.png', png(1, 1), into)),
      'CONVERSATION_NOT_FOUND',
    );
  });

  it('takes files of agents for conversations that there are', async () => {
    const { token } = await anna();
    assert.equal(await codeOf(await upload(token, 'a.png', png(1, 1))), 'CONVERSATION_NOT_FOUND');
    const at = (position: number) => ({ streamId: 's', at: position });
    const head = aHead('conversation-9', { contactId: 'contact-9' });
    await new KeptTimelines(api.store).apply(0, at(0), at(1), [
      { head, before: undefined, items: [], records: [] },
    ]);
    assert.equal((await upload(token, 'a.png', png(1, 1), '&conversationId=conversation-9')).status, 201);
  });

  it('refuses what is too large, what would be run, and pictures that are bombs; nothing of it is left', async () => {
    const { token } = await guest();
    const before = await kept();
    const large = await upload(token, 'a.png', png(1, 1, MAX_BYTES));
    assert.equal(await codeOf(large), 'ATTACHMENT_TOO_LARGE');
    for (const body of [
      '<html><script>alert(1)</script></html>',
      '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
      '#!/bin/sh\nrm -rf /\n',
      new Uint8Array([0x4d, 0x5a, 0x90, 0x00, 0x03]),
      new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0x02, 0x01, 0x00]),
      png(60_000, 60_000),
      png(100_000, 1),
      '',
    ]) {
      assert.equal(
        await codeOf(await upload(token, 'a.png', body)),
        'ATTACHMENT_REFUSED',
        String(body).slice(0, 20),
      );
    }
    assert.deepEqual(await kept(), before);
  });

  it('refuses a picture that does not tell its size, however far behind it hides a huge one', async () => {
    const { token } = await guest();
    const before = await kept();
    for (const body of [jpeg(60_000, 60_000, 30_000), jpeg(0, 0), jpeg(10, 10).slice(0, 24)])
      assert.equal(await codeOf(await upload(token, 'a.jpg', body)), 'ATTACHMENT_REFUSED');
    assert.deepEqual(await kept(), before);
    assert.equal((await upload(token, 'a.jpg', jpeg(4_000, 3_000, 30_000))).status, 201);
  });

  it('keeps a thumbnail of whoever sent the picture, and gives it to whom the picture is given', async () => {
    const li = await guest();
    const mallory = await guest();
    const { attachmentId } = (await (await upload(li.token, 'a.png', png(800, 600))).json()) as {
      attachmentId: string;
    };
    const put = (token: string, body: Uint8Array<ArrayBuffer>, id = attachmentId) =>
      fetch(`${api.url}/v1/attachments/${id}/thumbnail`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'image/jpeg' },
        body,
      });
    const small = jpeg(480, 360);
    const before = await kept();
    assert.equal(await codeOf(await download(li.token, `${attachmentId}/thumbnail`)), 'ATTACHMENT_NOT_FOUND');
    assert.equal(await codeOf(await put(mallory.token, small)), 'ATTACHMENT_NOT_FOUND');
    assert.equal(await codeOf(await put(li.token, small, 'attachment-0')), 'ATTACHMENT_NOT_FOUND');
    for (const body of [jpeg(4_000, 3_000), jpeg(0, 0), png(48, 36)])
      assert.equal(await codeOf(await put(li.token, body)), 'ATTACHMENT_REFUSED');
    assert.equal(await codeOf(await put(li.token, jpeg(48, 36, 60_000, 7_000))), 'ATTACHMENT_TOO_LARGE');
    assert.deepEqual(await kept(), before);
    assert.equal((await put(li.token, small)).status, 204);
    for (const { token } of [li, await anna()]) {
      const back = await download(token, `${attachmentId}/thumbnail`);
      assert.equal(back.headers.get('content-type'), 'image/jpeg');
      assert.match(back.headers.get('content-security-policy') ?? '', /sandbox/);
      assert.deepEqual(new Uint8Array(await back.arrayBuffer()), small);
    }
    assert.equal(
      await codeOf(await download(mallory.token, `${attachmentId}/thumbnail`)),
      'ATTACHMENT_NOT_FOUND',
    );
    // Once: what others have seen does not change under their eyes.
    assert.equal(await codeOf(await put(li.token, small)), 'ATTACHMENT_REFUSED');
  });

  it('asks the virus scanner, and keeps nothing that it refuses', async () => {
    const { token } = await guest();
    const before = await kept();
    await writeFile(scannerAnswer, '1');
    assert.equal(await codeOf(await upload(token, 'a.txt', 'hello')), 'ATTACHMENT_UNSAFE');
    await writeFile(scannerAnswer, '0');
    assert.deepEqual(await kept(), before);
    assert.equal((await upload(token, 'a.txt', 'hello')).status, 201);
  });

  it('keeps nothing of a file whose sending broke off', async () => {
    const { token } = await guest();
    const before = await kept();
    const sending = request(`${api.url}/v1/attachments?name=a.png`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-length': 10_000 },
    });
    sending.on('error', () => undefined);
    sending.write(png(1, 1));
    await until(async () => (await kept()).some((name) => name.endsWith('.incoming')) || 'nothing has come');
    sending.destroy();
    await until(async () => (await kept()).length === before.length || 'it is still there');
  });
});
