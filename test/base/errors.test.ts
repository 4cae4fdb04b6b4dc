import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toText, UserError } from '../../src/base/errors.ts';

test('a person reads the sentence that is for them, and otherwise a bland one', () => {
  const cause = new Error('inner secret');
  const error = new UserError({ code: 'asking.restarting' }, { cause });
  assert.deepEqual(toText(error), { code: 'asking.restarting' });
  assert.equal(error.message, 'asking.restarting');
  assert.equal(error.cause, cause);
  assert.deepEqual(toText(cause), { code: 'asking.failed' });
  assert.deepEqual(toText('inner secret'), { code: 'asking.failed' });
});
