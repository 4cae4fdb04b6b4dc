import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Event } from '../../../src/base/events.ts';
import { watchTurn } from '../../../src/conversation/turns/answer-deadline.ts';
import { Turn } from '../../../src/conversation/turns/turn.ts';
import { say, think } from '../../../world/live/steps.ts';
import { makeSpeech } from '../../live/defaults.ts';
import { at } from '../../place.ts';
import { VirtualClock } from '../../virtual-clock.ts';
import { ada, bob, stage } from '../stage.ts';

/** What a turn's readers are told, and how many seconds after it was asked. */
const told = async (turn: Turn, clock: VirtualClock): Promise<string[]> => {
  const pieces: string[] = [];
  for await (const piece of turn.follow())
    if (piece.is !== 'audio') pieces.push(`${piece.is} ${Math.floor((clock.wall() - turn.question.at) / 1_000)}`);
  return pieces;
};

test('people are told after eight seconds that no word has come yet, and once', async (t) => {
  const clock = new VirtualClock();
  const events: Event[] = [];
  const model = () => [think(12_000), say('Because.')];
  const { conversations } = await stage(t, { clock, model, observe: (event) => events.push(event) });
  const turn = conversations.ask(at('1'), { person: ada, text: 'why?' });
  assert.deepEqual(await clock.until(told(turn, clock)), ['slow 8', 'text 12']);
  await clock.until(turn.number.settled);
  await clock.advance(1_000);
  const [first] = events.flatMap((event) => (event.is === 'turn' ? [event.first ?? 0] : []));
  assert.ok(first !== undefined && first >= 12_000, `the first word came after ${first} ms`);
});

test('nobody is told so while the words come, or while somebody else is answered', async (t) => {
  const clock = new VirtualClock();
  const model = () => [say('Be'), think(12_000), say('cause.')];
  const { conversations } = await stage(t, { clock, model });
  const first = told(conversations.ask(at('1'), { person: ada, text: 'why?' }), clock);
  const second = told(conversations.ask(at('1'), { person: bob, text: 'and why?' }), clock);
  assert.deepEqual(await clock.until(first), ['text 0', 'text 12']);
  assert.deepEqual(await clock.until(second), ['text 12', 'text 24']);
});

test('whoever goes on speaking for minutes after a pause is neither late nor told that Gemini is slow', async () => {
  const clock = new VirtualClock();
  const speech = makeSpeech(clock);
  const turn = new Turn({ person: ada, text: '', at: clock.wall(), aloud: true });
  const asked = () => speech.silence;
  const late: number[] = [];
  const began = clock.now();
  void watchTurn(turn, { clock, asked, late: () => late.push(clock.now() - began) });
  const pieces = told(turn, clock);
  for (let minute = 0; minute < 9; minute += 1) {
    await clock.advance(59_800);
    speech.end();
    await new Promise(setImmediate);
    await clock.advance(200);
    speech.again();
  }
  speech.end();
  await new Promise(setImmediate);
  await clock.advance(89_000);
  assert.deepEqual(late, []);
  await clock.advance(2_000);
  assert.deepEqual(late, [540_000 + 90_000]);
  turn.finish({ is: 'silent' });
  assert.deepEqual(await pieces, ['slow 548']);
});

test('a clock that is set back after Gemini was out of reach keeps nobody from being asked', async (t) => {
  const clock = new VirtualClock();
  const { live, conversations } = await stage(t, { clock, model: () => 'Because.' });
  live.next({ upgrade: 'silent' }, { upgrade: 'silent' });
  const first = conversations.ask(at('1'), { person: ada, text: 'why?' });
  assert.equal((await clock.until(first.ended)).is, 'failed');
  clock.set(-3_600_000);
  const second = conversations.ask(at('1'), { person: ada, text: 'and now?' });
  assert.equal((await clock.until(second.ended)).is, 'complete');
});
