import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StoredTurn } from '../../src/conversation/turns/stored-turn.ts';
import { pieceText, questionText } from '../duel/words.ts';
import { dueOf, type Fate } from './fate.ts';
import { memoryFaults } from './memory.ts';
import { countLosses, recordFaults, renumbered } from './records.ts';
import { recoveries } from './recovery.ts';
import type { Trouble } from './trouble.ts';
import { endFaults, wrongFaults } from './verdict.ts';

/** A question of a channel that p1 was told of a second after its number, and has answered whole half a second later. */
const fate = (number: number, other: Partial<Fate> = {}): Fate => ({
  number,
  channel: 'c',
  home: 'h',
  way: 'mention',
  at: number * 10_000,
  heard: ['p1'],
  generations: [{ by: 'p1', at: number * 10_000 + 100, known: [] }],
  seen: 'the whole answer',
  wholeAt: number * 10_000 + 500,
  isUnheeded: false,
  isStopped: false,
  isUnkept: false,
  pieces: [1, 2],
  ...other,
});

const trouble = (is: Trouble['is'], from: number, to: number, of = 'p1'): Trouble => ({ is, of, from, to });
const FOREVER = Number.POSITIVE_INFINITY;

/** A turn that holds pieces of the answer to a question. */
const turn = (question: number, ...pieces: number[]): StoredTurn => ({
  person: { id: '1', name: 'Ada' },
  at: 0,
  asked: questionText(question),
  answered: pieces.map((number) => pieceText({ question, generation: 1, number, of: 2 })).join(''),
  ended: 'complete',
});

const kinds = (found: readonly { kind: string }[]): string[] => found.map(({ kind }) => kind);

test('a question without an answer is a fault, unless nobody heard it or who did was killed', () => {
  const open = fate(1, { seen: 'nothing', generations: [] });
  assert.deepEqual(kinds(endFaults(open, [])), ['not answered: nothing']);
  assert.deepEqual(kinds(endFaults(open, [trouble('kill', 30_000, FOREVER)])), ['not answered: nothing']);
  assert.deepEqual(kinds(endFaults(open, [trouble('pause', 9_000, 19_000)])), ['not answered: nothing']);
  assert.deepEqual(kinds(endFaults(open, [trouble('kill', 10_050, FOREVER)])), []);
  assert.deepEqual(kinds(endFaults({ ...open, heard: [] }, [])), []);
  assert.equal(dueOf({ ...open, heard: ['p1', 'p2'] }, [trouble('kill', 10_050, FOREVER)]), 'owed');
});

test('a half answer that nobody ends is a fault, unless who wrote it died while it couldn’t note that', () => {
  const half = fate(1, { seen: 'a part that stands still', wholeAt: undefined });
  const killed = trouble('kill', 10_400, FOREVER);
  assert.deepEqual(kinds(endFaults({ ...half, way: 'ask', taken: { by: 'p1', at: 10_010 } }, [killed])), [
    'not answered: a part that stands still',
  ]);
  assert.deepEqual(kinds(endFaults(half, [trouble('cut', 9_000, 19_000), killed])), []);
});

test('a command that was acknowledged has to have an end; one that wasn’t, only without a trouble', () => {
  const open = fate(1, { way: 'ask', seen: 'nothing', generations: [], isUnheeded: true });
  assert.deepEqual(kinds(endFaults(open, [])), ['not answered: nothing']);
  assert.deepEqual(kinds(endFaults(open, [trouble('pause', 9_000, 14_000)])), []);
  const taken = { ...open, isUnheeded: false, taken: { by: 'p1', at: 10_010 } };
  assert.deepEqual(kinds(endFaults(taken, [trouble('kill', 10_100, FOREVER)])), ['not answered: nothing']);
});

test('an answer that falls back is a fault, unless who pressed Stop reads that from another process than its own', () => {
  const wrongs = [{ kind: 'fell back', what: 'question 1' }] as const;
  const stopped = fate(1, { seen: 'only a note', isStopped: true, losses: [{ by: 'p1', at: 10_200 }] });
  assert.deepEqual(kinds(wrongFaults(wrongs, stopped)), []);
  for (const other of [{ isStopped: false }, { losses: [] }, { seen: 'the whole answer' }] as const)
    assert.deepEqual(kinds(wrongFaults(wrongs, { ...stopped, ...other })), ['fell back']);
  assert.deepEqual(kinds(wrongFaults([{ kind: 'two answers', what: 'question 1' }], stopped)), ['two answers']);
});

