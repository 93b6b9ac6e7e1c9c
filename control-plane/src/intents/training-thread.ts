import { parentPort, workerData } from 'node:worker_threads';
import { type Example, IntentModel } from './model.ts';

// The thread that learns what intents are: it is given examples, says what it learnt of them, and ends.

if (parentPort === null) throw new Error('this is a thread, not a program');
const { learnt } = IntentModel.train(workerData as readonly Example[]);
parentPort.postMessage(learnt);
