import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findHome, toPlace } from '../../src/base/place.ts';
import { at } from '../place.ts';

test('a server is the home of all its channels and threads, and a direct message is its own', () => {
  assert.equal(findHome(at('general', 'server')), 'server');
  assert.equal(findHome(at('thread', 'server', 'general')), 'server');
  assert.equal(findHome(at('direct')), 'direct');
});

test('a place of which only home and channel are noted has that home', () => {
  assert.deepEqual(toPlace('server', 'general'), at('general', 'server'));
  assert.deepEqual(toPlace('direct', 'direct'), at('direct'));
});
