import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BLAND, explainToPerson, UserError } from '../../src/base/errors.ts';

test('a person reads the sentence that is for them, and otherwise a bland one', () => {
  const cause = new Error('inner secret');
  const error = new UserError('The model is away.', { cause });
  assert.equal(explainToPerson(error), 'The model is away.');
  assert.equal(error.cause, cause);
  assert.equal(explainToPerson(cause), BLAND);
  assert.equal(explainToPerson('inner secret'), BLAND);
});

test('when to try again is told in the reader’s own time, and never too early', () => {
  const error = new UserError('The quota is used up.', { retryAt: 1_767_225_600_001 });
  assert.equal(
    explainToPerson(error),
    'The quota is used up. Please try again after <t:1767225601:t> (<t:1767225601:R>).',
  );
});
