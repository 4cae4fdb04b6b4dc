import assert from 'node:assert/strict';
import { test } from 'node:test';
import { VirtualClock } from '../virtual-clock.ts';
import { CATALOGUE } from './catalogue.ts';
import { failed } from './checks.ts';
import { judge } from './judge.ts';
import { type Attempt, type End, Ledger } from './ledger.ts';

const never = Promise.withResolvers<never>().promise;

const MINUTE = 60_000;

/** A ledger in which every question is said a minute after the one before. */
class Book extends Ledger {
  constructor() {
    super(new VirtualClock());
    this.links.push({ readyAt: this.begun, dial: 1, resumed: false, voices: [] });
  }

  at(number: number): number {
    return this.begun + number * MINUTE;
  }

  say(number: number, end: End | undefined, text: string, spokenMs?: number): void {
    const person = { id: '1', name: 'Ada' };
    const at = this.at(number);
    const kind = spokenMs === undefined ? { is: 'typed' as const } : { is: 'spoken' as const, ms: spokenMs };
    this.said.push({
      saying: { number, at, person, ...kind },
      at,
      hushed: false,
      reply: { text, first: never, ended: never, hush() {} },
      ...(end && { end, endedAt: at + 2_000 }),
    });
  }

  attempt(number: number, changed: Partial<Attempt> = {}): void {
    const remembered = Array.from({ length: number }, (_, index) => index + 1);
    const sent = `Answer ${number}. Done ${number}.`;
    this.attempts.push({ number, at: this.at(number) + 100, connection: 0, remembered, missing: 0, sent, ...changed });
  }

  answer(number: number, changed?: Partial<Attempt>, spokenMs?: number): void {
    this.attempt(number, changed);
    this.say(number, { is: 'complete' }, this.attempts.at(-1)?.sent ?? '', spokenMs);
  }

  strike(name: string, number: number, hit?: number): void {
    const line = CATALOGUE.find((one) => one.name.startsWith(name));
    assert.ok(line);
    const at = this.at(number) + 50;
    this.strikes.push({ at, trouble: { at: 0, line, phase: 'asked' }, number: hit });
  }
}

const faults = (book: Book) => failed(judge(book)).map(({ what }) => what);

test('a day on which everything is answered is well', () => {
  const book = new Book();
  for (let number = 1; number <= 8; number++) book.answer(number);
  assert.deepEqual(faults(book), []);
  assert.equal(judge(book).answered, 8);
});

test('what never ends, ends without a word, or gets the words of another is lost', () => {
  for (const spoil of [
    (book: Book) => book.say(1, undefined, ''),
    (book: Book) => book.say(1, { is: 'silent' }, ''),
    (book: Book) => book.say(1, { is: 'interrupted' }, ''),
    (book: Book) => book.say(1, { is: 'failed' }, ''),
    (book: Book) => book.say(1, { is: 'complete' }, 'Answer 2. Done 2.'),
  ]) {
    const book = new Book();
    book.attempt(1);
    spoil(book);
    assert.deepEqual(faults(book), ['lost turns']);
  }
});

test('an answer that the model cut short is the model’s, and any other half of an answer is a loss', () => {
  const half = { sent: 'Answer 1. I know' };
  const short = new Book();
  short.strike('an answer cut short', 1, 1);
  short.answer(1, half);
  assert.equal(judge(short).short, 1);
  const lost = new Book();
  lost.answer(1, half);
  assert.deepEqual(faults(lost), ['lost turns']);
});

test('people may be told of what nobody can mend, and of nothing else', () => {
  const told: End = { is: 'failed', told: 'Sorry.' };
  const needless = new Book();
  needless.strike('1011 Internal', 1, 1);
  needless.say(1, told, '');
  assert.deepEqual(faults(needless), ['turns given up needlessly']);
  const quota = new Book();
  quota.strike('1011 You exceeded', 1, 1);
  quota.say(1, told, '');
  assert.deepEqual(faults(quota), []);
  const halfway = new Book();
  halfway.say(1, told, 'Answer 1');
  assert.deepEqual(faults(halfway), []);
  const sixth = new Book();
  for (let number = 1; number <= 6; number++) sixth.say(number, number < 6 ? undefined : told, '');
  assert.equal(judge(sixth).needless.length, 0);
  const late = new Book();
  for (let number = 2; number <= 6; number++) late.say(number, undefined, '');
  late.say(1, told, '');
  Object.assign(late.said.at(-1) ?? {}, { at: late.at(7), endedAt: late.at(7) });
  assert.equal(judge(late).needless.length, 0);
  const twice = new Book();
  twice.strike('1011 Internal', 1, 1);
  twice.strike('1011 Internal', 1, 1);
  twice.say(1, told, '');
  assert.equal(judge(twice).told, 1);
});

