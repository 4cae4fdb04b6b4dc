import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Setup, SetupExtra } from '../../../src/live/protocol/setup.ts';
import { listExtras } from '../../../src/live/protocol/setup-extras.ts';
import { SetupTolerance } from '../../../src/live/session/setup-tolerance.ts';
import type { FieldRefusal, RefusableField } from '../../../world/live/setup-refusals.ts';
import type { SetupMessage } from '../../../world/live/wire.ts';
import { VirtualClock } from '../../virtual-clock.ts';
import { makePace, makeSetup } from '../defaults.ts';
import { never, notes, stage as sessionStage, silentLog, turn } from '../stage.ts';

const MODEL = 'gemini-3.8-live';
const THINKING = 'gemini-3.8-live-extended-thinking';
const HOUR = 60 * 60_000;

const WISHES: Partial<Setup> = {
  voice: 'Kore',
  hearing: { languages: ['de-DE'], vocabulary: ['Parley', 'Zwiebelkuchen'] },
  search: true,
};

/** What arrived of the wishes with a setup. */
const wishesIn = ({ generationConfig, inputAudioTranscription, tools = [] }: SetupMessage) => ({
  voice: generationConfig?.speechConfig?.voiceConfig?.prebuiltVoiceConfig?.voiceName,
  languages: inputAudioTranscription?.languageCodes,
  vocabulary: inputAudioTranscription?.customVocabulary,
  search: tools.some((tool) => 'googleSearch' in tool),
});

const ALL = { voice: 'Kore', languages: ['de-DE'], vocabulary: ['Parley', 'Zwiebelkuchen'], search: true };
const NONE = { voice: undefined, languages: undefined, vocabulary: undefined, search: false };

/** One conversation with wishes and one without, in a process that notices whatever Google holds against it. */
const stage = async (...[t, options]: Parameters<typeof sessionStage>) => {
  const clock = new VirtualClock();
  const pace = makePace(clock, () => 1);
  const all = await sessionStage(t, { clock, pace, ...options });
  const ask = async (session = all.session, number = 1): Promise<string> => {
    const answer = turn();
    assert.deepEqual(await clock.until(session.ask('hello', number, answer, never)), { is: 'complete' });
    return answer.text;
  };
  const setupOf = async (index: number) => (await all.live.connection(index)).setup;
  /** Nothing is held against the process: another conversation is answered at once, over one dial. */
  const assertUntouched = async () => {
    assert.deepEqual([pace.refusal, pace.doubted], [undefined, false]);
    const { dials } = all.live;
    const before = clock.now();
    await ask(all.open(notes(), async () => makeSetup()));
    assert.equal(all.live.dials, dials + 1);
    assert.ok(clock.now() - before < 1_000);
  };
  return { ...all, clock, pace, ask, setupOf, assertUntouched };
};

test('what people wish for arrives with the setup, in the fields that Google has for it', async (t) => {
  const { live, change, ask, setupOf } = await stage(t);
  change(WISHES);
  await ask();
  assert.deepEqual(wishesIn(await setupOf(0)), ALL);
  assert.deepEqual([live.dials, live.unexpected], [1, []]);
});

test('an older model isn’t asked for what it has no field for', async (t) => {
  const model = 'gemini-3.1-flash-live-preview';
  const { live, change, ask, setupOf } = await stage(t, { model });
  change({ ...WISHES, model });
  await ask();
  assert.deepEqual(wishesIn(await setupOf(0)), { ...ALL, languages: undefined, vocabulary: undefined });
  assert.deepEqual(live.unexpected, []);
});

const FIELDS: readonly [field: RefusableField, extra: SetupExtra][] = [
  ['voice', 'voice'],
  ['vocabulary', 'vocabulary'],
  ['languages', 'languages-heard'],
  ['search', 'search'],
];

for (const [field, extra] of FIELDS)
  test(`${field}, refused by name, is left out alone, and no channel notices`, async (t) => {
    const { live, change, ask, setupOf, tolerance, setup, assertUntouched } = await stage(t);
    live.rules.refusesSetup = { [MODEL]: { [field]: 'named' } };
    change(WISHES);
    assert.equal(await ask(), 'All right.');
    assert.equal(live.dials, 2);
    assert.deepEqual(wishesIn(await setupOf(1)), { ...ALL, [field]: NONE[field as keyof typeof NONE] });
    assert.deepEqual(tolerance.listRefused(await setup()), [extra]);
    await assertUntouched();
  });

