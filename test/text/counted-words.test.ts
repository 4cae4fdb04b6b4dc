import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ar } from '../../src/text/ar/index.ts';
import { ru } from '../../src/text/ru/index.ts';
import { type Catalogue, render, type Text } from '../../src/text/text.ts';

/** A sentence with each of some numbers in it. */
const sayEach = (catalogue: Catalogue, numbers: readonly number[], toText: (number: number) => Text): string[] =>
  numbers.map((number) => render(toText(number), catalogue));

test('Russian counts in three forms, and 21 as 1', () => {
  const waiting = sayEach(ru, [1, 2, 5, 11, 21, 22], (most) => ({ code: 'asking.full', most }));
  assert.deepEqual(
    waiting.map((words) => /(ждёт|ждут) ответа (\S+ вопрос\S*)\./.exec(words)?.slice(1).join(' ')),
    ['ждёт 1 вопрос', 'ждут 2 вопроса', 'ждут 5 вопросов', 'ждут 11 вопросов', 'ждёт 21 вопрос', 'ждут 22 вопроса'],
  );
  const kept = sayEach(ru, [1, 3, 30, 31], (days) => ({ code: 'agreement.notice', days }));
  assert.deepEqual(
    kept.map((words) => /ответом (\S+ \S+)\./.exec(words)?.[1]),
    ['1 день', '3 дня', '30 дней', '31 день'],
  );
});

test('Russian says the first page without a number, and 21 pages as one', () => {
  const pages = sayEach(ru, [1, 2, 5, 21], (read) => ({ code: 'media.pages', name: 'a.pdf', read, pages: 50 }));
  assert.deepEqual(
    pages.map((words) => /только (.+) \(/.exec(words)?.[1]),
    ['первую страницу', 'первые 2 страницы', 'первые 5 страниц', 'первые 21 страницу'],
  );
});

test('Arabic counts one and two without a number, and then in three forms', () => {
  const waiting = sayEach(ar, [1, 2, 3, 10, 11, 99, 100, 103], (most) => ({ code: 'asking.full', most }));
  assert.deepEqual(
    waiting.map((words) => /بالفعل ([^.]+)\./.exec(words)?.[1]),
    ['سؤال واحد', 'سؤالان', '3 أسئلة', '10 أسئلة', '11 سؤالًا', '99 سؤالًا', '100 سؤال', '103 أسئلة'],
  );
  const kept = sayEach(ar, [0, 1, 2, 7, 30, 365], (days) => ({ code: 'agreement.notice', days }));
  assert.deepEqual(
    kept.map((words) => /لمدة ([^.]+)\./.exec(words)?.[1]),
    ['0 يوم', 'يوم واحد', 'يومين', '7 أيام', '30 يومًا', '365 يومًا'],
  );
});

test('Arabic has the digits that people type', () => {
  assert.match(render({ code: 'settings.not-a-number', least: 60, most: 5_000 }, ar), /60 .* 5,000\.$/);
});
