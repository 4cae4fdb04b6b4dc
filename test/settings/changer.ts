import { holdProcess, systemClock } from '../../src/base/clock.ts';
import { Settings } from '../../src/settings/settings.ts';
import { openStore } from '../../src/store/store.ts';
import { silent } from '../store/record.ts';

/**
 * A process that changes the greeting of a home again and again, each time having seen what was there. Its arguments are the
 * store's URL, the home, how often, and by whom. It writes how many changes were stored, and how many it was told were not.
 */
using _held = holdProcess();
const [, , url = '', home = '', times = '0', by = ''] = process.argv;
const store = await openStore(url, silent);
const operator = { values: {}, known: { models: [], messageContent: false, textModel: false } };
const settings = new Settings({ store, leases: store.leases(), operator, clock: systemClock, log: silent });
const count = { stored: 0, told: 0 };
for (let n = 0; n < Number(times); n++) {
  try {
    const { rev: seen } = await settings.record(home);
    const set = [{ key: 'greeting' as const, value: `${by} ${n}` }];
    const { changed } = await settings.change(home, { scope: { is: 'server' }, by, at: n, seen, set });
    count[changed.length > 0 ? 'stored' : 'told'] += 1;
  } catch {
    count.told += 1;
  }
}
process.stdout.write(JSON.stringify(count));
await store.close();
