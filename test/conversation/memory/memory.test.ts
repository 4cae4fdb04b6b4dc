import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countPairTokens } from '../../../src/conversation/memory/tokens.ts';
import { StoreUnavailableError, UnreadableRecordError } from '../../../src/store/store-errors.ts';
import type { LocalConnection } from '../../../world/live/connection.ts';
import type { Script, ScriptQuestion } from '../../../world/live/script.ts';
import { drop, hold, say, stall } from '../../../world/live/steps.ts';
import type { Content } from '../../../world/live/wire.ts';
import { at } from '../../place.ts';
import { VirtualClock } from '../../virtual-clock.ts';
import { ada, never, recall, stage } from '../stage.ts';

const SEED = 2_000;
const IDLE = 60_000;

const summing = ({ setup }: ScriptQuestion<LocalConnection>) =>
  /keep the memory/.test(JSON.stringify(setup.systemInstruction));

/** Sums up what somebody wanted to be remembered, that of the summary before included; else it shows what it knows. */
const model: Script<LocalConnection> = (asked) => {
  if (!summing(asked)) return /tell all/.test(asked.text) ? recall(asked) : 'Noted, and I shall keep that in mind.';
  const facts = [...asked.text.matchAll(/Remember (the \w+ is \w+)/g)].map(([fact]) => fact);
  return `${facts.join(', ')}.`;
};

const textOf = ({ parts }: Content) => parts?.map(({ text }) => text ?? '').join('') ?? '';

/** Conversations at a bench with a small memory, and a hundred turns of talk. */
const bench = async (t: Parameters<typeof stage>[0], given: Parameters<typeof stage>[1] = {}) => {
  const clock = new VirtualClock();
  const all = await stage(t, { clock, model, seedTokens: SEED, idle: IDLE, ...given });
  const talk = async (from: number, to: number, facts: Record<number, string> = {}) => {
    for (let turn = from; turn <= to; turn++) {
      const text = facts[turn] ?? `This is what I have to say in turn ${turn}, and it does not matter much.`;
      await all.conversations.ask(at('c'), { person: ada, text }).ended;
    }
  };
  /** Lets the connection rest, which is the moment for a summary. */
  const rest = () => clock.advance(IDLE);
  const recapped = async (upTo: number) => {
    while (((await all.archive.recaps.get('c'))?.upTo ?? 0) < upTo) await new Promise(setImmediate);
    return all.archive.recaps.get('c');
  };
  return { ...all, clock, talk, rest, recapped };
};

test('a hundred turns are summed up at rest; after a restart a fresh session answers from both', async (t) => {
  const { live, conversations, open, talk, rest, recapped } = await bench(t);
  await talk(1, 100, { 3: 'Remember the dog is Rufus', 100: 'Remember the cat is Mia' });
  await rest();
  const recap = await recapped(1);
  assert.match(recap?.text ?? '', /^Remember the dog is Rufus\.$/);
  await (await live.connection(1)).ended;
  await conversations.close(never);
  live.forget();

  const turn = open().ask(at('c'), { person: ada, text: 'tell all' });
  await turn.ended;
  assert.match(turn.text, /Summary of the older turns, made by myself: Remember the dog is Rufus/);
  assert.match(turn.text, /turn 99.*Remember the cat is Mia/);
  assert.doesNotMatch(turn.text, /turn 4,/);

  const { frames, setup } = await live.connection(live.connections.length - 1);
  assert.equal(setup.sessionResumption?.handle, undefined);
  const told = frames[1]?.clientContent?.turns ?? [];
  const pairs = Array.from({ length: told.length / 2 }, (_, index) => ({
    asked: textOf(told[2 * index] ?? {}),
    answered: textOf(told[2 * index + 1] ?? {}),
  }));
  const tokens = pairs.reduce((sum, pair) => sum + countPairTokens(pair), 0);
  assert.ok(tokens <= SEED && tokens > SEED - 100, `${tokens}`);
  assert.deepEqual(
    pairs.slice(1, -1).map(({ asked }) => Number(/turn (\d+)/.exec(asked)?.[1])),
    Array.from({ length: pairs.length - 2 }, (_, index) => 100 - pairs.length + 2 + index),
  );
  assert.deepEqual(live.unexpected, []);
});

test('the next summary goes on from the one before', async (t) => {
  const { live, talk, rest, recapped } = await bench(t);
  await talk(1, 60, { 3: 'Remember the dog is Rufus' });
  await rest();
  const first = await recapped(1);
  await talk(61, 130, { 64: 'Remember the cat is Mia' });
  await rest();
  const second = await recapped((first?.upTo ?? 0) + 1);
  assert.match(second?.text ?? '', /dog is Rufus, Remember the cat is Mia/);
  const asked = live.connections.filter(({ setup }) => /keep the memory/.test(JSON.stringify(setup)));
  assert.equal(asked.length, 2);
});

test('a resumed session is told what it lacks, and never the summary', async (t) => {
  const { live, archive, conversations, talk, rest, recapped, open, handles } = await bench(t);
  await talk(1, 60);
  await rest();
  await recapped(1);
  await conversations.close(never);
  const kept = await handles.get('c');
  assert.ok(kept);
  await handles.set('c', { ...kept, turns: 58 });
  const turn = open().ask(at('c'), { person: ada, text: 'tell all' });
  await turn.ended;
  assert.ok(await archive.recaps.get('c'));
  const { frames, setup } = await live.connection(live.connections.length - 1);
  assert.ok(setup.sessionResumption?.handle);
  const told = frames[1]?.clientContent?.turns ?? [];
  assert.equal(told.length, 4);
  assert.match(textOf(told[0] ?? {}), /turn 59,/);
});