for (const how of ['invalid', 'silence', 'internal'] as const satisfies readonly FieldRefusal[])
  for (const [field] of FIELDS)
    test(`${field}, refused by ${how}, costs the setup its extras, and no channel notices`, async (t) => {
      const { live, change, session, ask, setupOf, assertUntouched } = await stage(t);
      live.rules.refusesSetup = { [MODEL]: { [field]: how } };
      change(WISHES);
      assert.equal(await ask(), 'All right.');
      const { dials } = live;
      assert.equal(dials, how === 'internal' ? 3 : 2);
      assert.deepEqual(wishesIn(await setupOf(dials - 1)), NONE);
      // The same connection serves the next question, because its setup is what remains of the wishes.
      await ask(session, 2);
      assert.equal(live.dials, dials);
      if (how !== 'internal') await assertUntouched();
    });

test('a key without a quota for search talks without it, and rests nobody', async (t) => {
  const { live, change, ask, setupOf, assertUntouched } = await stage(t);
  live.rules.refusesSetup = { [MODEL]: { search: 'quota' } };
  change(WISHES);
  assert.equal(await ask(), 'All right.');
  assert.deepEqual(wishesIn(await setupOf(1)), { ...ALL, search: false });
  await assertUntouched();
});

test('a quota that is really used up is held against the account, and not against search', async (t) => {
  const { live, change, session, clock, pace, tolerance, setup } = await stage(t);
  live.rules.refusesSetup = { [MODEL]: { search: 'quota' } };
  live.maxConnections = 0;
  change(WISHES);
  await assert.rejects(clock.until(session.ask('hello', 1, turn(), never)), { message: 'gemini.quota' });
  assert.equal(live.dials, 2);
  assert.equal(pace.refusal, undefined);
  assert.deepEqual(tolerance.listRefused(await setup()), []);
});

test('a level of thinking that is refused falls back to the operator’s', async (t) => {
  const { live, change, ask, pace, setupOf } = await stage(t, { model: THINKING });
  live.script = () => 'fine';
  change({ thinking: 'high' });
  live.next({ setup: { close: [1007, 'Thinking level is not supported for this model.'] } });
  await ask();
  assert.equal((await setupOf(1)).generationConfig?.thinkingConfig?.thinkingLevel, 'LOW');
  assert.deepEqual([pace.refusal, pace.doubted], [undefined, false]);
});

for (const [what, reason] of [
  ['nobody knows', undefined],
  ['is no longer offered', 'This model models/gemini-3.8-live-extended-thinking is no longer available to new users.'],
  ['the key may not use', 'The caller does not have permission'],
] as const)
  test(`a model that ${what} gives way to the operator’s`, async (t) => {
    const { live, change, ask, setupOf, tolerance, setup, assertUntouched } = await stage(t);
    const model = reason ? THINKING : 'gemini-9-live';
    if (reason) live.next({ setup: { close: [1008, reason] } });
    change({ ...WISHES, model });
    assert.equal(await ask(), 'All right.');
    assert.equal(live.dials, 2);
    const second = await setupOf(1);
    assert.equal(second.model, `models/${MODEL}`);
    assert.deepEqual(wishesIn(second), ALL);
    assert.deepEqual(tolerance.listRefused(await setup()), ['model']);
    await assertUntouched();
  });

test('a model of a place that is out of quota rests nobody', async (t) => {
  const { live, change, ask, setupOf, assertUntouched } = await stage(t);
  live.next({ setup: { close: [1011, 'You exceeded your current quota.'] } });
  change({ model: THINKING });
  await ask();
  assert.equal((await setupOf(1)).model, `models/${MODEL}`);
  await assertUntouched();
});

test('an instruction that is refused gives way to the operator’s once nothing else is left', async (t) => {
  const { live, change, ask, setupOf, assertUntouched } = await stage(t);
  const invalid = { setup: { close: [1007, 'Request contains an invalid argument.'] as [number, string] } };
  live.next(invalid, invalid);
  change({ ...WISHES, instruction: 'Be a pirate.' });
  await ask();
  assert.match(JSON.stringify((await setupOf(2)).systemInstruction), /Be brief/);
  await assertUntouched();
});

