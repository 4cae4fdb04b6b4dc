import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toText, UserError } from '../../../src/base/errors.ts';
import { NO_TOKENS } from '../../../src/base/expense.ts';
import type { InterpretedPair } from '../../../src/calls/interpreter/interpreted-pair.ts';
import { openStore } from '../../../src/store/store.ts';
import { ALONE } from '../../claims/alone.ts';
import { silent } from '../../store/record.ts';
import { ada, bob, calling, settle } from '../stage.ts';

const PAIR: InterpretedPair = { languages: ['de', 'ja'], aloud: false };
const ALOUD: InterpretedPair = { ...PAIR, aloud: true };

/** 100 ms of sound as the ears send it, and as a model says it. */
const HEARD = { pcm: Buffer.alloc(3_200, 1), pack: Buffer.alloc(1) };
const SAID = Buffer.alloc(4_800, 1);

/** A call of two people that interprets. */
const interpreting = async (pair = PAIR, settings: Parameters<Stage['join']>[0] = {}, given?: GivenStage) => {
  const stage = given ?? (await calling());
  stage.venue.open('lounge', [ada, bob]);
  await stage.join(settings);
  await stage.calls.interpreting.begin('guild', pair);
  await settle();
  let number = 100;
  /** A person begins to say something, of so many pieces; `ends` says that they fall silent. */
  const speaks = async (userId: string, { pieces = 1, duringAnswer = false, ends = true } = {}) => {
    const utterance = ++number;
    const { message } = stage.remotes.events;
    message({ is: 'begun', call: 'guild', utterance, userId, ...(duringAnswer && { duringAnswer: true as const }) });
    for (let piece = 0; piece < pieces; piece++) message({ is: 'heard', call: 'guild', utterance, ...HEARD });
    await settle();
    if (ends) message({ is: 'ended', call: 'guild', utterance });
    await settle();
    return utterance;
  };
  const captions = () => stage.venue.captions.map(({ turn }) => [turn.speaker.name, turn.heard, turn.text]);
  return { ...stage, speaks, captions };
};
type Stage = Awaited<ReturnType<typeof calling>>;
type GivenStage = Stage | undefined;

test('what is said goes into both languages and to nobody else, and is shown with who said it', async () => {
  const { calls, remotes, conversations, translations, venue, speaks, captions } = await interpreting();
  assert.deepEqual(calls.view('guild')?.interpreting, PAIR);
  assert.deepEqual(venue.statuses.at(-1), ['lounge', 'line.interpreting']);
  assert.deepEqual([remotes.hearing?.turnEnd, remotes.hearing?.pause, remotes.hearing?.floor], ['pause', 700, 'open']);
  assert.deepEqual(translations.opened, [], 'nothing is connected before somebody speaks');
  await speaks(ada.id, { pieces: 3 });
  assert.deepEqual(
    translations.heard.map(({ target, speaker, sound, speaking }) => [target, speaker, sound.length, speaking]),
    [
      ['de', ada.id, 3, false],
      ['ja', ada.id, 3, false],
    ],
  );
  translations.into('ja').sink.addHeard('Guten Morgen.');
  translations.into('ja').sink.addText('おはよう');
  translations.into('ja').sink.addAudio(SAID);
  translations.into('ja').sink.addText('ございます。');
  translations.into('ja').finish({ is: 'translated' });
  translations.into('de').sink.addHeard('Guten Morgen.');
  translations.into('de').finish({ is: 'nothing' });
  await settle();
  assert.deepEqual(captions(), [['Ada', 'おはようございます。', '']]);
  assert.deepEqual(venue.captions[0]?.turn.end, { is: 'complete' });
  assert.deepEqual([remotes.of('speak'), conversations.utterances], [[], []]);
  await speaks(bob.id);
  translations.into('de').sink.addText('Hallo!');
  translations.into('de').finish({ is: 'translated' });
  translations.into('ja').finish({ is: 'nothing' });
  await settle();
  assert.deepEqual(captions()[1], ['Bob', 'Hallo!', '']);
  assert.deepEqual(translations.opened, ['de', 'ja'], 'each language has one session');
});

test('with all captions the words stand above their translation', async () => {
  const { translations, speaks, captions } = await interpreting(PAIR, { captions: 'all' });
  await speaks(ada.id);
  translations.into('ja').sink.addHeard('Guten ');
  assert.deepEqual(captions(), [], 'words without a translation are shown by nobody');
  translations.into('ja').sink.addText('おはよう');
  translations.into('ja').sink.addHeard('Morgen.');
  assert.deepEqual(captions(), [['Ada', 'Guten Morgen.', 'おはよう']]);
});

