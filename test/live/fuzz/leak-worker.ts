import { parentPort, workerData } from 'node:worker_threads';
import { Flatness, LOOKS } from './flatness.ts';

// A run of so many messages, each of which leaves a listener behind.
const messages: number = workerData;
const flatness = new Flatness();
const target = new EventTarget();
for (let look = 1; look <= LOOKS; look++) {
  for (let message = 0; message < messages / LOOKS; message++) target.addEventListener(`${look} ${message}`, () => {});
  await flatness.look();
}
parentPort?.postMessage(flatness.leak);