test('who has the home may write in place of who asked the model later and hasn’t, and not the other way round', () => {
  const generations = [
    { by: 'p1', at: 10_021, known: [] },
    { by: 'p2', at: 10_022, known: [] },
  ];
  const fell = (losses: Fate['losses'], to = 1) =>
    kinds(
      wrongFaults(
        [{ kind: 'fell back', what: '', fall: { from: 2, to, at: 13_000 } }],
        fate(1, { generations, losses }),
      ),
    );
  assert.deepEqual(fell([{ by: 'p2', at: 10_600 }]), []);
  assert.deepEqual(fell([{ by: 'p2', at: 10_600 }], 0), ['fell back']);
  assert.deepEqual(fell([]), ['fell back']);
  assert.deepEqual(fell([{ by: 'p2', at: 14_000 }]), ['fell back']);
  assert.deepEqual(fell([{ by: 'p1', at: 10_600 }]), ['fell back']);
  assert.deepEqual(
    fell([
      { by: 'p1', at: 10_500 },
      { by: 'p2', at: 10_600 },
    ]),
    ['fell back'],
  );
});

test('people are told that there is no answer only if something went wrong', () => {
  const told = fate(1, { seen: 'only a note' });
  assert.deepEqual(kinds(endFaults(told, [])), ['told without any trouble: only a note']);
  assert.deepEqual(kinds(endFaults({ ...told, isStopped: true }, [])), []);
  assert.deepEqual(kinds(endFaults(told, [trouble('cut', 11_000, 14_000, 'all')])), []);
  assert.deepEqual(kinds(endFaults(told, [trouble('cut', 11_000, 14_000, 'p2')])), [
    'told without any trouble: only a note',
  ]);
});

test('a model has to know what people saw in its channel, once, and nothing of another one', () => {
  const asked = (number: number, ...known: number[]) =>
    fate(number, { generations: [{ by: 'p1', at: number * 10_000 + 100, known }] });
  assert.deepEqual(memoryFaults([asked(1), asked(2, 1), asked(3, 1, 2)], []), []);
  assert.deepEqual(kinds(memoryFaults([asked(1), asked(2)], [])), ['the model has forgotten']);
  assert.deepEqual(kinds(memoryFaults([asked(1), asked(2, 1, 1)], [])), ['the model was told twice']);
  const elsewhere = { ...asked(1), channel: 'd' };
  assert.deepEqual(kinds(memoryFaults([elsewhere, asked(2, 1)], [])), ['the model was told of another channel']);
  assert.deepEqual(memoryFaults([asked(1), asked(2)], [trouble('cut', 18_000, 21_000)]), []);
  const lost = [asked(1), asked(2, 1), asked(4, 1)];
  const other = { ...asked(3), channel: 'd', generations: [{ by: 'p2', at: 21_000, known: [] }] };
  const cut = [trouble('cut', 19_000, 22_000)];
  assert.deepEqual(kinds(memoryFaults(lost, cut)), ['the model has forgotten']);
  assert.deepEqual(memoryFaults([...lost, other], cut), [], 'another process had its home, by another channel');
  assert.deepEqual(kinds(memoryFaults([asked(1), asked(2)], [trouble('cut', 1_000, 2_000)])), [
    'the model has forgotten',
  ]);
});

test('what people saw is in the transcript of its channel, whole and once', () => {
  const faults = (turns: (StoredTurn | undefined)[], troubles: Trouble[] = [], channel = 'c') =>
    kinds(recordFaults([fate(1)], new Map([[channel, turns]]), troubles));
  assert.deepEqual(faults([turn(1, 1, 2)]), []);
  assert.deepEqual(faults([]), ['not in the transcript']);
  assert.deepEqual(faults([turn(1, 1)]), ['less in the transcript than people saw']);
  assert.deepEqual(faults([turn(1, 1, 2), turn(1, 1, 2)]), ['twice in the transcript']);
  assert.deepEqual(faults([turn(1, 1, 2)], [], 'd'), ['in another channel’s transcript']);
  assert.deepEqual(faults([undefined, turn(1, 1, 2)]), ['a number without a turn']);
});

test('what waited for a store that was away may be missing if its process has ended, and only then', () => {
  const away = trouble('cut', 9_000, 13_000);
  const faults = (...troubles: Trouble[]) => kinds(recordFaults([fate(1)], new Map([['c', []]]), troubles));
  assert.deepEqual(faults(away), ['not in the transcript']);
  assert.deepEqual(faults(trouble('kill', 12_000, FOREVER)), ['not in the transcript']);
  assert.deepEqual(faults(away, trouble('kill', 12_000, FOREVER)), []);
  assert.deepEqual(faults({ ...trouble('fail-over', 10_600, 13_000, 'all'), loses: true }), []);
  const losses = countLosses([fate(1)], new Map([['c', []]]), [away, trouble('kill', 12_000, FOREVER)]);
  assert.deepEqual([...losses], [['it waited for the store in a process that ended', 1]]);
});