test('translations are said one after the other, and whoever speaks meanwhile is heard at once and cuts nothing off', async () => {
  const { remotes, translations, speaks } = await interpreting(ALOUD);
  await speaks(ada.id);
  const [first] = [translations.into('ja')];
  first.sink.addAudio(SAID);
  first.sink.addText('おはよう');
  first.finish({ is: 'translated' });
  await settle();
  const [spoken] = remotes.of('speak');
  assert.deepEqual(spoken?.interrupters, { judged: 'all' });
  assert.deepEqual([remotes.of('sound').length, remotes.of('said').length], [1, 1]);
  remotes.events.message({ is: 'audible', call: 'guild', turn: spoken.turn });
  const utterance = await speaks(bob.id, { duringAnswer: true });
  assert.deepEqual(remotes.of('release'), [{ is: 'release', call: 'guild', utterance }]);
  translations.into('de').sink.addAudio(SAID);
  await settle();
  assert.deepEqual(
    remotes.of('speak').map(({ turn }) => turn - spoken.turn),
    [0, 1],
  );
  assert.deepEqual(remotes.of('withdraw'), []);
});

test('when too much waits to be said, the newest is only written, and people are told once', async () => {
  const { remotes, venue, translations, speaks, captions } = await interpreting(ALOUD);
  for (let count = 0; count < 6; count++) {
    await speaks(ada.id);
    translations.into('ja').sink.addText(`${count}`);
    translations.into('ja').sink.addAudio(SAID);
    await settle();
  }
  assert.equal(captions().length, 6);
  assert.equal(remotes.of('speak').length, 3);
  const told = venue.shown.filter(({ note }) => note?.code === 'interpret.only-written');
  assert.equal(told.length, 1);
});

test('whoever speaks pays, by room in every cap that grows with what is said', async () => {
  const { translations, speaks } = await interpreting();
  await speaks(ada.id, { pieces: 120 });
  const spender = { is: 'person', id: ada.id, aside: true } as const;
  const { model } = translations;
  assert.deepEqual(translations.held, [
    { spender, foresight: { questionTokens: 0, soundMs: 20_000, pictures: 0, model, isNoQuestion: true } },
  ]);
  assert.deepEqual(translations.grown, [{ soundMs: 20_000, answerMs: 0 }]);
  const kinds = { ...NO_TOKENS, soundIn: 300, soundOut: 250 };
  translations.into('ja').sink.count({ prompt: 300, response: 250, thoughts: 0, total: 550, kinds, estimated: false });
  for (const one of translations.heard) one.finish({ is: 'translated' });
  await settle();
  assert.deepEqual(
    translations.spent.map(({ by, spender: who, model: of, kinds: all }) => [by, who, of, all]),
    [['live', spender, model, kinds]],
  );
  // What was sent is counted by then, and what never was, because Gemini is out of reach, costs nothing.
  assert.deepEqual(translations.givenBack, [false]);
});

test('a full cap is told before anything is sent, and in mid sentence below what came', async () => {
  const { remotes, translations, venue, speaks } = await interpreting();
  const full = new UserError({ code: 'limits.full', scope: 'server', period: 'day', at: 0 });
  translations.refusal = full;
  await speaks(ada.id);
  const [told] = venue.captions.splice(0);
  const end = told?.turn.end;
  assert.deepEqual([translations.heard.length, end?.is === 'failed' && toText(end.error)], [0, full.text]);
  translations.refusal = undefined;
  const halted = new UserError({ code: 'limits.halted', scope: 'server', period: 'day', at: 0 });
  translations.full = halted;
  const utterance = await speaks(ada.id, { pieces: 40, ends: false });
  translations.into('ja').sink.addText('おはよう');
  const more = async () => {
    for (let piece = 0; piece < 40; piece++)
      remotes.events.message({ is: 'heard', call: 'guild', utterance, ...HEARD });
    await settle();
  };
  await more();
  const [shown] = venue.captions;
  assert.deepEqual(shown?.turn.end?.is === 'broken' && shown.turn.end.error.text, halted.text);
  assert.equal(shown?.turn.heard, 'おはよう');
  const sent = translations.into('ja').sound.length;
  await more();
  assert.equal(translations.into('ja').sound.length, sent);
});