test('people may be told of a process that ends, and when too much happened within a minute', () => {
  const told: End = { is: 'failed', told: 'Sorry.' };
  const restarted = new Book();
  restarted.restarts.push({ from: restarted.at(1) + 1_000, until: restarted.at(1) + 3_000 });
  restarted.say(1, told, '');
  assert.deepEqual(faults(restarted), []);
  const often = new Book();
  for (let blow = 1; blow <= 4; blow++) often.strike('1011 Internal', 1.3 + blow / 10);
  often.say(2, told, '');
  assert.deepEqual(faults(often), []);
});

test('what one process dialled, the next one cannot know', () => {
  const book = new Book();
  book.dials.push(...Array.from({ length: 8 }, (_, index) => book.at(1) + index * 1_000));
  assert.deepEqual(faults(book), ['most dials in a minute']);
  book.restarts.push({ from: book.at(1) + 2_500, until: book.at(1) + 3_500 });
  assert.equal(judge(book).mostDialsInAMinute, 4);
});

test('a question that a session remembers twice is doubled, and counted once', () => {
  const book = new Book();
  book.answer(1);
  book.answer(2, { remembered: [1, 1, 2] });
  book.answer(3, { remembered: [1, 1, 2, 3] });
  assert.deepEqual(faults(book), ['doubled turns']);
  assert.equal(judge(book).doubled.length, 1);
});

test('frames that were not heard of an answered utterance are lost', () => {
  const book = new Book();
  book.answer(1, { missing: 3 }, 1_000);
  assert.deepEqual(faults(book), ['lost frames of speech']);
  assert.deepEqual([judge(book).frames.said, judge(book).frames.lost], [50, 3]);
});

test('one forgetful answer after a memory vanished is noticed if the next one knows, and otherwise not', () => {
  const spend = (...later: number[][]) => {
    const book = new Book();
    for (let number = 1; number <= 6; number++) book.answer(number);
    book.strike('a memory that is gone', 6.5);
    for (const [index, remembered] of later.entries()) book.answer(7 + index, { remembered });
    return judge(book).amnesia;
  };
  const noticed = spend([7], [1, 2, 3, 4, 5, 6, 7, 8]);
  assert.deepEqual([noticed.noticed, noticed.unnoticed.length], [1, 0]);
  const unnoticed = spend([7], [7, 8]);
  assert.deepEqual([unnoticed.noticed, unnoticed.unnoticed.length], [1, 1]);
});

test('a forgetful answer where no memory vanished is the client’s fault', () => {
  const book = new Book();
  for (let number = 1; number <= 6; number++) book.answer(number);
  book.answer(7, { remembered: [7] });
  assert.deepEqual(faults(book), ['unnoticed amnesia']);
});

test('an answer that was cut off is part of what must be known, for people have read it', () => {
  const book = new Book();
  book.answer(1);
  book.say(2, { is: 'failed', told: 'It is offline.' }, 'Answer 2');
  book.answer(3, { remembered: [1, 3] });
  assert.deepEqual(faults(book), ['unnoticed amnesia']);
});

test('a question’s wait at a planned rotation is from its turn to its arrival', () => {
  const book = new Book();
  book.answer(1);
  const [first] = book.links;
  assert.ok(first);
  Object.assign(first, { goAwayAt: book.at(2) - 1_000, endedAt: book.at(2) });
  book.links.push({ readyAt: book.at(2) + 2_400, dial: 2, resumed: true, voices: [] });
  book.answer(2, { at: book.at(2) + 2_500, connection: 1 });
  assert.deepEqual(judge(book).waits, { planned: [2_500], troubled: [] });
  assert.deepEqual(faults(book), ['wait at a rotation, p99, ms']);
});
