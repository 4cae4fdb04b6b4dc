import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Clock, systemClock } from '../../src/base/clock.ts';
import { readConfig } from '../../src/config.ts';
import { examineLive } from '../../src/terminal/assumptions/assumption-report.ts';
import { decisionAssumptions } from '../../src/terminal/assumptions/decision-assumptions.ts';
import { readDecisionSamples } from '../../src/terminal/assumptions/decision-samples.ts';
import { findBestThreshold, findMedian } from '../../src/terminal/assumptions/decision-score.ts';
import { Live } from '../../world/live/live.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { teachSamples } from './known-samples.ts';
import { row } from './table-row.ts';

const [QUICK, RIGHT] = ['decisions come in time', 'who is spoken to is told'];

/** A local Google that knows what is said in the recordings, and says that these are meant, with these probabilities. */
const open = async (probabilities: Record<string, number> = {}, clock: Clock = systemClock) => {
  const live = await Live.listen({ clock });
  live.decisions.latencyMs = 5;
  await teachSamples(live, probabilities);
  return live;
};

const examine = async (live: Live, env: Record<string, string> = {}, these = decisionAssumptions) => {
  const config = readConfig({ DISCORD_TOKEN: 'x', GEMINI_API_KEY: live.key, GEMINI_BASE_URL: live.url, ...env });
  const lines: string[] = [];
  const failed = await examineLive(these, { config, clock: live.clock }, (line) => lines.push(line));
  return { failed, out: lines.join('\n') };
};

test('decisions are timed, and what is said of recorded sentences is told with the best threshold and the price', async () => {
  await using live = await open({ 'en-against-2': 0.9, 'de-for-3': 0.55 });
  const { failed, out } = await examine(live);
  assert.equal(failed, 0, out);
  assert.match(row(out, QUICK), /^ok .*\d+ ms, the median of 10 \(\d+ to \d+\)\n.*DECISION_MODEL/);
  assert.match(
    row(out, RIGHT),
    /^ok .*best from 0\.\d\d on: meant 10 of 10, not meant 9 of 10, en 7 of 8, de 6 of 6, es 6 of 6; wrong: en-against-2 0\.90; \$0\.00\d{3}\n/,
  );
  assert.equal(live.decisions.asked.length, 30);
  // Each recording is recognized as what it is: the doctor sends it whole, with its sound as it was recorded.
  const heard = live.decisions.asked.slice(10).map(({ sounds }) => sounds[0]?.words);
  assert.deepEqual(
    heard,
    (await readDecisionSamples()).map(({ words }) => words),
  );
  // And it asks as calls do.
  const { text, questions } = live.decisions.asked.at(-1) ?? {};
  assert.match(
    text ?? '',
    /^The assistant is called Parley\.\n[\s\S]*The last speaker is Cleo\. This is what they say:$/,
  );
  assert.deepEqual(Object.keys(questions ?? {}), ['meant', 'finished', 'wish']);
  assert.deepEqual(live.unexpected, []);
});

test('a model that can’t tell, or that the key doesn’t have, is told with the setting to change', async () => {
  const wrong = Object.fromEntries((await readDecisionSamples()).map(({ name }, index) => [name, (index % 7) / 10]));
  await using live = await open(wrong);
  const confused = await examine(live, {}, decisionAssumptions.slice(1));
  assert.match(
    row(confused.out, RIGHT),
    /^FAIL .*wrong: .*\n.*change DECISION_MODEL, or DECISION_MODEL=off.*doesn’t answer what is/,
  );
  live.decisions.models = [];
  const absent = await examine(live);
  assert.equal(absent.failed, 2);
  assert.match(row(absent.out, QUICK), /^FAIL .*the key has no such model \(404\)\n.*DECISION_MODEL=off/);
  assert.match(row(absent.out, RIGHT), /^FAIL .*the key has no such model/);
});

test('answers that take too long are told with how long they take', async () => {
  const clock = new VirtualClock();
  await using live = await open({}, clock);
  live.decisions.latencyMs = 1_100;
  const { out } = await clock.until(examine(live), 20);
  assert.match(row(out, QUICK), /^FAIL .*11\d\d ms, the median of 10/);
  assert.match(row(out, RIGHT), /^ok .*meant 10 of 10/);
});

test('nothing is asked where DECISION_MODEL is off', async () => {
  await using live = await open();
  const { failed, out } = await examine(live, { DECISION_MODEL: 'off' });
  assert.equal(failed, 0);
  assert.match(row(out, RIGHT), /^ok .*not tried/);
  assert.equal(live.decisions.asked.length, 0);
});

test('the best threshold judges most right, and is far from what was said on either side', () => {
  const scored = [
    { name: 'a', meant: true, probability: 0.9 },
    { name: 'b', meant: true, probability: 0.7 },
    { name: 'c', meant: false, probability: 0.3 },
    { name: 'd', meant: false, probability: 0.95 },
  ];
  const { threshold, right, wrong } = findBestThreshold(scored);
  assert.equal(threshold, 0.5);
  assert.equal(right, 3);
  assert.deepEqual(
    wrong.map(({ name }) => name),
    ['d'],
  );
  assert.equal(findMedian([5, 1, 9, 3]), 3);
  assert.equal(findMedian([]), undefined);
});
