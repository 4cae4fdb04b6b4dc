import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Turn } from '../../../src/conversation/turns/turn.ts';
import { TranscriptOrder } from '../../../src/live/connection/transcript-order.ts';
import { AnswerIntake } from '../../../src/live/protocol/answer-intake.ts';
import { VirtualClock } from '../../virtual-clock.ts';

const ADA = { id: '1', name: 'Ada' };
const BOB = { id: '2', name: 'Bob' };
const CLEO = { id: '3', name: 'Cleo' };

/** What is said on one connection. */
const open = () => {
  const clock = new VirtualClock();
  const order = new TranscriptOrder(clock);
  const unclaimed: string[] = [];
  /** A person begins to speak, and says so many milliseconds. */
  const speaks = (person: typeof ADA, ms = 0) => {
    const turn = new Turn({ person, text: '', at: 0, aloud: true }, undefined, {
      note: (what) => void (what === 'unclaimed' && unclaimed.push(person.name)),
    });
    const answer = new AnswerIntake(turn, clock);
    order.begin(answer);
    order.noteSound(answer, ms);
    return {
      turn,
      goesOn: (more: number) => order.noteSound(answer, more),
      over: (isAnswered = false) => order.end(answer, isAnswered),
    };
  };
  return { clock, order, speaks, unclaimed };
};

describe('what was understood', () => {
  test('belongs to whoever spoke last, if nothing before it may still be understood', async () => {
    const { clock, order, speaks, unclaimed } = open();
    order.take('nobody has spoken');
    const one = speaks(ADA, 2_000);
    order.take('What is');
    order.take(' the time?');
    one.over();
    await clock.advance(300);
    const two = speaks(BOB, 2_000);
    order.take('And the day?');
    assert.deepEqual([one.turn.heard, two.turn.heard, unclaimed], ['What is the time?', 'And the day?', []]);
    assert.deepEqual([one.turn.hearing.isSure, two.turn.hearing.isSure], [true, true]);
  });

  test('is theirs who spoke before if it’s more than the next can have said so far', async () => {
    const { clock, order, speaks } = open();
    const one = speaks(ADA, 2_000);
    one.over();
    await clock.advance(2_500);
    const two = speaks(BOB);
    order.take('Parley,');
    two.goesOn(500);
    order.take(' what’s the time?');
    await clock.advance(300);
    two.goesOn(1_500);
    order.take('I don’t think so.');
    assert.deepEqual([one.turn.heard, two.turn.heard], ['Parley, what’s the time?', 'I don’t think so.']);
  });

  test('is theirs who speaks now if it’s more than those before can have said', async () => {
    const { clock, order, speaks } = open();
    const cough = speaks(ADA, 400);
    cough.over();
    await clock.advance(1_000);
    const { turn } = speaks(BOB, 3_000);
    order.take('Parley, what’s the time?');
    assert.deepEqual([cough.turn.heard, turn.heard], ['', 'Parley, what’s the time?']);
  });

  test('is nobody’s if it may be of two people, for six seconds after the answer', async () => {
    const { clock, order, speaks, unclaimed } = open();
    const one = speaks(ADA, 2_000);
    one.over();
    await clock.advance(1_000);
    const two = speaks(BOB, 2_000);
    order.take('Parley, stop.');
    assert.deepEqual([one.turn.heard, two.turn.heard, unclaimed], ['', '', ['Bob']]);
    two.over();
    await clock.advance(5_500);
    // By then nothing of Ada's is reckoned with.
    const three = speaks(CLEO, 300);
    order.take('Parley, what’s the time?');
    assert.equal(two.turn.heard, 'Parley, what’s the time?');
    three.goesOn(1_000);
    await clock.advance(300);
    order.take('Hello.');
    assert.equal(three.turn.heard, 'Hello.');
  });

  test('isn’t all of it as long as it ends in mid sentence without an answer, or more was said since', async () => {
    for (const how of ['in mid sentence', 'went on'] as const) {
      const { clock, order, speaks, unclaimed } = open();
      const one = speaks(ADA, 2_000);
      order.take(how === 'went on' ? 'Well, wait.' : 'Well, wait');
      if (how === 'went on') one.goesOn(1_000);
      one.over(how === 'went on');
      await clock.advance(2_000);
      const two = speaks(BOB, 2_000);
      order.take('Stop.');
      assert.deepEqual([two.turn.heard, unclaimed], ['', ['Bob']], how);
    }
  });

  test('of one person is never nobody’s, but not certain either where it may be of two questions', async () => {
    const { clock, order, speaks, unclaimed } = open();
    const one = speaks(ADA, 2_000);
    one.over();
    await clock.advance(1_000);
    const two = speaks(ADA, 2_000);
    order.take('Parley, stop.');
    assert.deepEqual([one.turn.heard, two.turn.heard, unclaimed], ['', 'Parley, stop.', []]);
    assert.equal(two.turn.hearing.isSure, false);
  });

  test('that isn’t certain tells nothing of what else a person can have said, or whether it’s all', async () => {
    const { clock, order, speaks, unclaimed } = open();
    const one = speaks(ADA, 600);
    one.over();
    await clock.advance(500);
    const two = speaks(ADA, 600);
    order.take('I think so, too.');
    order.take('Parley, hello.');
    assert.deepEqual([one.turn.heard, two.turn.heard], ['', 'I think so, too.Parley, hello.']);
    two.over();
    await clock.advance(500);
    const three = speaks(BOB, 600);
    order.take('Stop it.');
    assert.deepEqual([three.turn.heard, unclaimed], ['', ['Bob']]);
  });

  test('is all of it if an answer came, whatever it ends in', async () => {
    const { clock, order, speaks } = open();
    const one = speaks(ADA, 2_000);
    order.take('well wait');
    one.over(true);
    await clock.advance(300);
    const two = speaks(BOB, 2_000);
    order.take('Stop.');
    assert.deepEqual([one.turn.heard, two.turn.heard], ['well wait', 'Stop.']);
  });

  test('in a script without marks between sentences is whole all the same', async () => {
    const { clock, order, speaks } = open();
    const one = speaks(ADA, 2_000);
    order.take('กี่โมงแล้ว');
    one.over();
    await clock.advance(300);
    const two = speaks(BOB, 2_000);
    order.take('ไม่รู้');
    assert.equal(two.turn.heard, 'ไม่รู้');
  });
});
