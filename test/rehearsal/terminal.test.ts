import assert from 'node:assert/strict';
import { spawn as spawnPlain } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { spawn } from '@lydell/node-pty';

const PROGRAM = fileURLToPath(new URL('../../rehearsal/index.ts', import.meta.url));

/** The rehearsal in a terminal of its own. */
class Terminal {
  readonly exited: Promise<number>;
  screen = '';
  #terminal;
  #look = () => {};

  constructor(t: TestContext, args: string[] = ['--terminal']) {
    const { PATH, NODE_COMPILE_CACHE } = process.env;
    const env = {
      ...(PATH && { PATH }),
      ...(NODE_COMPILE_CACHE && { NODE_COMPILE_CACHE }),
      HOME: join(tmpdir(), 'nobody'),
      TERM: 'xterm',
    };
    this.#terminal = spawn(process.execPath, [PROGRAM, ...args], { name: 'xterm', cols: 200, rows: 50, env });
    this.#terminal.onData((text) => {
      this.screen += text;
      this.#look();
    });
    this.exited = new Promise((resolve) => this.#terminal.onExit(({ exitCode }) => resolve(exitCode)));
    t.after(() => this.#terminal.kill('SIGKILL'));
  }

  type(keys: string): void {
    this.#terminal.write(keys);
  }

  /** Resolves as soon as that can be read. */
  async shows(text: RegExp): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#look = () => {
      if (text.test(this.text)) resolve();
    };
    this.#look();
    await Promise.race([promise, this.exited.then((code) => assert.fail(`It ended with ${code}: ${this.text}`))]);
  }

  /** All that was ever written, as it can be read. */
  get text(): string {
    return stripVTControlCharacters(this.screen).replaceAll('\r', '');
  }
}

test('what is typed ahead stands at a prompt of its own, and in no answer', { timeout: 60_000 }, async (t) => {
  const terminal = new Terminal(t);
  await terminal.shows(/Starting/);
  terminal.type('/ask say early bird\r');
  await terminal.shows(/Parley: early bird\nYou: $/);
  terminal.type('/ask count to 150\r');
  await terminal.shows(/Parley: 1 2 /);
  terminal.type('/ask say aheaf\x7fd\r/as Ada\r/ask say tulip\r/ask say ha');
  await terminal.shows(/Ada: \/ask say ha$/);
  terminal.type('lf\r');
  await terminal.shows(/Parley: half\nAda: $/);
  const numbers = Array.from({ length: 150 }, (_, index) => index + 1).join(' ');
  const [, dialogue = ''] = terminal.text.split('/quit      end the rehearsal\n\n');
  const kept = dialogue.replace(/aheaf.*d\n/, 'ahead\n');
  assert.deepEqual(kept.split('\n'), [
    'You: /ask say early bird',
    'Parley: early bird',
    'You: /ask count to 150',
    `Parley: ${numbers}`,
    'You: /ask say ahead',
    'Parley: ahead',
    'You: /as Ada',
    'Ada: /ask say tulip',
    'Parley: tulip',
    'Ada: /ask say half',
    'Parley: half',
    'Ada: ',
  ]);
  terminal.type('\x04');
  assert.equal(await terminal.exited, 0);
});

test('Ctrl-C ends a rehearsal in the middle of an answer, and while it starts', { timeout: 60_000 }, async (t) => {
  const terminal = new Terminal(t);
  await terminal.shows(/You: $/);
  terminal.type('/ask count to 200\r/ask say never\r');
  await terminal.shows(/Parley: 1 2 /);
  terminal.type('\x03');
  assert.equal(await terminal.exited, 0);
  assert.doesNotMatch(terminal.text, /never/);
  const other = new Terminal(t);
  await other.shows(/Starting/);
  other.type('\x03');
  assert.equal(await other.exited, 0);
  assert.doesNotMatch(other.text, /You: /);
});

test('without that, a terminal opens a page, prints its address, and ends by Ctrl-C', {
  timeout: 60_000,
}, async (t) => {
  const terminal = new Terminal(t, ['--no-open']);
  await terminal.shows(/--terminal rehearses here instead/);
  const [, address = ''] =
    /The rehearsal room is at (http:\/\/127\.0\.0\.1:\d+\/[\w-]{22}\/)\n/.exec(terminal.text) ?? [];
  const page = await fetch(address);
  assert.deepEqual([page.status, /<room-page>/.test(await page.text())], [200, true]);
  assert.match(terminal.text, /No keys are needed/);
  terminal.type('\x03');
  assert.equal(await terminal.exited, 0);
});

test('with --no-open it is a page without a terminal, too, and leads to the page of the bot’s operator', {
  timeout: 60_000,
}, async (t) => {
  const child = spawnPlain(process.execPath, [PROGRAM, '--no-open'], { stdio: ['ignore', 'pipe', 'inherit'] });
  t.after(() => child.kill('SIGKILL'));
  let text = '';
  for await (const line of createInterface({ input: child.stdout })) {
    text += `${line}\n`;
    if (/--terminal rehearses here/.test(line)) break;
  }
  const [room = '', operator = ''] = text.match(/http:\/\/127\.0\.0\.1:\S+/g) ?? [];
  for (const [address, shows] of [
    [room, /<room-page>/],
    [operator, /<title>[^<]*Parley/],
  ] as const)
    assert.match(await (await fetch(address)).text(), shows);
  child.kill('SIGTERM');
  assert.deepEqual(await once(child, 'exit'), [0, null]);
});
