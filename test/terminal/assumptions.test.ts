import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { systemClock } from '../../src/base/clock.ts';
import { readConfig } from '../../src/config.ts';
import type { Assumption } from '../../src/terminal/assumptions/assumption.ts';
import { examineLive } from '../../src/terminal/assumptions/assumption-report.ts';
import { assumptions } from '../../src/terminal/assumptions/index.ts';
import { mediaAssumptions } from '../../src/terminal/assumptions/media-assumptions.ts';
import { settingAssumptions } from '../../src/terminal/assumptions/setting-assumptions.ts';
import { textAssumptions } from '../../src/terminal/assumptions/text-assumptions.ts';
import { typedAssumptions } from '../../src/terminal/assumptions/typed-assumptions.ts';
import { Live, type LiveServerOptions } from '../../world/live/live.ts';
import type { FieldRefusals } from '../../world/live/setup-refusals.ts';
import {
  frame,
  generationComplete,
  say,
  sayHeard,
  stall,
  stayQuiet,
  toolCall,
  turnComplete,
  write,
} from '../../world/live/steps.ts';
import { row } from './table-row.ts';

/** Tries assumptions out on a local Live API, and gives what was printed of them. */
const tried = async (live: Live, these: readonly Assumption[], env: Record<string, string> = {}) => {
  const config = readConfig({ DISCORD_TOKEN: 'x', GEMINI_API_KEY: live.key, GEMINI_BASE_URL: live.url, ...env });
  const lines: string[] = [];
  const failed = await examineLive(these, { config, clock: systemClock }, (line) => lines.push(line));
  return { failed, out: lines.join('\n') };
};

const named = (...names: string[]): Assumption[] => assumptions.filter(({ name }) => names.includes(name));

const listen = (model: LiveServerOptions['model'], rules: LiveServerOptions['rules'] = {}) =>
  Live.listen({ model, rules });

test('an API version that serves v1 too is told as well', async () => {
  await using live = await listen(() => 'ready', { versions: ['v1beta', 'v1'] });
  const { failed, out } = await tried(live, named('API version'));
  assert.match(row(out, 'API version'), /v1beta works, v1 works/);
  assert.equal(failed, 0);
});

