import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { makeInviteLink } from '../../../src/discord/gateway/invite-link.ts';

test('the invite link asks for the permissions that the README names', () => {
  const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
  assert.ok(readme.includes(`${makeInviteLink('APPLICATION_ID')}\n`));
});
