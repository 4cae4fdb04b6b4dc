import assert from 'node:assert/strict';
import { test } from 'node:test';
import { backOff, judgeVoiceClose } from '../../../src/voice/connection/rejoin-policy.ts';

const REFUSED = { is: 'lost', why: 'refused' };
const DISMISSED = { is: 'dismissed' };
const REJOIN = { is: 'rejoin' };
const RESUME = { is: 'resume' };

/** The descriptions are those of Discord's docs (topics/opcodes-and-status-codes, "Voice Close Event Codes"). */
const TABLE = [
  [1000, 'closed normally', RESUME, REJOIN],
  [1001, 'going away', RESUME, REJOIN],
  [1006, 'cut without a word', RESUME, REJOIN],
  [4001, 'unknown opcode', REFUSED, REFUSED],
  [4002, 'failed to decode payload', REFUSED, REFUSED],
  [4003, 'not authenticated', REFUSED, REFUSED],
  [4004, 'authentication failed', REFUSED, REFUSED],
  [4005, 'already authenticated', REFUSED, REFUSED],
  [4006, 'session no longer valid', REJOIN, REJOIN],
  [4009, 'session timeout', REJOIN, REJOIN],
  [4011, 'server not found', REJOIN, REJOIN],
  [4012, 'unknown protocol', REFUSED, REFUSED],
  [4014, 'disconnected: should not reconnect', DISMISSED, DISMISSED],
  [4015, 'voice server crashed: try resuming', RESUME, REJOIN],
  [4016, 'unknown encryption mode', REFUSED, REFUSED],
  [4017, 'end-to-end encryption required', REFUSED, REFUSED],
  [4020, 'bad request', REFUSED, REFUSED],
  [4021, 'rate limited: should not reconnect', REFUSED, REFUSED],
  [4022, 'call terminated: should not reconnect', DISMISSED, DISMISSED],
  [4999, 'a code that is not known yet', REJOIN, REJOIN],
] as const;

for (const [code, words, ready, joining] of TABLE)
  test(`${code} (${words}) means ${ready.is}, and ${joining.is} while joining`, () => {
    assert.deepEqual(judgeVoiceClose(code, 'ready'), ready);
    assert.deepEqual(judgeVoiceClose(code, 'joining'), joining);
  });

test('tries are made after 1, 2, 4, 8 and 16 s, or down to half of it by chance, and five of them in two minutes and a half', () => {
  const tries: number[] = [];
  for (const pause of [1_000, 2_000, 4_000, 8_000, 16_000]) {
    assert.equal(backOff(tries, 50_000, 1), pause);
    assert.equal(backOff(tries, 50_000, 0), pause / 2);
    tries.push(50_000);
  }
  assert.equal(backOff(tries, 199_999, 0), undefined);
  assert.equal(backOff(tries, 200_000, 1), 1_000);
});
