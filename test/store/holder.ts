import { createInterface } from 'node:readline';
import { openStore } from '../../src/store/store.ts';
import { silent } from './record.ts';

/**
 * A process that holds a lease. Its arguments are the store's URL, the lease's id and its lifetime. It says the number of
 * its lease, and at every line that it reads whether the lease is held and `lost`.
 */
const [, , url = '', id = '', lifetime] = process.argv;
const store = await openStore(url, silent);
const lease = await store.leases({ lifetime: Number(lifetime) }).take(id);
process.stdout.write(`${lease?.fence}\n`);
createInterface({ input: process.stdin }).on('line', () =>
  process.stdout.write(`${lease?.held ? 'held' : 'not held'} ${lease?.lost.aborted ? 'lost' : 'kept'}\n`),
);
