import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Event } from '../../src/base/events.ts';
import { openBudget } from '../../src/budget/budget.ts';
import { at } from '../place.ts';

test('monitoring is told how much was spent, but neither where nor by whom', () => {
  const events: Event[] = [];
  const budget = openBudget((event) => void events.push(event));
  budget.spend({ place: at('general', 'server'), personId: '1', by: 'text', prompt: 3, answer: 2, thoughts: 1 });
  assert.deepEqual(events, [{ is: 'tokens', by: 'text', prompt: 3, answer: 2, thoughts: 1 }]);
});