test('where the summary cannot be read, a session is told the newest turns alone', async (t) => {
  const { live, archive, conversations, talk, rest, recapped, open } = await bench(t);
  await talk(1, 60);
  await rest();
  await recapped(1);
  await conversations.close(never);
  live.forget();
  archive.recaps = { ...archive.recaps, get: () => Promise.reject(new UnreadableRecordError()) };
  const turn = open().ask(at('c'), { person: ada, text: 'tell all' });
  assert.deepEqual(await turn.ended, { is: 'complete' });
  assert.match(turn.text, /turn 60,/);
  assert.doesNotMatch(turn.text, /Summary/);
});

test('where the summary cannot be read just now, no session begins without it that would stand for all', async (t) => {
  const { live, archive, conversations, talk, rest, recapped, open, handles } = await bench(t);
  await talk(1, 60, { 3: 'Remember the dog is Rufus' });
  await rest();
  await recapped(1);
  await conversations.close(never);
  live.forget();
  await handles.delete(['c']);
  const { get } = archive.recaps;
  archive.recaps = { ...archive.recaps, get: () => Promise.reject(new StoreUnavailableError()) };
  const next = open();
  const blind = next.ask(at('c'), { person: ada, text: 'tell all' });
  assert.deepEqual(await blind.ended, { is: 'complete' });
  assert.match(blind.text, /cannot be looked up at the moment/);
  await blind.number.settled;
  assert.equal(await handles.get('c'), undefined);
  archive.recaps = { ...archive.recaps, get };
  const turn = next.ask(at('c'), { person: ada, text: 'tell all again' });
  await turn.ended;
  assert.match(turn.text, /Summary of the older turns.*Rufus.*turn 60,.*tell all again/);
});

test('a reset while a summary is made erases it, and nothing of it comes back', async (t) => {
  const gate = Promise.withResolvers<void>();
  const { live, archive, conversations, talk, rest } = await bench(t, {
    model: (asked) => (summing(asked) ? [say('Ada has a dog'), hold(gate.promise), say('.')] : model(asked)),
  });
  await talk(1, 60);
  await rest();
  const making = await live.connection(1);
  await making.frameAt(1);
  await conversations.reset(at('c'));
  await making.ended;
  gate.resolve();
  const turn = conversations.ask(at('c'), { person: ada, text: 'tell all' });
  await turn.ended;
  assert.equal(turn.text, '[Ada] tell all');
  await rest();
  await conversations.close(never);
  assert.equal(await archive.recaps.get('c'), undefined);
});

test('a summary that breaks off leaves the one before, and is made at the next moment of rest', async (t) => {
  let times = 0;
  const { live, archive, talk, rest, recapped } = await bench(t, {
    model: (asked) => (summing(asked) && times++ === 0 ? [say('Ada'), drop] : model(asked)),
  });
  await talk(1, 60, { 3: 'Remember the dog is Rufus' });
  await rest();
  await (await live.connection(1)).ended;
  await talk(61, 61);
  assert.equal(await archive.recaps.get('c'), undefined);
  await rest();
  assert.match((await recapped(1))?.text ?? '', /Rufus/);
});

test('while every connection is needed the summary waits for the next moment of rest', async (t) => {
  const gate = Promise.withResolvers<void>();
  const { live, archive, conversations, talk, rest, recapped } = await bench(t, {
    seats: 1,
    model: (asked) => (/hold on/.test(asked.text) ? [hold(gate.promise), say('done')] : model(asked)),
  });
  await talk(1, 60, { 3: 'Remember the dog is Rufus' });
  const other = conversations.ask(at('d'), { person: ada, text: 'hold on' });
  await (await live.connection(1)).frameAt(1);
  assert.equal(await archive.recaps.get('c'), undefined);
  gate.resolve();
  await other.ended;
  await rest();
  await talk(61, 61);
  await rest();
  assert.match((await recapped(1))?.text ?? '', /Rufus/);
  assert.deepEqual(live.unexpected, []);
});

test('a question in another channel takes the seat of a summary at once', async (t) => {
  const { live, conversations, talk, rest } = await bench(t, {
    seats: 1,
    model: (asked) => (summing(asked) ? [say('Ada'), stall] : model(asked)),
  });
  await talk(1, 60);
  await rest();
  const making = await live.connection(1);
  await making.frameAt(1);
  assert.deepEqual(await conversations.ask(at('d'), { person: ada, text: 'hello' }).ended, { is: 'complete' });
  assert.equal(making.open, false);
});

test('stopping gives a summary up at once', async (t) => {
  const { live, archive, conversations, talk, rest } = await bench(t, {
    model: (asked) => (summing(asked) ? [say('Ada'), stall] : model(asked)),
  });
  await talk(1, 60);
  await rest();
  const making = await live.connection(1);
  await making.frameAt(1);
  await conversations.close(never);
  await making.ended;
  assert.equal(await archive.recaps.get('c'), undefined);
});

test('one summary is made while the channel goes on, and its questions do not wait for it', async (t) => {
  const gate = Promise.withResolvers<void>();
  const { live, talk, rest, recapped } = await bench(t, {
    model: (asked) => (summing(asked) ? [hold(gate.promise), say('Ada talked.')] : model(asked)),
  });
  await talk(1, 60);
  await rest();
  await (await live.connection(1)).frameAt(1);
  await talk(61, 62);
  gate.resolve();
  assert.equal((await recapped(1))?.text, 'Ada talked.');
});