test('a refusal for the account is the account’s, whatever a place wishes for', async (t) => {
  const { live, change, clock, session, pace, tolerance, setup } = await stage(t);
  const denied = { setup: { close: [1008, 'Your API key was reported as leaked.'] as [number, string] } };
  live.next(denied, denied);
  change({ ...WISHES, model: THINKING });
  await assert.rejects(clock.until(session.ask('hello', 1, turn(), never)), { message: 'owner.leaked' });
  assert.equal(pace.refusal?.why, 'leaked');
  assert.deepEqual(tolerance.listRefused(await setup()), []);
});

test('a bare setup that is refused still stops everybody, so that the operator hears of it', async (t) => {
  const { live, clock, session, pace } = await stage(t);
  const invalid = { setup: { close: [1007, 'Request contains an invalid argument.'] as [number, string] } };
  live.next(invalid, invalid);
  await assert.rejects(clock.until(session.ask('hello', 1, turn(), never)), { message: 'owner.setup' });
  assert.equal(pace.refusal?.why, 'setup');
});

test('a search that loses its quota in a conversation with a handle costs neither the answer nor anybody’s pace', async (t) => {
  const { live, change, clock, session, memory, ask, assertUntouched } = await stage(t);
  change(WISHES);
  const saved = memory.saved;
  await ask();
  await clock.until(saved);
  await clock.until(session.close());
  memory.said = [{ asked: 'hello', answered: 'All right.' }];
  live.rules.refusesSetup = { [MODEL]: { search: 'quota' } };
  assert.equal(await ask(session, 2), 'All right.');
  assert.equal(live.dials, 3);
  await assertUntouched();
});

test('a wish that one place has in vain is tried for another, and again after hours', async (t) => {
  const { live, change, clock, open, ask, setupOf } = await stage(t);
  live.rules.refusesSetup = { [MODEL]: { voice: 'named' } };
  change(WISHES);
  await ask();
  const other = { ...makeSetup(), voice: 'Puck' };
  await ask(open(notes(), async () => other));
  assert.equal(wishesIn(await setupOf(2)).voice, 'Puck');
  live.rules.refusesSetup = {};
  const same = makeSetup(WISHES);
  const { dials } = live;
  await ask(open(notes(), async () => same));
  assert.equal(wishesIn(await setupOf(dials)).voice, undefined);
  await clock.advance(6 * HOUR);
  await ask(open(notes(), async () => same));
  assert.deepEqual(wishesIn(await setupOf(dials + 1)), ALL);
});

test('what is only likely to be refused is tried again soon, and less often each time', () => {
  let now = 0;
  const tolerance = new SetupTolerance({ bare: makeSetup(), clock: { now: () => now }, log: silentLog });
  const setup = makeSetup({ search: true });
  const waits: number[] = [];
  for (let times = 0; times < 5; times += 1) {
    const noted = now;
    tolerance.note(setup, ['search'], 'likely');
    while (tolerance.listRefused(setup).length > 0) now += 60_000;
    waits.push((now - noted) / 60_000);
  }
  assert.deepEqual(waits, [15, 60, 240, 360, 360]);
});

test('a setup is fitted to the same object as long as the same is refused, so that its plan is made once', () => {
  const tolerance = new SetupTolerance({ bare: makeSetup(), clock: { now: () => 0 }, log: silentLog });
  const setup = makeSetup(WISHES);
  assert.equal(tolerance.fit(setup), setup);
  tolerance.note(setup, ['voice'], 'named');
  assert.equal(tolerance.fit(setup), tolerance.fit(setup));
  assert.deepEqual(listExtras(tolerance.fit(setup), makeSetup()), ['vocabulary', 'languages-heard', 'search']);
});

test('a person’s text that speaks like Google costs nobody but themselves', async (t) => {
  const { change, ask, assertUntouched } = await stage(t);
  change({ hearing: { languages: [], vocabulary: ['Invalid JSON payload', 'API key not valid', 'quota'] } });
  await ask();
  await assertUntouched();
});
