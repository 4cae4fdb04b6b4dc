import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { type CloseVerdict, judgeClose, OWN_CLOSE_REASONS } from '../../../src/live/failures/close-codes.ts';
import type { ConnectionPhase, Ending } from '../../../src/live/failures/connection-ending.ts';
import {
  type Consequences,
  type EndingCircumstances,
  explainConsequences,
  findConsequences,
  type HandleFate,
  type TurnFate,
} from '../../../src/live/failures/consequences.ts';
import { ENDINGS } from './endings.ts';

const PHASES: ConnectionPhase[] = ['dialling', 'idle', 'asked', 'answering', 'tool', 'hearing', 'leaving'];

/** Nothing unusual: a typed question on a fresh connection that had been open for long. */
const USUAL: EndingCircumstances = {
  phase: 'asked',
  resumed: false,
  age: 60_000,
  deaths: 0,
  marked: false,
  doubted: false,
  left: 1,
};

const BROKEN: Ending = { code: 1011, reason: 'Internal error encountered.' };
const REFUSED_HANDLE: Ending = { code: 1008, reason: 'BidiGenerateContent session not found' };
const QUOTA: Ending = { code: 1011, reason: 'You exceeded your current quota' };
const KEY: Ending = { code: 1007, reason: 'API key not valid. Please pass a valid API key.' };
const CREDITS: Ending = { code: 1011, reason: 'Your prepayment credits are depleted.' };
const ARGUMENT: Ending = { code: 1007, reason: 'Request contains an invalid argument.' };
const HUNG: Ending = { code: 1006, reason: `${OWN_CLOSE_REASONS.noSetup} within 10000 ms` };
const LATE: Ending = { code: 1006, reason: OWN_CLOSE_REASONS.lateDial };
const NETWORK: Ending = { code: 1006, reason: 'connect ECONNREFUSED 127.0.0.1:1' };

type Fates = [may: TurnFate[], not: TurnFate[]];

/** What becomes of the turn in each phase, if it may be said again, and if it mustn't. */
const SAID_AGAIN: Fates = [
  ['again', 'nothing', 'again', 'broken', 'again', 'again', 'nothing'],
  ['told', 'nothing', 'told', 'broken', 'told', 'told', 'nothing'],
];
const NEVER_AGAIN: Fates = [
  ['told', 'nothing', 'told', 'broken', 'told', 'told', 'nothing'],
  ['told', 'nothing', 'told', 'broken', 'told', 'told', 'nothing'],
];

const FATES: Record<CloseVerdict['is'], Fates> = {
  resume: SAID_AGAIN,
  backoff: SAID_AGAIN,
  fresh: SAID_AGAIN,
  rest: NEVER_AGAIN,
  stop: NEVER_AGAIN,
  doubt: SAID_AGAIN,
  refused: NEVER_AGAIN,
};

/** All combinations of what can be going on. */
function* circumstances(): Generator<EndingCircumstances> {
  for (const phase of PHASES)
    for (const resumed of [true, false])
      for (const age of phase === 'dialling' ? [0] : [0, 9_999, 10_000])
        for (const deaths of [0, 1])
          for (const marked of [true, false])
            for (const doubted of [true, false])
              for (const left of [0, 1]) yield { phase, resumed, age, deaths, marked, doubted, left };
}

test('what becomes of a turn follows from the verdict, the phase, and how often it may still be said', () => {
  for (const [code, reason] of ENDINGS)
    for (const resumed of [true, false])
      for (const [at, phase] of PHASES.entries()) {
        const { is } = judgeClose({ code, reason }, { handle: resumed, phase });
        for (const [left, column] of [1, 0].entries()) {
          const { turn, verdict } = findConsequences({ code, reason }, { ...USUAL, phase, resumed, left: column });
          assert.deepEqual([verdict.is, turn], [is, FATES[is][left]?.[at]], `${code} ${reason} ${phase} ${column}`);
        }
      }
});

test('an answer that began is never said again, nor anything more often than it may', () => {
  for (const [code, reason] of ENDINGS)
    for (const about of circumstances()) {
      const meaning: Consequences = findConsequences({ code, reason }, about);
      const what = `${code} ${reason} ${JSON.stringify(about)}`;
      if (about.phase === 'answering' || about.left === 0) assert.notEqual(meaning.turn, 'again', what);
      if (meaning.handle.is === 'drop') assert.ok(about.resumed && meaning.handle.deaths === 0, what);
      if (meaning.handle.is === 'skip') assert.equal(about.phase, 'dialling', what);
      if (meaning.isMarkerFault) assert.ok(about.marked && meaning.next.account === 'fine', what);
      if (meaning.next.account === 'quota')
        assert.deepEqual([meaning.verdict.is, meaning.next.pause], ['rest', true], what);
      assert.ok(meaning.handle.deaths < 2, what);
    }
});

