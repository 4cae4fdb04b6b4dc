import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { run } from '../terminal/program.ts';
import { deedOf } from './rehearsal/line.ts';
import { BotDied, Rehearsal } from './rehearsal/rehearsal.ts';
import { View } from './rehearsal/view.ts';

const rehearse = (...lines: string[]) =>
  run('test/world/rehearse.ts', { input: lines.map((line) => `${line}\n`).join('') });

const leftovers = async () => (await readdir(tmpdir())).filter((name) => name.startsWith('parley-rehearsal-'));

test('what is typed is answered line by line by the real bot, which remembers after a restart', async () => {
  const { code, out, err } = await rehearse(
    '/ask question: hello',
    '@Parley what is the capital of Brazil?',
    'Just chatting.',
    '/restart',
    '/ask what was my last question?',
  );
  assert.deepEqual({ code, err }, { code: 0, err: '' });
  const [, dialogue = ''] = out.split('/quit      end the rehearsal\n\n');
  assert.deepEqual(dialogue.trim().split('\n'), [
    'You: /ask question: hello',
    'Parley: Hello, You! This is a rehearsal: I am a small script and no real model.',
    'You: @Parley what is the capital of Brazil?',
    'Parley: The capital of Brazil is Brasília.',
    'You: Just chatting.',
    'You: /restart',
    'You: /ask what was my last question?',
    'Parley: You, you asked: what is the capital of Brazil?',
  ]);
});

test('buttons can be pressed, and others can speak', async () => {
  const { code, out } = await rehearse(
    '/ask say tulip',
    '/as Ada',
    '/reset',
    '/as You',
    '/reset',
    '/press Forget it all',
    '/press Nothing',
    '/ask what was my last question?',
    '/quit',
    '/ask never read',
  );
  assert.equal(code, 0);
  assert.match(out, /Ada: \/reset\nParley \(only you see this\): Only people who may manage messages/);
  assert.match(out, /\[Forget it all\] \[Keep it\]\n/);
  assert.match(out, /Forgotten\./);
  assert.match(out, /There is no button \[Nothing\] to press\./);
  assert.match(out, /Parley: Nothing was asked before, as far as I remember\./);
  assert.doesNotMatch(out, /never read/);
});

test('a long answer is shown to its end before the next line is read', async () => {
  const { code, out } = await rehearse('/ask write me a long story', '/ask say tulip');
  assert.equal(code, 0);
  assert.match(out, /\S\nYou: \/ask say tulip\nParley: tulip\n$/);
  assert.ok(out.length > 5_000);
});

test('a bot that dies is told with its last log lines, and leaves nothing behind', async () => {
  const before = await leftovers();
  const rehearsal = await Rehearsal.open({ view: new View(() => {}) });
  assert.ok(rehearsal.pid);
  process.kill(rehearsal.pid, 'SIGKILL');
  await assert.rejects(rehearsal.died, (error) => {
    assert.ok(error instanceof BotDied);
    assert.match(error.message, /killed by SIGKILL[\s\S]*ready/);
    return true;
  });
  await rehearsal.abandon();
  assert.deepEqual(await leftovers(), before);
});

test('Ctrl-C ends a rehearsal well, and leaves nothing behind', async () => {
  const before = await leftovers();
  const child = spawn(process.execPath, [fileURLToPath(new URL('rehearse.ts', import.meta.url)), '--log'], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const log = text(child.stderr);
  const ended = once(child, 'close');
  for await (const piece of child.stdout) if (String(piece).includes('/quit')) child.kill('SIGINT');
  assert.deepEqual(await ended, [0, null]);
  assert.match(await log, /"msg":"stopped"/);
  assert.deepEqual(await leftovers(), before);
});

const OFFERS = [
  { name: 'ask', options: [{ type: 3, name: 'question', description: '' }] },
  {
    name: 'settings',
    options: [
      {
        type: 1,
        name: 'voice',
        description: '',
        options: [
          { type: 3, name: 'name', description: '' },
          { type: 4, name: 'speed', description: '' },
          { type: 5, name: 'aloud', description: '' },
        ],
      },
    ],
  },
];

test('a line is understood by the commands that are registered', () => {
  assert.deepEqual(deedOf('/ask question: is this: right?', OFFERS), {
    is: 'slash',
    command: 'ask',
    options: { question: 'is this: right?' },
  });
  assert.deepEqual(deedOf('/ask is it?', OFFERS), { is: 'slash', command: 'ask', options: { question: 'is it?' } });
  assert.deepEqual(deedOf('/settings voice name: Kore speed: 2 aloud: yes', OFFERS), {
    is: 'slash',
    command: 'settings voice',
    options: { name: 'Kore', speed: 2, aloud: true },
  });
  assert.throws(() => deedOf('/nope', OFFERS), /no command.*\/ask, \/settings/);
  assert.throws(() => deedOf('/as', OFFERS), /needs a name/);
});