test('what was to be written may be refused if another process has had the home since the trouble began, and only then', () => {
  const away = trouble('cut', 9_000, 13_000);
  const faults = (other: Partial<Fate>, troubles = [away]) => {
    const all = [fate(1), { ...fate(2, { generations: [], pieces: [] }), ...other }];
    return kinds(recordFaults(all, new Map([['c', []]]), troubles));
  };
  const by = (name: string, at: number) => ({ generations: [{ by: name, at, known: [] }] });
  assert.deepEqual(faults(by('p2', 9_500)), []);
  assert.deepEqual(faults({ takers: [{ by: 'p2', at: 9_500 }] }), [], 'it may only have ended an older answer');
  assert.deepEqual(faults({ ...by('p2', 30_000), channel: 'd' }), [], 'a home has several channels');
  assert.deepEqual(faults(by('p2', 9_500), []), ['not in the transcript']);
  assert.deepEqual(faults(by('p2', 8_500)), ['not in the transcript']);
  assert.deepEqual(faults(by('p1', 9_500)), ['not in the transcript']);
  assert.deepEqual(faults({ ...by('p2', 9_500), home: 'other' }), ['not in the transcript']);
  const lost = (by: string, at: number) =>
    kinds(recordFaults([fate(1, { losses: [{ by, at }] })], new Map([['c', []]]), [away]));
  assert.deepEqual(lost('p1', 13_100), [], 'its own says that another one has its home');
  assert.deepEqual(lost('p1', 8_000), ['not in the transcript']);
  assert.deepEqual(lost('p2', 13_100), ['not in the transcript']);
  const later = { generations: [...by('p1', 17_000).generations, ...by('p2', 20_000).generations] };
  assert.deepEqual(faults(later), ['not in the transcript'], 'it could write when it asked again');
  assert.deepEqual(faults({ generations: [...later.generations, ...by('p2', 9_500).generations] }), []);
  const again = trouble('cut', 16_500, 21_000);
  assert.deepEqual(faults(later, [away, again]), [], 'the store was away again when it asked');
  const still = trouble('pause', 12_500, 16_950);
  assert.deepEqual(faults(later, [away, still]), [], 'it had just woken when it asked');
});

test('a number has a turn, unless a replica that took over hadn’t got it', () => {
  const turns = new Map([['c', [turn(1, 1, 2), undefined, undefined, turn(3, 1, 2)]]]);
  const all = [fate(1), fate(2), fate(3)];
  const holes = (...troubles: Trouble[]) =>
    recordFaults(all, turns, troubles).filter(({ kind }) => kind === 'a number without a turn');
  assert.deepEqual(
    holes().map(({ what, question }) => [what, question]),
    [
      ['turn 2 of c', 3],
      ['turn 3 of c', 3],
    ],
  );
  const loses = { ...trouble('fail-over', 20_600, 21_000, 'all'), loses: true };
  assert.deepEqual(
    holes(loses).map(({ what }) => what),
    ['turn 3 of c'],
    'it has lost one',
  );
});

test('a turn keeps its number and its channel', () => {
  const before = new Map([['c', [turn(1, 1), turn(2, 1)]]]);
  assert.deepEqual(renumbered(before, new Map([['c', [turn(1, 1, 2), turn(2, 1), turn(3, 1)]]])), []);
  assert.deepEqual(renumbered(before, new Map([['c', [turn(1, 1), turn(3, 1), turn(2, 1)]]])), [2]);
  assert.deepEqual(renumbered(before, new Map([['d', [turn(1, 1), turn(2, 1)]]])), [1, 2]);
});

test('what a busy machine does counts as trouble, but a question that people hear nothing of stays a fault', () => {
  const stall = trouble('stall', 9_000, 12_000);
  const open = fate(1, { seen: 'nothing', generations: [], wholeAt: undefined });
  assert.deepEqual(kinds(endFaults({ ...open, seen: 'only a note' }, [])), ['told without any trouble: only a note']);
  assert.deepEqual(kinds(endFaults({ ...open, seen: 'only a note' }, [stall])), []);
  assert.deepEqual(kinds(endFaults({ ...open, way: 'ask', isUnheeded: true }, [stall])), []);
  assert.deepEqual(kinds(endFaults({ ...open, way: 'ask' }, [stall])), ['not answered: nothing']);
  assert.deepEqual(kinds(endFaults(open, [stall])), ['not answered: nothing']);
});

test('the time to the next answer counts where the fault struck, and somebody asked', () => {
  const asked = (home: string, at: number, by: string) => ({
    home,
    at,
    generations: [{ by, at: at + 100 }],
    words: [at + 200],
  });
  const questions = [
    asked('a', 1_000, 'p1'),
    asked('a', 3_000, 'p2'),
    asked('b', 1_000, 'p2'),
    asked('b', 2_500, 'p2'),
  ];
  assert.deepEqual([...recoveries(questions, [trouble('kill', 2_000, FOREVER)])], [['kill', [1_200]]]);
  assert.deepEqual([...recoveries(questions, [trouble('cut', 2_000, 3_000, 'all')])], [['cut, all', [1_200, 700]]]);
  assert.deepEqual([...recoveries(questions, [trouble('kill', 9_000, FOREVER)])], []);
});