test('what can’t be translated is told once, below what came if anything did', async () => {
  const { translations, venue, speaks } = await interpreting();
  const text = { code: 'gemini.unreachable' } as const;
  await speaks(ada.id);
  for (const one of translations.heard) one.finish({ is: 'lost', text, part: false });
  await settle();
  assert.deepEqual(
    venue.captions.splice(0).map(({ turn: { end } }) => end?.is === 'failed' && toText(end.error)),
    [text],
  );
  await speaks(ada.id);
  translations.into('ja').sink.addText('おは');
  translations.into('ja').finish({ is: 'lost', text, part: true });
  translations.into('de').finish({ is: 'nothing' });
  await settle();
  const { end } = venue.captions[0]?.turn ?? {};
  assert.deepEqual(end?.is === 'broken' && end.error.text, text);
  await speaks(ada.id);
  translations.into('ja').sink.addText('おは');
  translations.into('ja').lost = 2_500;
  translations.into('ja').finish({ is: 'translated' });
  translations.into('de').finish({ is: 'nothing' });
  await settle();
  const behind = venue.captions[1]?.turn.end;
  assert.deepEqual(behind?.is === 'broken' && behind.error.text, { code: 'interpret.fell-behind', ms: 2_500 });
});

test('of whoever opts out nothing more is sent, and what came is taken back; others go on', async () => {
  const { calls, translations, venue, speaks } = await interpreting(ALOUD);
  await speaks(ada.id, { ends: false });
  translations.into('ja').sink.addText('おはよう');
  calls.heed('guild', ada.id, false);
  await settle();
  const [shown] = venue.captions;
  assert.deepEqual([shown?.turn.heard, shown?.turn.end], ['', { is: 'interrupted' }]);
  await speaks(ada.id);
  assert.equal(translations.heard.length, 2);
  await speaks(bob.id);
  assert.equal(translations.heard.length, 4);
});

test('when it ends, nothing of what is being said comes any more, and the call listens as before', async () => {
  const { calls, remotes, translations, venue, conversations, speaks } = await interpreting(ALOUD, { listen: 'off' });
  assert.deepEqual(remotes.hearing?.members, [ada.id, bob.id]);
  await speaks(ada.id, { ends: false });
  translations.into('ja').sink.addAudio(SAID);
  translations.into('ja').sink.addText('おはよう');
  await settle();
  assert.equal(await calls.interpreting.end('guild'), true);
  await settle();
  assert.deepEqual([venue.captions[0]?.turn.end, remotes.of('withdraw').length > 0], [{ is: 'interrupted' }, true]);
  assert.deepEqual([translations.closed, remotes.hearing?.members], [['de', 'ja'], []]);
  assert.equal(calls.view('guild')?.listen, 'off');
  assert.equal(await calls.interpreting.end('guild'), false);
  await speaks(ada.id);
  assert.deepEqual([translations.heard.length, conversations.utterances.length], [2, 0]);
});

test('begun once more it goes on with what is being said, and with other languages it begins anew', async () => {
  const { calls, translations, speaks } = await interpreting();
  await speaks(ada.id, { ends: false });
  await calls.interpreting.begin('guild', { languages: ['de', 'ja'], aloud: false });
  await settle();
  assert.deepEqual([translations.opened, translations.closed], [['de', 'ja'], []]);
  await calls.interpreting.begin('guild', { languages: ['de', 'fr'], aloud: false });
  await speaks(bob.id);
  assert.deepEqual(
    [translations.opened.slice(2), translations.closed],
    [
      ['de', 'fr'],
      ['de', 'ja'],
    ],
  );
});

test('nobody is heard while translations can be neither written nor said, and people read why', async () => {
  const { calls, venue, remotes } = await interpreting(ALOUD);
  const rights = async (isWritable: boolean) => {
    if (isWritable) venue.unwritable.delete('general');
    else venue.unwritable.add('general');
    await venue.tell({ is: 'rights', guildId: 'guild' });
    return remotes.hearing?.members;
  };
  const everybody = [ada.id, bob.id];
  assert.deepEqual(await rights(false), everybody, 'people still hear them');
  await rights(true);
  await calls.interpreting.begin('guild', PAIR);
  assert.deepEqual(await rights(false), []);
  const why = { code: 'notice.unwritten', channel: 'general' } as const;
  assert.deepEqual(calls.view('guild')?.hears, { is: 'unannounced', why });
  assert.deepEqual(venue.shown.at(-1)?.view?.hears, { is: 'unannounced', why });
  assert.deepEqual(await rights(true), everybody);
  assert.deepEqual(venue.shown.at(-1)?.view?.hears, { is: 'people' });
});

