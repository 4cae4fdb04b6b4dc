import assert from 'node:assert/strict';
import { test } from 'node:test';
import { run } from '../terminal/program.ts';

const rehearse = (...lines: string[]) =>
  run('rehearsal/index.ts', { input: lines.map((line) => `${line}\n`).join('') });

const counted = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index).join(' ');

test('an answer whose bot is killed in the middle is gone on with by Continue', async () => {
  const { code, out, err } = await rehearse('/ask count to 100 & /kill', '/press Continue', '/ask say tulip');
  assert.deepEqual({ code, err }, { code: 0, err: '' });
  const [, before = '', after = ''] = out.split(/You: \/ask count.*\n|You: \/press Continue\n/);
  assert.match(before, /^Parley: 1 2 3 .*\n\(Parley was killed, and runs again\.\)\nParley \((?:added|edited)\): /);
  assert.match(before, /⚠️ I was restarted before this answer was finished\.\n\[Continue\]\n$/);
  const [, last] = /(\d+)\s+(?:\([^)]*\)\s+Parley \(added\): )?⚠️/.exec(before) ?? [];
  assert.ok(Number(last) > 1 && Number(last) <= 50, before);
  assert.equal(after, `Parley: ${counted(Number(last) + 1, 100)}\nYou: /ask say tulip\nParley: tulip\n`);
});

test('an answer is finished before a restart, and can be stopped in its middle in both ways', async () => {
  const { code, out, err } = await rehearse(
    '/ask count to 100 & /restart',
    '/ask count to 60 & /press Stop',
    '@Parley count to 40 & /stop',
    '/ask say short & /kill',
    'hello & /kill',
    '/kill',
    '/ask what did I ask before?',
  );
  assert.deepEqual({ code, err }, { code: 0, err: '' });
  const said = (line: string) => out.split(`You: ${line}\n`)[1]?.split('\nYou: ')[0] ?? 'nothing';
  assert.equal(said('/ask count to 100 & /restart'), `Parley: ${counted(1, 100)}\n(Parley was restarted.)`);
  assert.match(said('/ask count to 60 & /press Stop'), /^Parley: 1 2 3[\d ]* 30\s+.*interrupted/s);
  assert.match(said('@Parley count to 40 & /stop'), /^Parley: 1 2 3[\d ]* 20\s+.*I’ve stopped answering.*interrupted/s);
  assert.equal(said('/ask say short & /kill'), 'Parley: short\n(That was not done: this answer has no middle.)');
  assert.match(said('hello & /kill'), /^\(Parley reads only what is said to it/);
  assert.equal(said('/kill'), '(Parley was killed, and runs again.)');
  assert.match(said('/ask what did I ask before?'), /you asked: say short/);
});
