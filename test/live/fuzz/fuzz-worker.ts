import { parentPort, workerData } from 'node:worker_threads';
import { fuzz } from './fuzz.ts';

parentPort?.postMessage(await fuzz(workerData));