test('an owner who switches it off ends it, and nobody begins it again', async () => {
  const { calls, rules } = await interpreting();
  await rules.set({ mayInterpret: false });
  assert.equal(calls.view('guild')?.interpreting, undefined);
  assert.equal(calls.interpreting.mayBegin('guild'), false);
  await assert.rejects(calls.interpreting.begin('guild', PAIR), /interpret.switched-off/);
  await rules.set({ mayInterpret: true });
  assert.equal(calls.view('guild')?.interpreting, undefined);
});

test('it outlives a restart, and ends with the call', async () => {
  const store = await openStore('memory:', silent);
  const stage = await calling(store);
  await interpreting(ALOUD, {}, stage);
  await stage.calls.close();
  const next = stage.start();
  await next.restore(['guild']);
  await settle();
  assert.deepEqual(next.view('guild')?.interpreting, ALOUD);
  await next.leave('guild');
  await settle();
  await assert.rejects(next.interpreting.begin('guild', PAIR), /call.over/);
});

test('what was heard before a stop is still translated and shown, unless its speaker opts out meanwhile', async () => {
  const { calls, translations, venue, speaks, captions } = await interpreting(ALOUD);
  await speaks(ada.id, { ends: false });
  const [intoGerman, intoJapanese] = translations.heard;
  assert.ok(intoGerman && intoJapanese);
  intoJapanese.sink.addText('おはよう');
  await speaks(bob.id, { ends: false });
  translations.into('de').sink.addText('Hallo');
  await calls.close();
  assert.deepEqual([translations.heard.filter(({ speaking }) => speaking), translations.closed], [[], []]);
  const closing = calls.late.close(new AbortController().signal);
  calls.heed('guild', bob.id, false);
  intoJapanese.sink.addAudio(SAID);
  intoJapanese.sink.addText('ございます。');
  intoJapanese.finish({ is: 'translated' });
  intoGerman.finish({ is: 'nothing' });
  await closing;
  assert.deepEqual(captions(), [
    ['Ada', 'おはようございます。', ''],
    ['Bob', '', ''],
  ]);
  assert.deepEqual(
    venue.captions.map(({ turn }) => turn.end),
    [{ is: 'complete' }, { is: 'interrupted' }],
  );
  assert.deepEqual(translations.closed, ['de', 'ja']);
});

test('a stop waits only as long as it may, and people read that the rest isn’t translated', async () => {
  const { calls, translations, venue, speaks } = await interpreting();
  await speaks(ada.id, { ends: false });
  translations.into('ja').sink.addText('おは');
  await speaks(bob.id);
  await calls.close();
  const enough = new AbortController();
  const closing = calls.late.close(enough.signal);
  enough.abort();
  await closing;
  const why = { code: 'call.restarting' } as const;
  assert.deepEqual(
    venue.captions.map(({ turn: { heard, end } }) => [heard, end?.is, end && 'error' in end && toText(end.error)]),
    [
      ['おは', 'broken', why],
      ['', 'failed', why],
    ],
  );
  for (const { ended } of translations.heard) assert.deepEqual(await ended, { is: 'dropped' });
  assert.deepEqual(translations.closed, ['de', 'ja']);
  await calls.late.close(enough.signal);
});

test('what was heard before another process got the call is still translated here', async () => {
  const stage = await calling();
  const change = { is: 'lost', home: 'guild', channels: ['general'] } as const;
  let lose = () => {};
  const calls = stage.start({
    claims: {
      ...ALONE,
      on: (listener) => {
        lose = () => listener(change);
        return () => {};
      },
    },
  });
  const join: Stage['join'] = (settings = {}) => calls.join(stage.wish({ settings }));
  const { translations, venue, speaks, captions } = await interpreting(PAIR, {}, { ...stage, calls, join });
  await speaks(ada.id, { ends: false });
  lose();
  assert.equal(calls.count, 0);
  translations.into('ja').sink.addText('おはよう');
  translations.into('ja').finish({ is: 'translated' });
  translations.into('de').finish({ is: 'nothing' });
  await calls.late.close(new AbortController().signal);
  assert.deepEqual([captions(), venue.captions[0]?.turn.end], [[['Ada', 'おはよう', '']], { is: 'complete' }]);
  assert.deepEqual(translations.closed, ['de', 'ja']);
});

test('when the call ends, what is being said is dropped and every session is closed', async () => {
  const { calls, translations, speaks } = await interpreting();
  await speaks(ada.id, { ends: false });
  await calls.leave('guild');
  assert.deepEqual(translations.closed, ['de', 'ja']);
  assert.deepEqual(await Promise.all(translations.heard.map(({ ended }) => ended)), [
    { is: 'dropped' },
    { is: 'dropped' },
  ]);
});
