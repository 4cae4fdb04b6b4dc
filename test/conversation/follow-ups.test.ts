import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { UserError } from '../../src/base/errors.ts';
import { FollowUps } from '../../src/conversation/follow-ups.ts';
import type { AnswerEnd } from '../../src/conversation/turns/answer-end.ts';
import type { QuestionInput } from '../../src/conversation/turns/question.ts';
import type { NumberedTurn } from '../../src/conversation/turns/stored-turn.ts';
import { Turn } from '../../src/conversation/turns/turn.ts';
import { StoreUnavailableError } from '../../src/store/store-errors.ts';
import { at as placeAt } from '../place.ts';
import { VirtualClock } from '../virtual-clock.ts';

const HERE = placeAt('c');
const READY = Promise.resolve();
const ADA = { id: 'p', name: 'Ada' };

const stored = (changes: Partial<NumberedTurn> = {}): NumberedTurn => ({
  number: 3,
  person: ADA,
  at: 1,
  asked: 'Why?',
  answered: 'Half of',
  ended: 'broken',
  ...changes,
});

const FILES = [{ name: 'a.pdf', is: 'pages', size: '2 pages', of: 'question' } as const];
const QUOTES = [{ is: 'reply', text: 'It was me.' } as const];

const open = (entry: () => NumberedTurn | undefined = () => undefined) => {
  const clock = new VirtualClock();
  const asked: Omit<QuestionInput, 'person'>[] = [];
  const followUps = new FollowUps(() => ({ entry: async () => entry() }), clock);
  const ask = (question: Omit<QuestionInput, 'person'>) => {
    asked.push(question);
    return new Turn({ person: ADA, text: question.text, at: 2 });
  };
  const note = async (end: AnswerEnd = { is: 'complete' }, readFiles?: QuestionInput['readFiles']) => {
    const quotes = [{ is: 'reply', text: 'It was me.' } as const];
    const turn = new Turn({ person: ADA, text: 'Wy?', at: 1, quotes, voice: 'wav' });
    followUps.note('c', turn, readFiles);
    turn.reword('Why?');
    turn.finish(end);
    await setImmediate();
    return { quotes };
  };
  const repeat = (changes: { at?: number; person?: string; number?: number } = {}, ready: Promise<unknown> = READY) =>
    followUps.repeat(HERE, { person: 'p', at: 1, number: 0, ...changes }, ready, ask);
  return { clock, followUps, asked, ask, note, repeat };
};

test('a question is asked again as it was asked in the end, with what came with it', async () => {
  const { asked, note, repeat } = open();
  const readFiles = async () => ({ files: [], remarks: [], release() {} });
  const { quotes } = await note({ is: 'complete' }, readFiles);
  await repeat();
  assert.deepEqual(asked, [{ id: 'again:p:1', text: 'Why?', quotes, readFiles, voice: 'wav' }]);
});

test('words of a form are there again as their writer wrote them, whatever the model is told', async () => {
  const { followUps, asked, repeat } = open();
  const turn = new Turn({ person: ADA, text: 'what of <#7>?', at: 1, written: 'what of <#7>?' });
  followUps.note('c', turn, undefined);
  turn.reword('what of #secret?');
  turn.finish({ is: 'complete' });
  await setImmediate();
  await repeat();
  assert.deepEqual([asked[0]?.text, asked[0]?.written], ['what of #secret?', 'what of <#7>?']);
});

test('a failed question can be asked again, and one that another process answers can’t', async () => {
  const failed = open();
  await failed.note({ is: 'failed', error: new Error('no') });
  await failed.repeat();
  assert.equal(failed.asked.length, 1);
  const foreign = open();
  await foreign.note({ is: 'yielded' });
  await assert.rejects(foreign.repeat(), { text: { code: 'again.gone' } });
});

test('after half an hour or a reset, the transcript is asked', async () => {
  for (const how of ['time', 'reset'] as const) {
    const { clock, followUps, asked, note, repeat } = open(() => stored());
    await note();
    if (how === 'time') await clock.advance(30 * 60_000);
    else followUps.forget('c');
    await assert.rejects(repeat(), { text: { code: 'again.gone' } });
    await repeat({ number: 3 });
    assert.deepEqual(asked, [{ id: 'again:p:1', text: 'Why?' }]);
  }
});

test('a question that a reset ends is not remembered after it', async () => {
  const { followUps, asked, note, repeat } = open();
  followUps.forget('c');
  await note({ is: 'failed', error: new UserError({ code: 'answer.reset' }) });
  await assert.rejects(repeat(), { text: { code: 'again.gone' } });
  assert.deepEqual(asked, []);
});

test('the transcript has what a question was about, and of its files people read that they’re gone', async () => {
  const quoted = open(() => stored({ quotes: QUOTES, asked: '' }));
  const { remarks } = await quoted.repeat({ number: 3 });
  assert.deepEqual(quoted.asked, [{ id: 'again:p:1', text: '', quotes: QUOTES }]);
  assert.deepEqual(remarks.all, []);
  const filed = open(() => stored({ quotes: QUOTES, files: FILES }));
  const turn = await filed.repeat({ number: 3 });
  assert.deepEqual(filed.asked, [{ id: 'again:p:1', text: 'Why?', quotes: QUOTES }]);
  assert.deepEqual(turn.remarks.all, [{ code: 'again.without-files' }]);
});

test('a question that was nothing but files is gone with them', async () => {
  for (const quotes of [undefined, QUOTES]) {
    const { asked, repeat } = open(() => stored({ asked: ' ', files: FILES, ...(quotes && { quotes }) }));
    await assert.rejects(repeat({ number: 3 }), { text: { code: 'again.gone' } });
    assert.deepEqual(asked, []);
  }
});

test('only the record of that very question counts', async () => {
  for (const entry of [undefined, stored({ at: 2 }), stored({ person: { id: 'q', name: 'Eve' } })]) {
    const { asked, repeat } = open(() => entry);
    await assert.rejects(repeat({ number: 3 }), { text: { code: 'again.gone' } });
    assert.deepEqual(asked, []);
  }
});

test('what was asked in another channel, by another person or at another time is not found', async () => {
  const { followUps, ask, note, repeat } = open();
  await note();
  await assert.rejects(repeat({ at: 2 }), { text: { code: 'again.gone' } });
  await assert.rejects(repeat({ person: 'q' }), { text: { code: 'again.gone' } });
  await assert.rejects(followUps.repeat(placeAt('d'), { person: 'p', at: 1, number: 0 }, READY, ask), {
    text: { code: 'again.gone' },
  });
  followUps.forget('d');
  await repeat();
});

test('each answer is repeated once, unless that came to nothing', async () => {
  const { asked, note, repeat } = open();
  await note();
  await repeat();
  await assert.rejects(repeat(), { text: { code: 'again.already' } });
  assert.equal(asked.length, 1);
  const again = open();
  await again.note();
  // The button could not be taken away, so that nobody has asked.
  await again.repeat({}, Promise.reject(new Error('refused')));
  await setImmediate();
  await again.repeat();
  assert.equal(again.asked.length, 2);
});

test('a store that is away is not taken for a question that is gone', async () => {
  let isAway = true;
  const { asked, repeat } = open(() => {
    if (isAway) throw new StoreUnavailableError('away');
    return stored();
  });
  await assert.rejects(repeat({ number: 3 }), { text: { code: 'asking.store-away' } });
  isAway = false;
  await repeat({ number: 3 });
  assert.equal(asked.length, 1);
});
