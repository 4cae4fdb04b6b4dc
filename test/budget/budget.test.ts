import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Event } from '../../src/base/events.ts';
import { NO_TOKENS } from '../../src/base/expense.ts';
import { at } from '../place.ts';
import { dollars, NO_LIMITS, openAlone } from './stage.ts';

test('monitoring is told how much was spent, but neither where nor by whom', async (t) => {
  const events: Event[] = [];
  const { budget } = await openAlone(t, NO_LIMITS, { observe: (event) => void events.push(event) });
  budget.spend({
    place: at('general', 'server'),
    spender: { is: 'person', id: '1' },
    by: 'text',
    model: 'gemini-3.8-flash',
    kinds: { textIn: 1, soundIn: 1, imageIn: 1, textOut: 2, soundOut: 0, thoughts: 1, searches: 4 },
    estimated: false,
  });
  assert.deepEqual(events, [
    { is: 'tokens', by: 'text', prompt: 3, answer: 2, thoughts: 1, searches: 4, nano: 56_013_500 },
  ]);
});

const DECISION = {
  place: at('general', 'server'),
  spender: { is: 'person', id: '1' },
  by: 'decision',
  model: 'gemini-decision-1',
  kinds: { ...NO_TOKENS, textIn: 300, soundIn: 96 },
  estimated: false,
} as const;

test('what a decision costs counts in the caps and accounts of who spoke, and is told apart', async (t) => {
  const { budget } = await openAlone(t, { ...NO_LIMITS, caps: [dollars('member', 0.001)] });
  assert.equal(budget.spend(DECISION), 39_600);
  budget.spend({ ...DECISION, by: 'text', model: 'gemini-2.5-flash', kinds: { ...NO_TOKENS, textIn: 100 } });
  budget.spend(DECISION);
  const [day] = await budget.usage.server('server', 1);
  const tally = day?.account.channels.general?.['1'];
  assert.deepEqual(tally?.decisions, { count: 2, nano: 79_200, textIn: 600, soundIn: 192 });
  assert.equal(tally?.nano, 79_200 + 30_000);
  const [left] = await budget.usage.left(DECISION.place, '1');
  assert.equal(left?.spent, 79_200 + 30_000);
});

test('a decision says nothing of what the turn costs that runs meanwhile', async (t) => {
  const { budget } = await openAlone(t, NO_LIMITS);
  const { place, spender } = DECISION;
  const hold = await budget.open(place, spender, { questionTokens: 10, soundMs: 0, pictures: 0 });
  budget.spend(DECISION);
  await hold.close(true);
  const [day] = await budget.usage.server('server', 1);
  // The turn was asked, and its own count hasn't come: an estimate stays.
  assert.ok((day?.account.channels.general?.['1']?.nano ?? 0) > 39_600);
  assert.equal(day?.account.channels.general?.['1']?.estimated, true);
});

test('where a cap was found full, nothing is to be decided', async (t) => {
  const { budget } = await openAlone(t, { ...NO_LIMITS, caps: [dollars('server', 0.000_01)] });
  const { place, spender } = DECISION;
  assert.equal(await budget.isFull(place, spender), false);
  budget.spend(DECISION);
  await assert.rejects(budget.open(place, spender, { questionTokens: 10, soundMs: 0, pictures: 0 }));
  assert.equal(await budget.isFull(place, spender), true);
  assert.equal(await budget.isFull(at('other', 'elsewhere'), spender), false);
});

test('decisions alone fill a cap, too: that of who speaks, and that of the process', async (t) => {
  for (const scope of ['member', 'process'] as const) {
    const { budget } = await openAlone(t, { ...NO_LIMITS, caps: [dollars(scope, 0.000_1)] });
    const { place, spender } = DECISION;
    const states: boolean[] = [];
    for (let count = 0; count < 3; count++) {
      budget.spend(DECISION);
      await budget.usage.left(place, '1');
      states.push(await budget.isFull(place, spender));
    }
    assert.deepEqual(states, [false, false, true], scope);
  }
});
