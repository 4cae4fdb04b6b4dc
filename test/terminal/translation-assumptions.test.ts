import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemClock } from '../../src/base/clock.ts';
import { readConfig } from '../../src/config.ts';
import { examineLive } from '../../src/terminal/assumptions/assumption-report.ts';
import { translationAssumptions } from '../../src/terminal/assumptions/translation-assumptions.ts';
import { examine as examineCheck } from '../../src/terminal/check.ts';
import { interpreter } from '../../src/terminal/checks/interpreter-check.ts';
import { Live } from '../../world/live/live.ts';
import { currentModels } from '../../world/live/local-models.ts';
import { close } from '../../world/live/steps.ts';
import { translateAs } from '../../world/live/translation-script.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { row } from './table-row.ts';

const [TRANSLATED, SILENT] = ['speech is translated', 'the target language stays as it is'];

const readFor = (live: Live) => readConfig({ DISCORD_TOKEN: 'x', GEMINI_API_KEY: live.key, GEMINI_BASE_URL: live.url });

const examine = async (live: Live, clock: VirtualClock) => {
  const lines: string[] = [];
  const tried = examineLive(translationAssumptions, { config: readFor(live), clock }, (line) => lines.push(line));
  return { failed: await clock.until(tried, 20), out: lines.join('\n') };
};

const check = (live: Live) => {
  const tools = { config: readFor(live), clock: systemClock, signal: new AbortController().signal };
  return examineCheck(interpreter, tools);
};

test('a recorded sentence is said to the interpreter, and what became of it is told', async () => {
  const clock = new VirtualClock();
  await using live = await Live.listen({ clock });
  live.translating = translateAs(
    () => ({ text: 'Hello, are you there?', language: 'en' }),
    () => 'Hallo, bist du da?',
  );
  const { failed, out } = await examine(live, clock);
  assert.equal(failed, 0, out);
  assert.match(
    row(out, TRANSLATED),
    /^ok .*"Hello, are you there\?" \(en\) became "Hallo, bist du da\?" \d+ ms after the last word, with sound, whole after \d+ ms; Google counted .*\n.*a key may lack the model/,
  );
  assert.match(row(out, SILENT), /^ok .*nothing was said\n.*echoTargetLanguage/);
  assert.deepEqual(
    live.questions.map(({ audio }) => audio.length > 32_000),
    [true, true],
  );
  assert.deepEqual(live.unexpected, []);
});

test('an interpreter that echoes, breaks or that the key doesn’t have is told', async () => {
  const clock = new VirtualClock();
  await using live = await Live.listen({ clock });
  live.translating = async function* ({ said }) {
    await said;
    yield 'Hello.';
  };
  assert.match(row((await examine(live, clock)).out, SILENT), /^FAIL .*"Hello\." was said\n.*change `echoTarget/);
  live.translating = () => ['Hal', close(1011, 'Internal error encountered.')];
  assert.match(row((await examine(live, clock)).out, TRANSLATED), /^FAIL .*gemini\.broken/);
  await using other = await Live.listen({ clock, models: currentModels.filter(({ translates }) => !translates) });
  const { failed, out } = await examine(other, clock);
  assert.equal(failed, 2);
  assert.match(row(out, TRANSLATED), /^FAIL .*owner\.model\n.*a key may lack the model: with \/interpret nobody/);
});

test('the plain examination says whether the key has the interpreter, without which all else works', async () => {
  await using live = await Live.listen();
  const found = await check(live);
  assert.deepEqual([found.ok, found.seen], [true, 'gemini-3.5-live-translate-preview is listed in v1beta']);
  await using other = await Live.listen({ models: currentModels.filter(({ translates }) => !translates) });
  const missing = await check(other);
  assert.ok(missing.ok === 'note');
  assert.match(missing.seen, /isn’t listed in v1beta/);
  assert.match(missing.remedy, /Calls can’t be interpreted with this key/);
});
