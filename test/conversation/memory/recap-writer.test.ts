import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pino } from 'pino';
import { openConversationMemory } from '../../../src/conversation/memory/conversation-memory.ts';
import { RECAP_INSTRUCTION } from '../../../src/conversation/memory/recap.ts';
import { RecapWriter } from '../../../src/conversation/memory/recap-writer.ts';
import { openTranscriptArchive } from '../../../src/conversation/memory/transcript-archive.ts';
import { NO_USAGE } from '../../../src/live/protocol/token-kinds.ts';
import type { OneShotQuestion, OneShotReply } from '../../../src/live/session/one-shot.ts';
import { openStore } from '../../../src/store/store.ts';
import { at } from '../../place.ts';
import { VirtualClock } from '../../virtual-clock.ts';
import { ada } from '../stage.ts';

/** A hundred tokens of question and answer. */
const LONG = 'x'.repeat(360);

/** A transcript, and a model that is asked for recaps of it. */
const stage = async (answer: (question: OneShotQuestion, signal: AbortSignal) => Promise<OneShotReply>) => {
  const log = pino({ level: 'silent' });
  const clock = new VirtualClock();
  const archive = openTranscriptArchive(await openStore('memory:', log));
  const memory = openConversationMemory(at('c'), archive);
  const { transcript } = memory;
  const asked: string[] = [];
  const ask = (question: OneShotQuestion, signal: AbortSignal) => {
    assert.equal(question.instruction, RECAP_INSTRUCTION);
    asked.push(question.text);
    return answer(question, signal);
  };
  const recaps = new RecapWriter({ ask, seedTokens: 2_000, clock, log });
  let said = 0;
  const talk = async (turns: number) => {
    for (let index = 0; index < turns; index++) {
      said++;
      const entry = { person: ada, at: said, asked: `turn ${said}`, answered: LONG, ended: 'complete' as const };
      await transcript.append(entry, undefined);
    }
  };
  const quiet = () => recaps.writeIfDue('c', memory);
  return { archive, recall: () => memory.recaps.get(), recaps, asked, talk, quiet };
};

const reply = (text: string): OneShotReply => ({ is: 'said', text, model: 'm', usage: NO_USAGE });
const turnsIn = (question: string | undefined) =>
  [...(question ?? '').matchAll(/turn (\d+)/g)].map(([, n]) => Number(n));
const range = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, index) => first + index);

test('as long as a session can be told everything, nothing is summed up', async () => {
  const { asked, talk, quiet } = await stage(async () => reply('all of it'));
  await talk(19);
  await quiet();
  assert.deepEqual(asked, []);
});

test('what does not fit is summed up once, and extended only when as much was said again', async () => {
  let recap = 0;
  const { asked, talk, quiet, recall } = await stage(async () => reply(`recap ${++recap}`));
  await talk(25);
  await quiet();
  await quiet();
  assert.equal(asked.length, 1);
  assert.deepEqual(turnsIn(asked[0]), range(1, 16));
  assert.doesNotMatch(asked[0] ?? '', /summary so far/);
  const { text, upTo, model } = (await recall()) ?? {};
  assert.deepEqual([text, upTo, model], ['recap 1', 16, 'm']);
  await talk(9);
  await quiet();
  assert.equal(asked.length, 1);
  await talk(5);
  await quiet();
  assert.equal(asked.length, 2);
  assert.deepEqual(turnsIn(asked[1]), range(17, 30));
  assert.match(asked[1] ?? '', /summary so far:\n\{"summary":"recap 1"\}/);
  assert.equal((await recall())?.text, 'recap 2');
});

test('an endless summary is cut', async () => {
  const { talk, quiet, recall } = await stage(async () => reply('and '.repeat(9_000)));
  await talk(25);
  await quiet();
  assert.ok(((await recall())?.text.length ?? 0) <= 4_000);
});

