import { setTimeout as sleep } from 'node:timers/promises';
import { openStore } from '../../src/store/store.ts';
import { silent } from './record.ts';

/**
 * A process that writes pairs of records as fast as it can, and says so on its standard output: each number when both of
 * its records are in the store, `away` and `back` when that changes. Its argument is the store's URL.
 */
const store = await openStore(process.argv[2] ?? '', silent);
const shelf = store.shelf<{ n: number; padding: string }>({ name: 'pair', version: 1, lifetime: 600_000 });
const padding = 'x'.repeat(500);
let was = 'here';
for (let n = Number(process.argv[3] ?? 0); ; n++) {
  await store.write([shelf.record(`left ${n}`, { n, padding }), shelf.record(`right ${n}`, { n, padding })]);
  const { is } = store.health();
  if (is !== was) process.stdout.write(is === 'away' ? 'away\n' : 'back\n');
  was = is;
  if (is === 'here') process.stdout.write(`${n}\n`);
  else await sleep(20);
}
