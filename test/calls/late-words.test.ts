import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { pino } from 'pino';
import type { Dismissal } from '../../src/calls/auto-join.ts';
import type { CallRecord } from '../../src/calls/call-record.ts';
import { Calls } from '../../src/calls/calls.ts';
import type { CallSettings } from '../../src/calls/contract.ts';
import { loadEverydayWords } from '../../src/calls/names/everyday-words.ts';
import { type OptOut, OptOuts } from '../../src/calls/opt-out.ts';
import type { Turn } from '../../src/conversation/turns/turn.ts';
import { RECORD_KINDS } from '../../src/store/record-kinds.ts';
import type { Script } from '../../world/live/script.ts';
import { generationComplete, type Step, say, sayHeard, sayHeardLate, turnComplete } from '../../world/live/steps.ts';
import { ALONE } from '../claims/alone.ts';
import { stage } from '../conversation/stage.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { heardSound } from './heard-sound.ts';
import { ScriptedTranslations } from './interpreter/scripted-translations.ts';
import { ada, bob, ScriptedRemotes, ScriptedRules, ScriptedVenue } from './stage.ts';

/** A complete answer, with a transcript that comes so many milliseconds after it. */
const late = (ms: number, ...words: string[]): Step[] => [
  say('It is noon.'),
  generationComplete,
  turnComplete(),
  sayHeardLate(ms, ...words),
];

/** A call of two people, whose conversation is over a local Live API. */
const open = async (t: TestContext, model: Script, settings: CallSettings) => {
  await loadEverydayWords();
  const clock = new VirtualClock();
  const { conversations, live, store, archive } = await stage(t, { clock, model });
  const [venue, remotes, rules] = [new ScriptedVenue(), new ScriptedRemotes(), new ScriptedRules()];
  const turns: Turn[] = [];
  conversations.onTurn((_, turn) => void turns.push(turn));
  const calls = new Calls({
    ...{ venue, remotes, rules, conversations, clock, claims: ALONE },
    consent: new OptOuts(store.shelf<OptOut>(RECORD_KINDS.refusal)),
    remembered: store.shelf<CallRecord>(RECORD_KINDS.call),
    wanted: store.shelf<CallSettings>(RECORD_KINDS.callSettings),
    dismissals: store.shelf<Dismissal>(RECORD_KINDS.dismissal),
    translations: new ScriptedTranslations(),
    admit: async () => {},
    log: pino({ level: 'silent' }),
    observe() {},
  });
  venue.open('lounge', [ada, bob]);
  await clock.until(calls.join({ guildId: 'guild', channelId: 'lounge', conversationId: 'general', settings }));
  const pass = (ms: number) => clock.until(clock.sleep(ms));
  let utterance = 0;
  const begins = ({ id: userId }: typeof ada) =>
    remotes.events.message({ is: 'begun', call: 'guild', utterance: ++utterance, userId });
  const sounds = (ms: number) => {
    for (let sent = 0; sent < ms; sent += 100) remotes.events.message(heardSound(utterance));
  };
  const ends = () => remotes.events.message({ is: 'ended', call: 'guild', utterance });
  /** A person says something for two seconds; resolves to its turn once that has ended. */
  const says = async (person: typeof ada) => {
    begins(person);
    sounds(2_000);
    ends();
    const turn = turns.at(-1);
    assert.ok(turn);
    await clock.until(turn.ended);
    return turn;
  };
  /** What is stored of a turn once nothing more comes. */
  const stored = async (number: number) => (await archive.turns.get(`general:${number}`))?.asked;
  return { calls, clock, live, venue, remotes, turns, pass, begins, sounds, ends, says, stored };
};

test('a transcript that comes 2.5 s after the answer opens it, in any script, if it holds the name', async (t) => {
  const said = [
    { words: 'Парли, который час?', isCall: true },
    { words: 'je vais te parler de ça', isCall: false },
    { words: 'Bob Marley is great', isCall: false },
    { words: 'add parsley to the soup', isCall: false },
  ];
  const script = said.map(({ words }) => late(2_500, ...words.split(/(?= )/)));
  const { remotes, says, pass, venue } = await open(t, () => script.shift() ?? [], { captions: 'all' });
  for (const { words, isCall } of said) {
    const before = remotes.of('speak').length;
    const { number } = await says(ada);
    await pass(2_400);
    assert.equal(remotes.of('speak').length, before, 'not before it’s known');
    await pass(2_700);
    assert.equal(remotes.of('speak').length - before, isCall ? 1 : 0, words);
    assert.equal(await number.settled, said.findIndex((each) => each.words === words) + 1);
    assert.equal(venue.captions.at(-1)?.turn.heard, words);
    // After an answer she needn't say the name for a while.
    await pass(25_000);
  }
  assert.equal(remotes.of('said').length, 1, 'the whole answer');
});

