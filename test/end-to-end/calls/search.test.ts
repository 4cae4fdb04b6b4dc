import assert from 'node:assert/strict';
import { test } from 'node:test';
import { speech } from '../../../world/discord/voice/signals.ts';
import { close, generationComplete, say, sayHeard, tellWeb, turnComplete } from '../../../world/live/steps.ts';
import { redirect } from '../../../world/live/web-finding.ts';
import { holding } from '../../sentences.ts';
import { sharedStage } from './stage.ts';

const FOUND = { queries: ['bee dance'], pages: [{ title: 'bees.org', uri: redirect('a') }] };
const SAID = 'In circles, says bees.org.';
const BELOW = /-# 🔎 Searched Google for \[bee dance\]\(https:\S+\)\n-# Sources: \[1\]\(https:\S+\) bees\.org$/;

for (const captions of ['answers', 'off'] as const)
  test(`the sources of an answer are written and not said, with captions ${captions}`, async (t) => {
    const stage = await sharedStage(
      t,
      () => [sayHeard('how do bees dance?'), say(SAID), generationComplete, tellWeb(FOUND), turnComplete()],
      { SEARCH: 'on' },
    );
    await stage.call({ captions });
    await stage.ada.speaks(speech(600));
    await stage.ears.sounded();
    const { text } = await stage.general.shows(BELOW);
    assert.equal(text.includes(SAID), captions === 'answers');
    const { setup } = await stage.live.connection(0);
    assert.match(JSON.stringify(setup.systemInstruction), /Never say or write the address/);
    assert.deepEqual(stage.live.unexpected, []);
  });

test('that there is no quota for search is said once in a call, and what was asked is answered', async (t) => {
  const stage = await sharedStage(
    t,
    ({ setup }) =>
      setup.tools?.some((tool) => 'googleSearch' in tool)
        ? [sayHeard('how do bees dance?'), close(1011, 'You exceeded your current quota.')]
        : [sayHeard('how do bees dance?'), say('In circles.')],
    { SEARCH: 'on' },
  );
  await stage.call({ captions: 'answers' });
  await stage.ada.speaks(speech(600));
  await stage.general.shows(holding({ code: 'gemini.no-search' }));
  await stage.ears.sounded();
  await stage.ears.falls();
  await stage.ada.speaks(speech(600));
  await stage.general.until(() => stage.general.messages.filter(({ text }) => /In circles/.test(text)).length === 2);
  const told = stage.general.messages.filter(({ text }) => holding({ code: 'gemini.no-search' }).test(text));
  assert.equal(told.length, 1);
});