const HANDLES: [
  name: string,
  ending: Ending,
  about: Partial<EndingCircumstances>,
  is: HandleFate['is'],
  deaths: number,
][] = [
  ['a fresh connection says nothing about a handle', BROKEN, { age: 0 }, 'keep', 0],
  ['a fresh connection that stood long forgives earlier deaths', BROKEN, { deaths: 1 }, 'keep', 0],
  ['a fresh connection that ended soon forgives none', BROKEN, { age: 9_999, deaths: 1 }, 'keep', 1],
  ['one death may be chance', BROKEN, { resumed: true, age: 9_999 }, 'keep', 1],
  ['two in a row are none', BROKEN, { resumed: true, age: 9_999, deaths: 1 }, 'drop', 0],
  ['after ten seconds it was not the handle', BROKEN, { resumed: true, age: 10_000, deaths: 1 }, 'keep', 0],
  ['a refused handle is dropped', REFUSED_HANDLE, { resumed: true }, 'drop', 0],
  ['also when the connection is idle', REFUSED_HANDLE, { resumed: true, phase: 'idle' }, 'drop', 0],
  ['an argument may be the handle', ARGUMENT, { resumed: true }, 'drop', 0],
  ['unless it was the marker', ARGUMENT, { resumed: true, marked: true, deaths: 1 }, 'keep', 1],
  ['quota is no sign against it', QUOTA, { resumed: true, age: 0, deaths: 1 }, 'keep', 1],
  ['nor is a key', KEY, { resumed: true, age: 0, deaths: 1 }, 'keep', 1],
  ['a dial that Google closes may die of it', BROKEN, { phase: 'dialling', resumed: true, age: 0 }, 'keep', 1],
  ['two such dials do', BROKEN, { phase: 'dialling', resumed: true, age: 0, deaths: 1 }, 'drop', 0],
  ['a refused handle is dropped at once', REFUSED_HANDLE, { phase: 'dialling', resumed: true, age: 0 }, 'drop', 0],
  ['a network that is down says nothing', NETWORK, { phase: 'dialling', resumed: true, age: 0, deaths: 1 }, 'keep', 1],
  ['a setup without an answer is tried without it', HUNG, { phase: 'dialling', resumed: true, age: 0 }, 'skip', 0],
  ['and so is a dial that took too long', LATE, { phase: 'dialling', resumed: true, age: 0, deaths: 1 }, 'skip', 1],
  ['without a handle there is nothing to leave out', HUNG, { phase: 'dialling', age: 0 }, 'keep', 0],
];

for (const [name, ending, about, is, deaths] of HANDLES)
  test(`a handle: ${name}`, () =>
    assert.deepEqual(findConsequences(ending, { ...USUAL, ...about }).handle, { is, deaths }));

test('what Google holds against the account counts for all: at once, or when it comes again', () => {
  const read = (ending: Ending, doubted: boolean) => findConsequences(ending, { ...USUAL, doubted });
  assert.deepEqual(read(KEY, false).next.account, { is: 'doubt', why: 'key' });
  assert.equal(read(KEY, false).turn, 'again');
  assert.deepEqual(read(KEY, true).next.account, { is: 'stop', why: 'key' });
  assert.equal(read(KEY, true).turn, 'told');
  assert.deepEqual(read(CREDITS, false).next.account, { is: 'stop', why: 'credits' });
  assert.equal(read(QUOTA, true).next.account, 'quota');
  assert.equal(read(BROKEN, true).next.account, 'fine');
});

test('a setup that is refused is tried once without the name of the speaker', () => {
  const dial = { ...USUAL, phase: 'dialling' as const, age: 0 };
  assert.equal(findConsequences(ARGUMENT, dial).next.speaker, 'unnamed');
  assert.equal(findConsequences(ARGUMENT, { ...dial, resumed: true }).next.speaker, 'named');
  assert.equal(findConsequences(KEY, dial).next.speaker, 'named');
  assert.equal(findConsequences(ARGUMENT, USUAL).next.speaker, 'named');
});

test('a marker is to blame only where nothing of the account is, and never for a dial', () => {
  const marked = { ...USUAL, phase: 'hearing' as const, marked: true };
  const { isMarkerFault, turn, next } = findConsequences(ARGUMENT, marked);
  assert.deepEqual([isMarkerFault, turn, next.pause], [true, 'again', false]);
  assert.equal(findConsequences(KEY, marked).isMarkerFault, false);
  assert.equal(findConsequences(QUOTA, marked).isMarkerFault, false);
  assert.equal(findConsequences(ARGUMENT, { ...marked, phase: 'dialling' }).isMarkerFault, false);
  assert.equal(findConsequences(ARGUMENT, { ...marked, marked: false }).turn, 'told');
});

test('people read that an answer broke off where they saw a part of it, and that a dial never stood', () => {
  const explain = (ending: Ending, about: Partial<EndingCircumstances>) =>
    explainConsequences(findConsequences(ending, { ...USUAL, ...about }), 5);
  assert.deepEqual(explain(KEY, { phase: 'answering' }), { code: 'gemini.broken', at: 5 });
  assert.deepEqual(explain(BROKEN, { left: 0 }), { code: 'gemini.lost', at: 5 });
  assert.deepEqual(explain(BROKEN, { phase: 'dialling', age: 0 }), { code: 'gemini.unreachable', at: 5 });
  assert.deepEqual(explain(KEY, { doubted: true }), { code: 'owner.key' });
});

test('an ending is judged in one place; what no session uses yet is only explained', () => {
  const asking = globSync('src/**/*.ts').filter((file) => /\bjudgeClose\(/.test(readFileSync(file, 'utf8')));
  assert.deepEqual(asking.map((file) => file.replaceAll('\\', '/')).sort(), [
    'src/live/connection/preflight.ts',
    'src/live/failures/consequences.ts',
    // Whether a refusal is of what a place wished for, before it's held against anything.
    'src/live/session/setup-trial.ts',
    'src/live/typed/text-endings.ts',
    'src/terminal/checks/gemini-check.ts',
  ]);
});
