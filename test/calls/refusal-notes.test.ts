import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UserError } from '../../src/base/errors.ts';
import { RefusalNotes } from '../../src/calls/refusal-notes.ts';
import { VirtualClock } from '../virtual-clock.ts';

test('a cap that is full for everybody is said once until it begins again, that of a member to each', () => {
  const notes = new RefusalNotes(new VirtualClock());
  const full = (scope: 'server' | 'member', at = 5) => new UserError({ code: 'limits.full', scope, period: 'day', at });
  for (const id of ['1', '2', '3']) notes.add(id, full('server'));
  assert.deepEqual(notes.take(), [full('server').text]);
  for (const id of ['1', '2', '3']) notes.add(id, full('server'));
  assert.equal(notes.take(), undefined);
  notes.add('1', full('server', 9));
  assert.deepEqual(notes.take(), [full('server', 9).text]);
  for (const id of ['1', '2']) notes.add(id, full('member'));
  assert.deepEqual(
    notes.take()?.map(({ code }) => code),
    ['panel.refused', 'limits.full', 'panel.refused', 'limits.full'],
  );
});
