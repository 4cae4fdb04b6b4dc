import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sentence } from '../sentences.ts';
import { run } from '../terminal/program.ts';

const rehearse = (...lines: string[]) =>
  run('rehearsal/index.ts', { input: lines.map((line) => `${line}\n`).join('') });

const counted = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index).join(' ');

test('an answer can be broken off in its middle in each way, and what follows is told', async (t) => {
  const { code, out, err } = await rehearse(
    '/ask count to 100 & /restart',
    '/ask count to 60 & /press Stop',
    '@Parley count to 40 & /stop',
    '/ask say short & /kill',
    'hello & /kill',
    '/kill',
    '/ask what did I ask before?',
    '/ask count to 100 & /kill',
    '/press Continue',
    '/ask say tulip',
  );
  assert.deepEqual({ code, err }, { code: 0, err: '' });
  const said = (line: string) => out.split(`You: ${line}\n`)[1]?.split('\nYou: ')[0] ?? 'nothing';

  await t.test('it is finished before a restart, and can be stopped in both ways', () => {
    assert.equal(said('/ask count to 100 & /restart'), `Parley: ${counted(1, 100)}\n(Parley was restarted.)`);
    // Discord acknowledges first, so that a few more words may come; and either of the two lines may be printed first.
    assert.match(said('/ask count to 60 & /press Stop'), /^Parley: 1 2 3[\d ]* 30( [345]\d)*\s+.*interrupted/s);
    const halted = said('@Parley count to 40 & /stop');
    assert.match(halted, /^Parley: 1 2 3[\d ]* 20( [23]\d)*\s/);
    assert.match(halted, /interrupted/);
    assert.match(halted, /I’ve stopped answering/);
    assert.equal(said('/ask say short & /kill'), 'Parley: short\n(That was not done: this answer has no middle.)');
    assert.match(said('hello & /kill'), /^\(Parley reads only what is said to it/);
    assert.equal(said('/kill'), '(Parley was killed, and runs again.)');
    assert.match(said('/ask what did I ask before?'), /you asked: say short/);
  });

  await t.test('one whose bot is killed is gone on with by Continue', () => {
    const before = said('/ask count to 100 & /kill');
    assert.match(before, /^Parley: 1 2 3 .*\n\(Parley was killed, and runs again\.\)\nParley \((?:added|edited)\): /);
    assert.ok(before.endsWith(`⚠️ ${sentence({ code: 'answer.unfinished-restart' })}\n[Continue]`), before);
    const [, last] = /(\d+)\s+(?:\([^)]*\)\s+Parley \(added\): )?⚠️/.exec(before) ?? [];
    assert.ok(Number(last) > 1 && Number(last) <= 50, before);
    assert.equal(said('/press Continue'), `Parley: ${counted(Number(last) + 1, 100)}`);
    assert.equal(said('/ask say tulip'), 'Parley: tulip\n');
  });
});
