import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pino } from 'pino';
import { Claim } from '../../../src/claims/claim.ts';
import { openConversationStore } from '../../../src/conversation/conversation-store.ts';
import { openConversationMemory } from '../../../src/conversation/memory/conversation-memory.ts';
import { CrashRecovery } from '../../../src/conversation/recovery/crash-recovery.ts';
import type { StoredTurn } from '../../../src/conversation/turns/stored-turn.ts';
import { openStore } from '../../../src/store/store.ts';
import { ALONE } from '../../claims/alone.ts';
import { at } from '../../place.ts';
import { VirtualClock } from '../../virtual-clock.ts';

const log = pino({ level: 'silent' });
const ada = { id: '1', name: 'Ada' };

/** A turn that was asked at a time; people saw it grow in a message of its own, if `message` names one. */
const turn = (at: number, answered: string, message?: string): StoredTurn => ({
  person: ada,
  at,
  asked: `What is ${answered}?`,
  answered,
  ended: 'complete',
  ...(message !== undefined && { shown: { message, page: 0 } }),
});

/** A process that begins where another one died, in a server where `entries` were said in one channel. */
const open = async (entries: readonly StoredTurn[], asked: string[] = []) => {
  const clock = new VirtualClock();
  const records = openConversationStore(await openStore('memory:', log, { clock }));
  const transcript = openConversationMemory(at('channel', 'home'), records().archive).transcript;
  for (const entry of entries) await transcript.append(entry, 1);
  const finished: string[] = [];
  const lookedFor: string[] = [];
  const excused: string[] = [];
  const options = {
    records,
    claims: ALONE,
    clock,
    log,
    finish: async (_channel: string, { answered, shown }: StoredTurn) =>
      void (shown ? finished : lookedFor).push(answered),
    excuse: async ({ id }: { id: string }) => void excused.push(id),
  };
  const awake = asked.length > 0 ? { wasAsked: (id?: string) => asked.some((one) => one === id) } : undefined;
  const remnants = new CrashRecovery(options, () => awake);
  const claim = new Claim('home', undefined, { renew: async () => 'unknown', onLoss: () => {} });
  const inherit = () => clock.until(remnants.inherit(claim));
  return { clock, shelf: records().unfinished, remnants, inherit, finished, lookedFor, excused };
};

test('the newest answers are finished, for the end of one may be late when the next has begun', async () => {
  const { shelf, inherit, finished, lookedFor } = await open([
    turn(-50, 'old', 'm1'),
    turn(-40, 'first', 'm2'),
    turn(-30, 'second'),
    turn(-20, 'third', 'm3'),
  ]);
  await shelf.set('home', { channels: ['channel'], promised: [] });
  await inherit();
  assert.deepEqual(finished, ['first', 'third']);
  assert.deepEqual(lookedFor, ['second']);
  assert.equal(await shelf.get('home'), undefined);
});

test('whatever a dead process left half said is finished once, however many there are', async () => {
  const broken = Array.from({ length: 6 }, (_, index) => ({
    ...turn(index - 50, `${index}`, `m${index}`),
    ended: 'broken' as const,
  }));
  const { shelf, inherit, finished } = await open(broken);
  await shelf.set('home', { channels: ['channel'], promised: [] });
  await inherit();
  assert.deepEqual(finished, ['0', '1', '2', '3', '4', '5']);
  await shelf.set('home', { channels: ['channel'], promised: [] });
  await inherit();
  assert.equal(finished.length, 6);
});

test('of answers that broke off nobody knows where, only the newest are looked for', async () => {
  const broken = Array.from({ length: 6 }, (_, at) => ({ ...turn(at - 50, `${at}`), ended: 'broken' as const }));
  const { shelf, inherit, finished, lookedFor } = await open(broken);
  await shelf.set('home', { channels: ['channel'], promised: [] });
  await inherit();
  assert.deepEqual(lookedFor, ['3', '4', '5']);
  assert.deepEqual(finished, []);
});

test('what was asked of this process is its own to finish', async () => {
  const { wall } = new VirtualClock();
  const { shelf, inherit, finished } = await open([turn(-20, 'theirs', 'm1'), turn(wall() + 500, 'ours', 'm2')]);
  await shelf.set('home', { channels: ['channel'], promised: [] });
  await inherit();
  assert.deepEqual(finished, ['theirs']);
});

test('what a dead process left is finished though the wall clock was set back since', async () => {
  const { wall } = new VirtualClock();
  const asked = { ...turn(wall() + 3_600_000, 'theirs', 'm1'), ended: 'broken' as const };
  const { shelf, inherit, finished } = await open([asked]);
  await shelf.set('home', { channels: ['channel'], promised: [] });
  await inherit();
  assert.deepEqual(finished, ['theirs']);
});

test('replies that a dead process promised are excused, but none that this one promised anew', async () => {
  const { shelf, remnants, inherit, excused } = await open([]);
  const promised = ['theirs', 'ours'].map((id) => ({
    id,
    channel: 'channel',
    application: 'parley',
    token: id,
    until: Number.MAX_SAFE_INTEGER,
  }));
  await shelf.set('home', { channels: [], promised });
  const inherited = inherit();
  for (const one of promised.slice(1)) remnants.unfinished.promise(at('channel', 'home'), one);
  await inherited;
  assert.deepEqual(excused, ['theirs']);
});

test('a message that said that Gemini is slow is excused, unless this process was asked the same', async () => {
  const { shelf, inherit, excused } = await open([], ['ours']);
  const slow = ['theirs', 'ours'].map((id) => ({ id, channel: 'channel', message: `to ${id}` }));
  await shelf.set('home', { channels: [], promised: slow.map((one) => ({ ...one, until: Number.MAX_SAFE_INTEGER })) });
  await inherit();
  assert.deepEqual(excused, ['theirs']);
});
