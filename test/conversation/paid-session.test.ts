import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UserError } from '../../src/base/errors.ts';
import { type Foresight, type OpenHold, type Spender, sumTokens, type TokenKinds } from '../../src/base/expense.ts';
import type { QuestionInput } from '../../src/conversation/turns/question.ts';
import { say, sayWords } from '../../world/live/steps.ts';
import { at } from '../place.ts';
import { ada, stage } from './stage.ts';

const PLACE = at('c', 's');
const FULL = new UserError({ code: 'limits.full', scope: 'process', period: 'day', at: 0 });

const question = (text: string): QuestionInput => ({ person: ada, text });

type Opened = { spender: Spender; foresight: Foresight; past: TokenKinds | undefined; closed: boolean[] };

/** A purse that lets every turn begin, and what it was asked. `room`: long answers have room, too. */
const purse = (room: 'all' | 'little') => {
  const holds: Opened[] = [];
  const hold: OpenHold = async (_, spender, foresight) => {
    const opened: Opened = { spender, foresight, past: await foresight.measurePast?.(), closed: [] };
    holds.push(opened);
    return {
      grow: async () => (room === 'all' ? undefined : FULL),
      close: async (asked) => void opened.closed.push(asked),
    };
  };
  return { holds, hold };
};

/** What was sent to the model with an answer, which is what the past weighs. */
const promptOf = ({ textOut: _, soundOut: __, thoughts: ___, ...kinds }: TokenKinds): number =>
  Object.values(kinds).reduce((sum, each) => sum + each, 0);

test('the past is never foreseen shorter than what is billed, in a new process either, and is not the longest', async (t) => {
  const { holds, hold } = purse('all');
  const { live, conversations, open } = await stage(t, { hold, model: ({ text }) => `you said: ${text}` });
  const processes = [conversations, open(), open()];
  for (const [index, process] of processes.entries()) {
    const turn = await process.ask(PLACE, question(`question ${index} ${'with many words '.repeat(20 * index)}`)).ended;
    assert.equal(turn.is, 'complete');
    await process.close(new AbortController().signal);
    const { past, foresight, spender } = holds[index] ?? assert.fail();
    const billed = promptOf(live.bill.answers[index]?.kinds ?? assert.fail());
    assert.ok(past);
    assert.ok(sumTokens(past) + foresight.questionTokens >= billed, `turn ${index}: ${sumTokens(past)} of ${billed}`);
    assert.ok(sumTokens(past) < 8_000, `turn ${index}: ${sumTokens(past)}`);
    assert.deepEqual(spender, { is: 'person', id: ada.id });
    assert.deepEqual(holds[index]?.closed, [true]);
  }
});

test('without room nothing is asked, and the asker is told why', async (t) => {
  const hold: OpenHold = async () => {
    throw FULL;
  };
  const { live, conversations } = await stage(t, { hold });
  const end = await conversations.ask(PLACE, question('hello')).ended;
  assert.deepEqual([end.is, end.is === 'failed' && end.error], ['failed', FULL]);
  assert.equal(live.bill.answers.length, 0);
});

test('an answer that outgrows its room is stopped, and what came of it stays', async (t) => {
  const { holds, hold } = purse('little');
  const { live, conversations } = await stage(t, {
    hold,
    model: function* () {
      yield say('So it begins. ');
      yield sayWords('on and on '.repeat(600));
    },
  });
  const turn = conversations.ask(PLACE, question('tell me everything'));
  const end = await turn.ended;
  assert.deepEqual([end.is, end.is === 'broken' && end.error], ['broken', FULL]);
  assert.match(turn.text, /^So it begins/);
  assert.deepEqual(holds[0]?.closed, [true]);
  assert.deepEqual(live.unexpected, []);
});