test('a summary that fails is tried three times, and again when as much was said after it', async () => {
  let broken = true;
  const { asked, talk, quiet, recall } = await stage(async () => {
    if (broken) throw new Error('broken');
    return reply('at last');
  });
  await talk(25);
  for (let moment = 0; moment < 5; moment++) {
    await quiet();
    await talk(1);
  }
  assert.equal(asked.length, 3);
  broken = false;
  await talk(5);
  await quiet();
  assert.equal(asked.length, 3);
  await talk(5);
  await quiet();
  assert.deepEqual(turnsIn(asked[3]), range(1, 31));
  assert.equal((await recall())?.text, 'at last');
});

test('while the store cannot be read, no summary is made without the one before', async () => {
  const { archive, asked, talk, quiet } = await stage(async () => reply('a new one'));
  await talk(25);
  const { get } = archive.recaps;
  archive.recaps = { ...archive.recaps, get: () => Promise.reject(new Error('the store is away')) };
  await quiet();
  assert.deepEqual(asked, []);
  archive.recaps = { ...archive.recaps, get };
  await quiet();
  assert.equal(asked.length, 1);
});

test('a summary that is put off does not count as failed', async () => {
  let free = false;
  const { talk, quiet, recall } = await stage(async () => (free ? reply('done') : { is: 'putOff' }));
  await talk(25);
  for (let moment = 0; moment < 5; moment++) await quiet();
  assert.equal(await recall(), undefined);
  free = true;
  await quiet();
  assert.equal((await recall())?.text, 'done');
});

test('after long trouble only the newest of what is due is read', async () => {
  const { asked, talk, quiet } = await stage(async () => reply('the end'));
  await talk(300);
  await quiet();
  const read = turnsIn(asked[0]);
  assert.deepEqual(read, range(291 - read.length + 1, 291));
  assert.ok(read.length < 45);
});

test('two moments of quiet make one summary', async () => {
  const gate = Promise.withResolvers<void>();
  const { asked, talk, quiet } = await stage(async () => {
    await gate.promise;
    return reply('one');
  });
  await talk(25);
  const moments = [quiet(), quiet()];
  gate.resolve();
  await Promise.all(moments);
  assert.equal(asked.length, 1);
});

test('a summary that is given up while it is being stored is stored before the giving up is done', async () => {
  const { archive, talk, quiet, recaps } = await stage(async () => reply('late'));
  const [begun, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const { set } = archive.recaps;
  archive.recaps = {
    ...archive.recaps,
    set: async (id, value) => {
      begun.resolve();
      await gate.promise;
      await set(id, value);
    },
  };
  await talk(25);
  const moment = quiet();
  await begun.promise;
  let given = false;
  const abandoned = recaps.abandon('c').then(() => {
    given = true;
  });
  await new Promise(setImmediate);
  assert.equal(given, false);
  gate.resolve();
  await Promise.all([moment, abandoned]);
  assert.equal((await archive.recaps.get('c'))?.text, 'late');
});

test('a summary that comes although it was given up is not stored', async () => {
  const { asked, archive, talk, quiet, recaps } = await stage(async (_, signal) => {
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    return reply('too late');
  });
  await talk(25);
  void quiet();
  while (asked.length === 0) await new Promise(setImmediate);
  await recaps.abandon('c');
  assert.equal(await archive.recaps.get('c'), undefined);
});

test('after the end no summary is begun, and one that was begun is given up', async () => {
  const { asked, talk, quiet, recaps, recall } = await stage((_, signal) => {
    const { promise, reject } = Promise.withResolvers<OneShotReply>();
    signal.addEventListener('abort', () => reject(signal.reason));
    return promise;
  });
  await talk(25);
  const moment = quiet();
  while (asked.length === 0) await new Promise(setImmediate);
  await recaps.close();
  await moment;
  await quiet();
  assert.equal(asked.length, 1);
  assert.equal(await recall(), undefined);
});
