import type { Expense } from '../../base/expense.ts';
import { countCost, DOLLAR, findPrice } from '../../budget/price.ts';
import type { GateQuestion } from '../../calls/gate/gate.ts';
import { DECISION_DEADLINE, DecisionModel, type DecisionOutcome } from '../../live/decisions/decision-model.ts';
import { openLog } from '../../ops/log.ts';
import { makeGateOrder } from '../../parts/gate-part.ts';
import type { Assumption, Observation } from './assumption.ts';
import { type DecisionSample, readDecisionSamples, SAMPLE_PEOPLE, SAMPLE_SPEAKER } from './decision-samples.ts';
import { findBestThreshold, findMedian, judgeSamples, type ScoredSample } from './decision-score.ts';
import type { LiveTools } from './probe.ts';

const SETTING = 'DECISION_MODEL, or DECISION_MODEL=off';

/** How long an answer may take where the time is taken, in milliseconds, so that a late one is measured as well. */
const PATIENCE = 5_000;

/** How often the time is taken. */
const TIMES = 10;

/** The share of the sentences that must be judged right. Half of them are by chance. */
const LEAST_RIGHT = 0.8;

/** A place that no account knows. */
const NOWHERE = { server: undefined, channel: 'doctor', parent: undefined };

/** Asks about a sentence as calls do. @throws an error that says why there's no answer */
type AskProbe = (sample: DecisionSample) => Promise<ProbedDecision>;

/** The answer, after how many milliseconds, and for how many dollars. */
type ProbedDecision = { probability: number; took: number; dollars: number };

/** A sentence and what is known around it, as a call asks about it. */
const toGateQuestion = ({ lines, before, pcm }: DecisionSample): GateQuestion => ({
  place: NOWHERE,
  person: { id: 'doctor', name: SAMPLE_SPEAKER },
  said: { pcm },
  present: SAMPLE_PEOPLE,
  unnamed: 0,
  names: ['Parley'],
  before,
  lines,
});

const openProbe = ({ google, clock, decision, signal }: LiveTools): AskProbe => {
  const priceOf = ({ kinds, model }: Expense) => countCost(kinds, findPrice(model, clock.wall()).price) / DOLLAR;
  const model = new DecisionModel({
    google: google(),
    model: decision,
    purse: { isFull: async () => false, spend: priceOf },
    clock,
    log: openLog('silent', [], process.stderr),
    observe() {},
  });
  return async (sample) => {
    const outcome = await model.decide(makeGateOrder(toGateQuestion(sample), PATIENCE), signal);
    if (outcome.is !== 'decided') throw new Error(explainOutcome(outcome));
    return { probability: outcome.answers.meant, took: outcome.took, dollars: outcome.cost.dollars };
  };
};

/** Tests it if there's a model for decisions. */
const onDecisionModel =
  (run: (tools: LiveTools) => Promise<Observation>): Assumption['run'] =>
  async (tools) =>
    tools.decision === 'off' ? { holds: true, seen: 'not tried: calls go by Parley’s name alone' } : run(tools);

const explainOutcome = (outcome: Exclude<DecisionOutcome, { is: 'decided' }>): string => {
  if (outcome.is === 'absent') return `the key has no such model (${outcome.status})`;
  if (outcome.is === 'failed') return `no answer: ${outcome.why}`;
  if (outcome.is === 'quota') return 'the quota of the key is used up';
  if (outcome.is === 'slow') return `no answer within ${PATIENCE / 1_000} s`;
  return `no answer: ${outcome.is}`;
};

const isQuick: Assumption = {
  name: 'decisions come in time',
  why: 'calls go by Parley’s name alone, or whoever spoke waits longer',
  setting: `${SETTING}, or \`DECISION_DEADLINE\` in src/live/decisions/decision-model.ts`,
  run: onDecisionModel(async (tools) => {
    const ask = openProbe(tools);
    const samples = await readDecisionSamples();
    const times: number[] = [];
    for (const sample of samples.slice(0, TIMES)) times.push((await ask(sample)).took);
    const median = findMedian(times) ?? Number.POSITIVE_INFINITY;
    const range = `${Math.min(...times)} to ${Math.max(...times)}`;
    return { holds: median <= DECISION_DEADLINE, seen: `${median} ms, the median of ${TIMES} (${range})` };
  }),
};

const tellShare = (title: string, scored: readonly ScoredSample[], threshold: number): string =>
  `${title} ${judgeSamples(scored, threshold).right} of ${scored.length}`;

const tellWrong = (wrong: readonly ScoredSample[]): string =>
  wrong.length === 0
    ? ''
    : `; wrong: ${wrong.map(({ name, probability }) => `${name} ${probability.toFixed(2)}`).join(', ')}`;

/** The sentences are synthetic and few: they show whether something is broken, not how good it is with people. */
const isRight: Assumption = {
  name: 'who is spoken to is told',
  why: 'Parley answers what isn’t meant for it, or doesn’t answer what is',
  setting: `${SETTING}, or DECISION_THRESHOLD`,
  deadline: 120_000,
  run: onDecisionModel(async (tools) => {
    const ask = openProbe(tools);
    const samples = await readDecisionSamples();
    const scored: ScoredSample[] = [];
    let spent = 0;
    for (const sample of samples) {
      const { probability, dollars } = await ask(sample);
      scored.push({ name: sample.name, meant: sample.meant, probability });
      spent += dollars;
    }
    const { threshold, right, wrong } = findBestThreshold(scored);
    const sides = [true, false].map((meant) => {
      const side = scored.filter((each) => each.meant === meant);
      return tellShare(meant ? 'meant' : 'not meant', side, threshold);
    });
    const languages = [...new Set(samples.map(({ language }) => language))].map((language) =>
      tellShare(
        language,
        scored.filter(({ name }) => name.startsWith(`${language}-`)),
        threshold,
      ),
    );
    const shares = [...sides, ...languages].join(', ');
    return {
      holds: right >= LEAST_RIGHT * samples.length,
      seen: `best from ${threshold.toFixed(2)} on: ${shares}${tellWrong(wrong)}; $${spent.toFixed(5)}`,
    };
  }),
};

/** The assumptions about the Decisions API, in the order of their tests. */
export const decisionAssumptions: readonly Assumption[] = [isQuick, isRight];