test('four questions by name without any transcript are paid for, answered to nobody, and told of at the third', async (t) => {
  const { live, remotes, venue, says, pass } = await open(t, () => [say('It is noon.')], {});
  const before = venue.shown.length;
  for (let asked = 1; asked <= 4; asked += 1) {
    await says(ada);
    await pass(4_900);
    assert.equal(venue.shown.length, before + (asked > 3 ? 1 : 0));
    await pass(200);
    assert.equal(venue.shown.length, before + (asked > 2 ? 1 : 0), `after ${asked}`);
  }
  assert.deepEqual(venue.shown.at(-1)?.note, { code: 'call.words-missing' });
  assert.equal(live.bill.answers.length, 4);
  assert.deepEqual([remotes.of('speak'), venue.captions], [[], []]);
});

test('three that are spread over more than an hour are no reason to tell anybody', async (t) => {
  const { clock, venue, says, pass } = await open(t, () => [say('It is noon.')], {});
  const before = venue.shown.length;
  for (let asked = 1; asked <= 3; asked += 1) {
    await says(ada);
    await pass(6_000);
    if (asked === 2) await clock.advance(60 * 60_000);
  }
  assert.equal(venue.shown.length, before);
});

test('an answer that waits for its transcript isn’t spoken after a hush', async (t) => {
  const { remotes, venue, calls, says, pass } = await open(t, () => late(2_500, 'Parley, stop.'), {});
  await says(ada);
  await pass(1_000);
  calls.stop('guild');
  await pass(5_000);
  assert.deepEqual([remotes.of('speak').length, venue.captions.length], [0, 1]);
});

test('words that come after the next person began to speak are theirs who said them: in record, caption and gate', async (t) => {
  const answers: Step[][] = [late(2_500, 'Parley, ', 'what’s the time?'), [sayHeard('I think so, too.'), say('Fine.')]];
  const rig = await open(t, () => answers.shift() ?? [], { captions: 'all' });
  const { remotes, turns, venue, says, begins, sounds, ends, pass, clock, stored } = rig;
  const one = await says(ada);
  begins(bob);
  sounds(1_000);
  await pass(3_000);
  assert.deepEqual([one.heard, remotes.of('speak').length], ['Parley, what’s the time?', 1]);
  sounds(1_000);
  ends();
  const two = turns.at(-1);
  assert.ok(two && two !== one);
  await clock.until(two.ended);
  await pass(6_000);
  assert.deepEqual([two.question.person.id, two.heard], [bob.id, 'I think so, too.']);
  assert.equal(remotes.of('speak').length, 1, 'Bob didn’t say the name');
  assert.deepEqual([await stored(1), await stored(2)], [one.heard, two.heard]);
  const captioned = venue.captions.map(({ turn: { question, heard } }) => [question.person.id, heard]);
  assert.deepEqual(captioned, [
    [ada.id, one.heard],
    [bob.id, two.heard],
  ]);
});

test('what may be of either of two people opens nothing, and is in nobody’s record', async (t) => {
  const answers: Step[][] = [late(4_000, 'Parley, stop.'), [sayHeard('Parley, go on.'), say('Fine.')]];
  const { remotes, says, pass, stored } = await open(t, () => answers.shift() ?? [], {});
  const one = await says(ada);
  await pass(500);
  const two = await says(bob);
  await pass(6_000);
  assert.deepEqual([one.heard, two.heard, remotes.of('speak').length], ['', '', 0]);
  assert.deepEqual([await stored(1), await stored(2)], ['', '']);
});

test('where everything is answered, late words are captioned and remembered, even of who was superseded', async (t) => {
  const answers: Step[][] = [
    late(2_500, 'What’s the time?'),
    [sayHeardLate(3_000, 'And the day?'), say('Monday.')],
    [sayHeard('Never mind.'), say('Fine.')],
  ];
  const rig = await open(t, () => answers.shift() ?? [], { listen: 'everyone', captions: 'all' });
  const { remotes, turns, venue, says, begins, sounds, ends, pass, clock, stored } = rig;
  const one = await says(ada);
  assert.equal(remotes.of('speak').length, 1);
  await pass(2_600);
  assert.equal(venue.captions[0]?.turn, one);
  assert.deepEqual([one.heard, await stored(1)], ['What’s the time?', 'What’s the time?']);
  begins(ada);
  sounds(2_000);
  ends();
  begins(bob);
  sounds(500);
  await pass(3_600);
  assert.deepEqual([turns.length, turns[1]?.end?.is, turns[1]?.heard], [3, 'interrupted', 'And the day?']);
  sounds(1_500);
  ends();
  const three = turns[2];
  assert.ok(three);
  await clock.until(three.ended);
  await pass(1_000);
  assert.deepEqual([three.question.person.id, three.heard], [bob.id, 'Never mind.']);
  assert.deepEqual(new Set([await stored(2), await stored(3)]), new Set(['And the day?', 'Never mind.']));
});
