import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { openStore, type Store } from '../../src/store/store.ts';
import { silent } from './record.ts';
import { installed } from './servers.ts';
import { sqliteUrl } from './stores.ts';

const WRITER = new URL('writer.ts', import.meta.url).pathname;
const KIND = { name: 'pair', version: 1, lifetime: 600_000 };

/** Starts a process that writes; its lines. */
const writer = (t: TestContext, command: string[]) => {
  const [program = '', ...words] = command;
  const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  t.after(() => child.kill('SIGKILL'));
  const lines: string[] = [];
  const wanted: Array<{ line: RegExp; found(): void }> = [];
  createInterface({ input: child.stdout }).on('line', (text) => {
    lines.push(text);
    for (const { line, found } of wanted) if (line.test(text)) found();
  });
  const says = (line: RegExp) => new Promise<void>((found) => wanted.push({ line, found }));
  return { child, lines, says };
};

const pairs = async (store: Store, upTo: number) => {
  const shelf = store.shelf<{ n: number }>(KIND);
  const ids = Array.from({ length: upTo }, (_, n) => n);
  const [left, right] = await Promise.all(
    ['left', 'right'].map((side) => shelf.getMany(ids.map((n) => `${side} ${n}`))),
  );
  return ids.map((n) => [left?.[n]?.n, right?.[n]?.n]);
};

test('what a process wrote before it was killed is there, and nothing is half there', async (t) => {
  const url = await sqliteUrl(t);
  let acknowledged = 0;
  for (let round = 0; round < 20; round++) {
    const { child, lines, says } = writer(t, [process.execPath, WRITER, url, `${acknowledged}`]);
    await says(/^\d+$/);
    await sleep(Math.random() * 15);
    child.kill('SIGKILL');
    await once(child, 'close');
    acknowledged = Number(lines.at(-1)) + 1;
  }
  const store = await openStore(url, silent);
  const found = await pairs(store, acknowledged + 100);
  await store.close();
  const whole = found.findIndex(([left]) => left === undefined);
  assert.ok(acknowledged >= 20 && whole >= acknowledged, `${acknowledged} were acknowledged, ${whole} are there`);
  found.forEach((pair, n) => {
    assert.deepEqual(pair, n < whole ? [n, n] : [undefined, undefined]);
  });
});

// A limit on the size of files is a disk that is full for one process only. `prlimit` makes room again.
if (installed('prlimit'))
  test('a full disk stops nobody, and when there is room again everything is written', async (t) => {
    const url = await sqliteUrl(t);
    // The shell's unit is 512 bytes; a process that ignores the signal gets an error instead.
    const script = `trap '' XFSZ; ulimit -S -f 1000; exec "$0" "$@"`;
    const { child, lines, says } = writer(t, ['sh', '-c', script, process.execPath, WRITER, url]);
    await says(/^away$/);
    const back = says(/^back$/);
    const room = spawn('prlimit', ['--pid', `${child.pid}`, '--fsize=unlimited'], { stdio: 'inherit' });
    assert.deepEqual(await once(room, 'close'), [0, null]);
    await back;
    child.kill('SIGKILL');
    await once(child, 'close');
    const last = Number(lines.findLast((line) => /^\d+$/.test(line)));
    const store = await openStore(url, silent);
    const found = await pairs(store, last + 1);
    await store.close();
    assert.deepEqual(
      found,
      found.map((_, n) => [n, n]),
    );
  });
else console.log('prlimit is not installed: a full disk is not tried');
