import { parentPort, workerData } from 'node:worker_threads';
import { parseMail } from './parse-mail.ts';

// The thread that reads a long mail: it is given the bytes, says what is in them, and ends.

if (parentPort === null) throw new Error('this is a thread, not a program');
parentPort.postMessage(await parseMail(workerData as Uint8Array));
