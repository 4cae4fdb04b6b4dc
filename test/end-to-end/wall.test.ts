import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Reply } from '../../world/discord/reply.ts';
import { type Step, say, stayQuiet } from '../../world/live/steps.ts';
import { holding, warning } from '../sentences.ts';
import { whole } from './bot.ts';

const HOUR = 3_600_000;

/** What may become of the wall clock in the middle of something. */
const MOVES = { 'set back': -HOUR, 'set forward': HOUR };

/** A word a second. */
const slowly = (words: readonly string[]): (Step | string)[] =>
  words.flatMap((word) => [say(`${word} `), stayQuiet(1_000)]);

/** Parley in a world whose time is the test's, where somebody sets the wall clock. */
const open = async (t: TestContext, by: number, model: (text: string) => string | Iterable<Step | string>) => {
  const asked: string[] = [];
  const stage = await whole(t, {}, ({ text }) => {
    asked.push(text);
    return model(text);
  });
  const { clock, ada, general } = stage;
  const began = clock.now();
  /** How many seconds it has been, roughly: what goes over sockets takes as long as it takes. */
  const passed = () => Math.round((clock.now() - began) / 3_000) * 3;
  const ask = async (question: string, by = ada) => {
    const reply = await clock.until(by.slash('ask', { question }, { in: general }));
    await clock.until(reply.until(({ acknowledged }) => acknowledged !== undefined));
    return reply;
  };
  /** So many seconds pass, in which what is on its way over sockets arrives. */
  const pass = (seconds: number) => clock.until(clock.sleep(seconds * 1_000));
  /** Sets the wall clock after so many seconds. */
  const setAfter = async (seconds: number) => {
    await pass(seconds);
    clock.set(by);
  };
  return { ...stage, asked, passed, pass, ask, setAfter };
};

/** When a reply first showed this, in seconds of which half a dozen do not matter. */
const shownAfter = ({ edits }: Reply, text: RegExp, began: number): number =>
  Math.floor(((edits.find((edit) => text.test(edit.text))?.at ?? Number.POSITIVE_INFINITY) - began) / 1_000);

const SLOW = holding({ code: 'answer.slow' });
const TROUBLE = warning({ code: 'gemini.unreachable' }, { code: 'gemini.busy' });
const REST = /⚠️ .*quota.*<t:(\d+):t>/;

/** Each resolves with what people saw and what was asked, and when. */
const STORIES: Record<string, (t: TestContext, by: number) => Promise<unknown>> = {
  'an answer': async (t, by) => {
    const words = 'one two three four five six seven eight'.split(' ');
    const { ask, setAfter, pass, clock, asked, passed, general } = await open(t, by, () => slowly(words));
    const reply = await ask('Count');
    await setAfter(3);
    await clock.until(reply.until(({ text }) => text === words.join(' ')));
    await pass(10);
    return { text: reply.text, posted: general.history.length, asked, passed: passed() };
  },
  'a wait behind another question': async (t, by) => {
    const { ask, setAfter, pass, clock, asked, passed, guild } = await open(t, by, (text) =>
      /first/.test(text) ? [stayQuiet(12_000), 'First.'] : 'Second.',
    );
    const first = await ask('the first');
    const second = await ask('the second', guild.member('Bob'));
    await setAfter(5);
    await clock.until(Promise.all([first.shows('First.'), second.shows('Second.')]));
    await pass(10);
    return { shown: [first.text, second.text], asked, passed: passed() };
  },
  'a wait for the first word': async (t, by) => {
    const { ask, setAfter, clock, asked, passed } = await open(t, by, () => [stayQuiet(14_000), 'Because.']);
    const began = clock.now();
    const reply = await ask('Why?');
    await setAfter(4);
    await clock.until(reply.shows('Because.'));
    return { slow: shownAfter(reply, SLOW, began), text: reply.text, asked, passed: passed() };
  },
  'a wait for a connection': async (t, by) => {
    const { ask, setAfter, pass, clock, asked, passed, live } = await open(t, by, () => 'Here.');
    live.next(...Array.from({ length: 60 }, () => ({ upgrade: 'silent' as const })));
    const reply = await ask('Are you there?');
    await setAfter(5);
    await clock.until(reply.shows(TROUBLE));
    const told = passed();
    live.dialling.length = 0;
    await pass(30);
    const again = await ask('And now?');
    await clock.until(again.shows('Here.'));
    return { told, asked, passed: passed() };
  },
  'a pause for quota': async (t, by) => {
    const { ask, setAfter, pass, clock, asked, live } = await open(t, by, () => 'Here.');
    live.next({ setup: { close: [1011, 'You exceeded your current quota, please check'] } });
    await clock.until((await ask('Hello?')).shows(REST));
    await setAfter(20);
    const early = await ask('And now?');
    await clock.until(early.shows(REST));
    // People read it by their own clocks, so it is told by what the wall clock shows now.
    const wait = Number(REST.exec(early.text)?.[1]) * 1_000 - clock.wall();
    assert.ok(wait > 0 && wait <= 55_000, `${wait}`);
    await pass(60);
    await clock.until((await ask('And then?')).shows('Here.'));
    return { asked, dials: live.dials };
  },
  'a rest': async (t, by) => {
    const { ask, setAfter, clock, asked, live, passed } = await open(t, by, () => 'Here.');
    await clock.until((await ask('Hello?')).shows('Here.'));
    await setAfter(60);
    await clock.advance(45 * 60_000);
    await clock.until((await ask('Hello again?')).shows('Here.'));
    const resumed = live.connections.map(({ setup }) => setup.sessionResumption?.handle !== undefined);
    return { asked, resumed, passed: passed() };
  },
  'a stop': async (t, by) => {
    const { ask, clock, asked, stop, passed } = await open(t, by, () => [say('One '), stayQuiet(3_000), 'two.']);
    const reply = await ask('Count');
    await clock.until(reply.shows(/One/));
    const stopped = stop();
    clock.set(by);
    await stopped;
    return { text: reply.text, asked, passed: passed() };
  },
};

for (const [what, story] of Object.entries(STORIES))
  test(`${what} in whose middle somebody sets the wall clock goes on as if nobody had`, async (t) => {
    const calm = await story(t, 0);
    for (const [how, by] of Object.entries(MOVES)) assert.deepEqual(await story(t, by), calm, how);
  });
