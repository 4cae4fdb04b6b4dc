import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Verdict, verdict } from '../../src/live/closing.ts';

/** Close code, reason, and what to do about it with a handle in play and without. */
const KNOWN: [number, string, Verdict['is'], Verdict['is']][] = [
  [1000, 'The operation was cancelled.', 'resume', 'resume'],
  [1000, '', 'resume', 'resume'],
  [1006, '', 'resume', 'resume'],
  [1007, 'Request contains an invalid argument.', 'fresh', 'stop'],
  [1007, 'Invalid session handle', 'fresh', 'resume'],
  [1007, 'API key not valid. Please pass a valid API key.', 'stop', 'stop'],
  [1007, 'Invalid JSON payload received. Unknown name "x": Cannot find field.', 'stop', 'stop'],
  [1008, 'BidiGenerateContent session not found', 'fresh', 'resume'],
  [1008, 'Requested entity was not found.', 'fresh', 'resume'],
  [
    1008,
    'models/x is not found for API version v1, or is not supported for bidiGenerateContent. Call ListModels',
    'stop',
    'stop',
  ],
  [1008, 'Operation is not implemented, or supported, or enabled.', 'resume', 'resume'],
  [1008, 'The operation was aborted.', 'resume', 'resume'],
  [1008, 'Your API key was reported as leaked. Please use another API key.', 'stop', 'stop'],
  [1011, 'Internal error encountered.', 'resume', 'resume'],
  [1011, 'The service is currently unavailable.', 'later', 'later'],
  [1011, 'Deadline expired before operation could complete.', 'resume', 'resume'],
  [1011, 'You exceeded your current quota, please check your plan and billing details.', 'later', 'later'],
  [1012, '', 'later', 'later'],
  [1013, '', 'later', 'later'],
  [1006, 'Unexpected server response: 429', 'later', 'later'],
  [1006, 'Unexpected server response: 403', 'stop', 'stop'],
  [1006, 'Unexpected server response: 503', 'later', 'later'],
  [1006, 'getaddrinfo ENOTFOUND generativelanguage.googleapis.com', 'later', 'later'],
  [4999, 'something new', 'resume', 'resume'],
];

for (const [code, reason, resumed, fresh] of KNOWN)
  test(`${code} "${reason}" means ${resumed} with a handle and ${fresh} without`, () => {
    assert.equal(verdict({ code, reason }, { resumed: true }).is, resumed);
    assert.equal(verdict({ code, reason }, { resumed: false }).is, fresh);
  });

test('every verdict says a sentence to the person whose question it cost, without Google’s words', () => {
  for (const [code, reason] of KNOWN) assert.match(verdict({ code, reason }, { resumed: true }).say, /^[A-Z].+\.$/);
});
