import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { NO_TOKENS } from '../../src/base/expense.ts';
import { countCost, DOLLAR, findPrice, isGuessed } from '../../src/budget/price.ts';
import { PRICES } from '../../src/budget/prices.ts';
import { currentModels } from '../../world/live/local-models.ts';

/** A row of LiteLLM's table, in dollars for one token. */
type Row = {
  input_cost_per_token: number;
  input_cost_per_audio_token?: number;
  input_cost_per_image_token?: number;
  output_cost_per_token: number;
  output_cost_per_audio_token?: number;
  output_cost_per_reasoning_token?: number;
  search_context_cost_per_query?: { search_context_size_medium: number };
};

const COPY = new URL('litellm-prices.json', import.meta.url);
const { rows }: { rows: Record<string, Row> } = JSON.parse(readFileSync(COPY, 'utf8'));

/** The day that the copy was made. What costs something else later is no contradiction. */
const COPIED_AT = Date.parse('2026-10-04T00:00:00Z');

/** Models that the copy doesn't have. Field reports name their prices, and nobody else confirms them. */
const UNCONFIRMED = ['gemini-3.8-live-extended-thinking', 'gemini-3.5-live-translate-preview', 'gemini-decision-1'];

const rowOf = (model: string): Row | undefined => rows[`gemini/${model}`] ?? rows[model];

test('all prices agree with LiteLLM’s for the same model', () => {
  for (const model of Object.keys(PRICES)) {
    const row = rowOf(model);
    assert.equal(row === undefined, UNCONFIRMED.includes(model), model);
    if (!row) continue;
    const { price } = findPrice(model, COPIED_AT);
    const pairs: [ours: number, theirs: number | undefined][] = [
      [price.textIn, row.input_cost_per_token],
      [price.soundIn, row.input_cost_per_audio_token],
      [price.imageIn, row.input_cost_per_image_token],
      [price.textOut, row.output_cost_per_token],
      [price.soundOut, row.output_cost_per_audio_token],
      [price.thoughts, row.output_cost_per_reasoning_token],
    ];
    for (const [ours, theirs] of pairs)
      if (theirs !== undefined) assert.ok(Math.abs(ours - theirs * 1e6) < 1e-9, `${model}: ${ours}, not ${theirs}`);
    const search = row.search_context_cost_per_query?.search_context_size_medium;
    if (search !== undefined) assert.equal(price.search, search * 1_000, model);
  }
});

test('every row of the copy is a model of ours', () => {
  for (const name of Object.keys(rows)) assert.ok(PRICES[name.replace('gemini/', '')], name);
});

test('every model that a key sees today has a price, by either form of its name', () => {
  for (const { name } of currentModels) {
    assert.ok(findPrice(name, COPIED_AT).known, name);
    assert.deepEqual(findPrice(`models/${name}`, COPIED_AT), findPrice(name, COPIED_AT));
  }
});

test('the rows of a model are in the order of their days, and each names its source', () => {
  for (const [model, rows] of Object.entries(PRICES)) {
    const days = rows.map(({ from }) => from);
    assert.deepEqual(days, days.toSorted(), model);
    for (const { from, source } of rows) {
      assert.match(from, /^20\d\d-\d\d-\d\d$/);
      assert.match(source, /^https:\/\//);
    }
  }
});

test('a price holds from its day on, to the millisecond', () => {
  const priceAt = (moment: string) => findPrice('gemini-3.8-flash', Date.parse(moment)).price;
  assert.equal(priceAt('2026-12-31T23:59:59.999Z').textOut, 3.75);
  assert.equal(priceAt('2027-01-01T00:00:00Z').textOut, 7.5);
  assert.equal(priceAt('2020-01-01T00:00:00Z').textOut, 3.75);
});

test('a model without a price costs as much as the dearest, and isn’t known', () => {
  const at = Date.parse('2026-11-28T00:00:00Z');
  for (const model of ['gemini-9-live', 'constructor', '__proto__', '']) {
    const { price, known } = findPrice(model, at);
    assert.equal(known, false);
    for (const other of Object.keys(PRICES)) {
      const { price: cheaper } = findPrice(other, at);
      for (const kind of ['textIn', 'soundIn', 'imageIn', 'textOut', 'soundOut', 'thoughts', 'search'] as const)
        assert.ok(price[kind] >= cheaper[kind], `${model} ${kind} ${other}`);
    }
  }
});

test('a million tokens cost what the table says, and each kind has its own price', () => {
  const { price } = findPrice('gemini-3.8-live', COPIED_AT);
  const million = { textIn: 0.75, soundIn: 3, imageIn: 1, textOut: 4.5, soundOut: 12, thoughts: 12 };
  for (const [kind, dollars] of Object.entries(million))
    assert.equal(countCost({ ...NO_TOKENS, [kind]: 1_000_000 }, price), dollars * DOLLAR, kind);
  assert.equal(countCost({ ...NO_TOKENS, searches: 1_000 }, price), 14 * DOLLAR);
  assert.equal(countCost(NO_TOKENS, price), 0);
  assert.ok(Number.isInteger(countCost({ ...NO_TOKENS, textIn: 7 }, { ...price, textIn: 0.333 })));
});

test('what is billed at a price that Google doesn’t say clearly is a guess', () => {
  assert.equal(isGuessed({ ...NO_TOKENS, soundIn: 5, textOut: 5 }), false);
  assert.equal(isGuessed({ ...NO_TOKENS, thoughts: 1 }), true);
  assert.equal(isGuessed({ ...NO_TOKENS, searches: 1 }), true);
});
