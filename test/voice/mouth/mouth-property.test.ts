import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { samplesOf } from '../../audio/sounds.ts';
import { counted, isSilence, rig } from './mouth-rig.ts';

const TURNS = [1, 2, 3];

type Step =
  | { is: 'sound'; turn: number; samples: number }
  | { is: 'said'; turn: number }
  | { is: 'withdraw'; turn: number; end: boolean }
  | { is: 'hold' | 'release' | 'interrupt' | 'hush' | 'floorTaken' | 'floorFree' | 'pause' | 'resume' }
  | { is: 'advance' | 'stall'; ms: number };

const turn = fc.constantFrom(...TURNS);

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ is: fc.constant('sound'), turn, samples: fc.integer({ min: 0, max: 4000 }) }) },
  { weight: 8, arbitrary: fc.record({ is: fc.constant('advance'), ms: fc.integer({ min: 0, max: 300 }) }) },
  { weight: 2, arbitrary: fc.record({ is: fc.constant('said'), turn }) },
  {
    weight: 1,
    arbitrary: fc.record({ is: fc.constant('withdraw'), turn, end: fc.boolean() }),
  },
  { weight: 4, arbitrary: fc.record({ is: fc.constantFrom('hold', 'release', 'release') }) },
  { weight: 2, arbitrary: fc.record({ is: fc.constantFrom('floorTaken', 'floorFree', 'pause', 'resume') }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constantFrom('interrupt', 'hush') }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constant('stall'), ms: fc.integer({ min: 20, max: 400 }) }) },
);

/** What a listener must hear of each turn: what was given, except for what was withdrawn before it was played. */
class Expected {
  readonly #samples = new Map<number, number[]>();
  #next = 0;

  of(turn: number): number[] {
    return this.#samples.get(turn) ?? [];
  }

  /** New samples, different from all others. */
  give(turn: number, samples: number): Buffer {
    const pcm = counted(samples * 2, this.#next);
    this.#next += samples;
    this.#samples.set(turn, [...this.of(turn), ...samplesOf(pcm)]);
    return pcm;
  }

  cut(turn: number, heard: number): void {
    this.#samples.set(turn, this.of(turn).slice(0, heard));
  }
}

/** Runs a script, and then lets everything finish. */
const play = (script: Step[]) => {
  const { mouth, ticks, sent, ends } = rig();
  const expected = new Expected();
  const said = new Set<number>();
  // The samples are never zero, so any zeros were added by the mouth.
  const heard = (turn: number): number[] =>
    sent
      .filter((each) => each.turn === turn && !isSilence(each))
      .flatMap(({ packet }) => [...samplesOf(packet)].filter(Boolean));
  const run = (step: Step): void => {
    if (step.is === 'sound') {
      if (!said.has(step.turn)) mouth.sound(step.turn, expected.give(step.turn, step.samples));
    } else if (step.is === 'said') {
      said.add(step.turn);
      mouth.finish(step.turn);
    } else if (step.is === 'withdraw') {
      if (!ends.some((end) => end.turn === step.turn)) {
        expected.cut(step.turn, heard(step.turn).length);
        said.delete(step.turn);
      }
      mouth.withdraw(step.turn, step.end ? 'end' : 'go on');
    } else if (step.is === 'advance' || step.is === 'stall') ticks[step.is](step.ms);
    else if (step.is === 'interrupt') mouth.interrupt('7');
    else mouth[step.is]();
  };
  for (const turn of TURNS) mouth.speak(turn);
  for (const each of script) run(each);
  for (const is of ['resume', 'release', 'floorFree'] as const) run({ is });
  for (const turn of TURNS) run({ is: 'said', turn });
  ticks.advance(600_000);
  return { mouth, ticks, sent, ends, expected, heard };
};

const scripts = fc.array(step, { maxLength: 60 });

test('no sample is lost or doubled, whatever happens, and the bytes add up', () => {
  fc.assert(
    fc.property(scripts, (script) => {
      const { mouth, ends, expected, heard } = play(script);
      assert.deepEqual(ends.map(({ turn }) => turn).sort(), TURNS);
      for (const { turn, how, bytes } of ends) {
        const all = expected.of(turn);
        const samples = heard(turn);
        assert.deepEqual(samples, how === 'played' ? all : all.slice(0, samples.length), `turn ${turn} ${how}`);
        assert.equal(bytes, samples.length * 2, `turn ${turn} ${how}`);
      }
      assert.equal(mouth.speaking, false);
    }),
    { numRuns: 400 },
  );
});

test('every utterance that was heard ends with five silence frames, and then the metronome rests', () => {
  fc.assert(
    fc.property(scripts, (script) => {
      const { ticks, sent } = play(script);
      const sounds = [...sent.entries()].filter(([, each]) => !isSilence(each));
      for (const [number, [at, { turn }]] of sounds.entries()) {
        const [next, after] = sounds[number + 1] ?? [sent.length, undefined];
        if (after?.turn !== turn) assert.ok(next - at - 1 >= 5, `${next - at - 1} after turn ${turn}`);
      }
      assert.equal(ticks.alarms, 0);
    }),
    { numRuns: 400 },
  );
});

test('packets are never less than 15 ms apart, but for at most five at once after a stall', () => {
  fc.assert(
    fc.property(scripts, fc.boolean(), (script, stalls) => {
      const { sent } = play(stalls ? script : script.filter(({ is }) => is !== 'stall'));
      const apart = stalls ? 5 : 1;
      for (const [number, { at }] of sent.entries()) {
        const before = sent[number - apart];
        if (before) assert.ok(at - before.at >= 15, `${before.at} and ${at}`);
      }
    }),
    { numRuns: 400 },
  );
});