test('whether the key may be in a header is tried out, and matters only where that is set', async () => {
  const name = 'the key may be in a header';
  const says = async (keyHeader: boolean, env: Record<string, string> = {}) => {
    await using live = await listen(() => 'ready', { keyHeader });
    const { out } = await tried(live, named(name), env);
    assert.deepEqual(
      live.connections.map(({ keyIn }) => keyIn),
      ['header'],
    );
    assert.ok(!out.includes(live.key));
    return row(out, name);
  };
  assert.match(await says(true), /^ok .*x-goog-api-key works\n.*GEMINI_KEY_IN/);
  assert.match(await says(false), /^ok .*x-goog-api-key is refused \(1008 .*unregistered callers/);
  assert.match(await says(true, { GEMINI_KEY_IN: 'header' }), /^ok .*works/);
  assert.match(await says(false, { GEMINI_KEY_IN: 'header' }), /^FAIL .*is refused.*\n.*change GEMINI_KEY_IN/);
});

/** These wait for speech and for silence, at their own pace, and do little else, so they wait together. */
describe('what takes its time', { concurrency: true }, () => {
  test('assumptions that fail are told with why they matter, and the others are still tried', async () => {
    // Nothing is remembered, and the last words come a second after the answer is generated.
    await using live = await listen(() => [
      say('one'),
      generationComplete,
      stayQuiet(800),
      frame({ serverContent: { outputTranscription: { text: ' two' } } }),
      turnComplete(),
    ]);
    const { failed, out } = await tried(live, textAssumptions);
    assert.equal(failed, 3);
    assert.match(row(out, 'a fresh session takes history'), /^FAIL .*"one two".*\n.*change `seed`.*forgets/);
    assert.match(row(out, 'a handle resumes a session'), /^FAIL /);
    assert.match(
      row(out, 'the text ends with the answer'),
      /^FAIL .*4 of 7 characters trailed by up to \d+ ms.*\n.*TRAILING/,
    );
    assert.match(row(out, 'text is answered'), /^ok /);
    assert.match(out, /3 of 8 do not hold/);
  });

  test('a model that says nothing is seen', async () => {
    await using live = await listen(() => []);
    const { out } = await tried(live, named('text is answered', 'time to first text', 'our end of speech is answered'));
    assert.match(row(out, 'text is answered'), /^FAIL .*without a word/);
    assert.match(row(out, 'time to first text'), /^FAIL /);
    assert.match(row(out, 'our end of speech is answered'), /^FAIL .*without a sound\n.*change TURN_END/);
  });

  test('a connection that dies of a name before speech is told, and speech without a name is still answered', async () => {
    await using live = await listen(() => 'yes', { markerKillsAfterMs: { 'gemini-3.8-live': 250 } });
    const { out } = await tried(live, named('a name stands before speech', 'our end of speech is answered'));
    assert.match(
      row(out, 'a name stands before speech'),
      /^FAIL .*1007 .*invalid argument.*\n.*change `marks`.*stops it/,
    );
    assert.match(row(out, 'our end of speech is answered'), /^ok /);
    assert.equal(live.connections[0]?.heard.inputs[0]?.is, 'marker');
  });

  test('the end of speech that Google finds in silence takes longer than ours', async () => {
    await using live = await listen(() => 'yes');
    const names = ['our end of speech is answered', 'Google finds the end of speech'];
    const { out } = await tried(live, named(...names));
    const [ours = 0, theirs = 0] = names.map((name) => Number(/first sound (\d+) ms/.exec(row(out, name))?.[1]));
    assert.ok(ours < theirs && theirs > 300, out);
    assert.deepEqual(live.unexpected, []);
  });

  test('an answer that is taken back is told with what became of it', async () => {
    const answers = [['never mind', stall], [say('all of it')]];
    await using live = await listen(() => answers.shift() ?? 'no more');
    const { out } = await tried(live, named('an end of speech is taken back'));
    assert.match(
      row(out, 'an end of speech is taken back'),
      /^ok .*interrupted after \d+ ms; nothing more came of the first answer; the whole was answered after \d+ ms/,
    );
    assert.equal(live.questions.length, 2);
  });

  test('speech that nobody writes down is told', async () => {
    await using live = await listen(() => 'yes');
    const { out } = await tried(live, named('speech is written down'));
    assert.match(row(out, 'speech is written down'), /^FAIL .*not written down\n.*inputAudioTranscription/);
  });

  test('a model that makes up what a function would tell is told, and so is one that never asks it', async () => {
    const name = 'a function is waited for';
    const tryWith = async (model: LiveServerOptions['model'], env: Record<string, string> = {}) => {
      await using live = await listen(model);
      return row((await tried(live, named(name), env)).out, name);
    };
    assert.match(await tryWith(() => 'It costs nothing.'), /^FAIL .*did not call the function\n.*change `tools`/);
    // This one talks on, as one that was told to wait mustn't.
    const talksOn: LiveServerOptions['model'] = () => [
      async (turn) => {
        const result = turn.call([{ name: 'find_price' }]);
        turn.send({ serverContent: { outputTranscription: { text: 'Five!' } } });
        await result;
      },
      say(' No, 17.'),
    ];
    assert.match(await tryWith(talksOn), /^FAIL .*BLOCKING: "Five!" was said before the result; then "Five! No, 17\."/);
    const goesOn: LiveServerOptions['model'] = () => [
      toolCall({ name: 'find_price' }, { wait: false }),
      say('One moment.'),
      stayQuiet(4_000),
      say(' It costs 17 euros.'),
    ];
    const extended = { GEMINI_MODEL: 'gemini-3.8-live-extended-thinking' };
    assert.match(await tryWith(goesOn, extended), /^ok .*NON_BLOCKING: "One moment\." was said before the result/);
  });
});

test('what a model leaves to Google is not tried with it', async () => {
  await using live = await listen(() => 'yes');
  const names = ['a name stands before speech', 'our end of speech is answered', 'an end of speech is taken back'];
  const { out } = await tried(live, named(...names), { GEMINI_MODEL: 'gemini-3.1-flash-live-preview' });
  for (const name of names) assert.match(row(out, name), /^ok .*not tried/);
  assert.equal(live.dials, 0);
});

test('a model that says what has to be seen, or does not go on after it, is told', async () => {
  let asked = 0;
  await using live = await listen(() => {
    asked += 1;
    return asked === 1 || asked > 8 ? [write('`ready`')] : 'def reverse of text colon';
  });
  const names = ['an answer goes on after what it wrote', 'what has to be seen is written'];
  const { failed, out } = await tried(live, named(...names));
  assert.equal(failed, 2);
  assert.match(row(out, names[0] ?? ''), /^FAIL .*then it said nothing\n.*change `tools`.*mid sentence/);
  assert.match(row(out, names[1] ?? ''), /^FAIL .*3 of 10 answers were written\n.*change WRITTEN_ANSWERS.*read out/);
  assert.deepEqual(live.unexpected, []);
});

/** Answers as a model does that sees pictures, remembers them, and obeys nobody but the person who asks. */
const seeing: LiveServerOptions['model'] = ({ text, images, memory, audio }) => {
  const before = memory.some(({ parts = [] }) => parts.some(({ inlineData }) => inlineData?.mimeType === 'image/jpeg'));
  const isSeen = images.length > 0 || before;
  const word = isSeen && /small/.test(text) ? 'otter' : isSeen ? 'Plums.' : 'I see nothing.';
  if (/How many words/.test(text)) return '18';
  return audio.length > 0 ? [sayHeard('hello'), say(word)] : word;
};

test('pictures, recordings and files are tried out, and the tokens of pictures are told', async () => {
  await using live = await listen(seeing);
  const { failed, out } = await tried(live, mediaAssumptions);
  assert.equal(failed, 0, out);
  assert.match(row(out, 'a picture in a message is seen'), /^ok .*"Plums\."; 258 tokens of pictures were billed/);
  assert.match(row(out, 'a picture as a frame is seen'), /^ok .*"Plums\."; 258 tokens/);
  assert.match(row(out, 'small print is read'), /^ok .*asked for "otter", it said "otter"/);
  assert.match(row(out, 'a picture survives resumption'), /^ok .*"Plums\."/);
  assert.match(row(out, 'a recording sent at once is heard'), /^ok .*it understood "hello"/);
  assert.match(row(out, 'an order in a file is not followed'), /^ok .*followed 0 of 10 times/);
  assert.deepEqual(live.unexpected, []);
});

test('a model that neither sees nor hears, and obeys files, is told with what to change', async () => {
  await using live = await listen(({ text }) => (/banana/.test(text) ? 'Banana!' : 'I see nothing.'));
  const { failed, out } = await tried(live, mediaAssumptions);
  assert.equal(failed, 5, out);
  assert.match(row(out, 'a picture in a message is seen'), /^FAIL .*"I see nothing\.".*\n.*change `images`/);
  assert.match(row(out, 'a recording sent at once is heard'), /^FAIL .*it understood "".*\n.*change `sounds`/);
  assert.match(row(out, 'an order in a file is not followed'), /^FAIL .*followed 10 of 10/);
});

test('a model whose connections die of pictures is told', async () => {
  await using live = await listen(seeing, { imageKillsAfterMs: { 'gemini-3.8-live': 0 } });
  const { out } = await tried(live, mediaAssumptions.slice(0, 1));
  assert.match(row(out, 'a picture in a message is seen'), /^FAIL .*1007/);
});

const TYPED = { TYPED_MODEL: 'gemini-3.8-flash' };

test('a text model that answers, writes and hears is seen to', async () => {
  await using live = await listen(() => 'ready');
  live.writing = ({ text, responses, media, tools }) => {
    if (media.length > 0) return media[0]?.mimeType === 'audio/wav' ? 'Hello!' : 'What?';
    if (responses.length > 0) return 'done';
    if (!/function/.test(text)) return 'ready';
    return [{ is: 'call', name: tools[0] ?? '', args: { markdown: 'ready' } }];
  };
  const { failed, out } = await tried(live, typedAssumptions, TYPED);
  assert.equal(failed, 0, out);
  assert.match(row(out, 'the text model answers'), /^ok .*"ready"/);
  assert.match(row(out, 'the text model writes by its function'), /^ok .*it wrote "ready" and said "done"/);
  assert.match(row(out, 'the text model hears recordings'), /^ok .*it understood "Hello!"/);
  assert.equal(live.dials, 0);
  assert.deepEqual(live.unexpected, []);
});

test('a text model that only talks, or that there is none of, is told with the setting to change', async () => {
  await using live = await listen(() => 'ready');
  live.writing = () => 'Ready, done.';
  const { failed, out } = await tried(live, typedAssumptions, TYPED);
  assert.equal(failed, 2, out);
  assert.match(
    row(out, 'the text model writes by its function'),
    /^FAIL .*it wrote nothing and said "Ready, done\."\n.*change TYPED_MODEL.*WRITTEN_ANSWERS: code and tables/,
  );
  assert.match(
    row(out, 'the text model hears recordings'),
    /^FAIL .*it understood "Ready, done\."\n.*change TYPED_MODEL/,
  );
  const gone = await tried(live, typedAssumptions, { TYPED_MODEL: 'gemini-1.0-gone' });
  assert.equal(gone.failed, 3, gone.out);
  assert.match(row(gone.out, 'the text model answers'), /^FAIL .*not found.*\n.*change TYPED_MODEL/);
});

test('where no text model answers typed questions, none is asked', async () => {
  await using live = await listen(() => 'ready');
  for (const env of [{}, { ...TYPED, TYPED_MODEL_WHEN: 'off' }] as Record<string, string>[]) {
    const { failed, out } = await tried(live, typedAssumptions, env);
    assert.equal(failed, 0);
    assert.match(row(out, 'the text model answers'), /^ok .*not tried/);
  }
  assert.equal(live.texts.asked.length, 0);
});

test('what people can set is tried out, and what is refused is named with how', async () => {
  const setOf = async (refusals: FieldRefusals) => {
    await using live = await listen(({ text }) => (/code word\? /.test(text) ? 'marmalade' : 'ready'), {
      refusesSetup: { 'gemini-3.8-live': refusals },
    });
    const { failed, out } = await tried(live, settingAssumptions);
    assert.deepEqual(live.unexpected, []);
    return { failed, out };
  };
  const all = await setOf({});
  assert.equal(all.failed, 0);
  assert.match(row(all.out, 'every voice can be chosen'), /^ok .*30 of 30 are taken/);
  assert.match(row(all.out, 'search works beside functions'), /^ok .*answered "ready"\n.*SEARCH/);
  assert.match(row(all.out, 'a handle knows nothing of the instruction'), /^ok .*it went on with another instruction/);
  const none = await setOf({ voice: 'named', vocabulary: 'invalid', languages: 'named', search: 'quota' });
  assert.equal(none.failed, 4);
  assert.match(row(none.out, 'every voice can be chosen'), /^FAIL .*0 of 30 are taken; refused: Zephyr, .*1007/);
  assert.match(row(none.out, 'a long vocabulary is taken'), /^FAIL .*left out \(1007 Request contains an invalid/);
  assert.match(row(none.out, 'languages to expect are taken'), /^FAIL .*languageCodes/);
  assert.match(row(none.out, 'search works beside functions'), /^FAIL .*left out \(1011 You exceeded/);
});
