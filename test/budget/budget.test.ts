import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Event } from '../../src/base/events.ts';
import { at } from '../place.ts';
import { NO_LIMITS, openAlone } from './stage.ts';

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
  assert.deepEqual(events, [{ is: 'tokens', by: 'text', prompt: 3, answer: 2, thoughts: 1, nano: 56_013_500 }]);
});
