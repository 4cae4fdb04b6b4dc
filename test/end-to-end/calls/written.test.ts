import assert from 'node:assert/strict';
import { test } from 'node:test';
import { speech } from '../../../world/discord/voice/signals.ts';
import { close, say, sayHeard, sayText, write } from '../../../world/live/steps.ts';
import { holding } from '../../sentences.ts';
import { sharedStage } from './stage.ts';

test('an answer that comes as text is written with captions off, because nobody can hear it', async (t) => {
  const stage = await sharedStage(t, () => [sayHeard('what is the capital of Brazil'), sayText('Brasília.')]);
  await stage.call({ captions: 'off' });
  await stage.ada.speaks(speech(600));
  await stage.general.shows('Brasília.');
  assert.deepEqual(stage.live.unexpected, []);
});

test('what has to be seen is written with captions off, and what is said is spoken and not written', async (t) => {
  const code = '```js\n1 + 1\n```';
  const stage = await sharedStage(t, () => [sayHeard('code please'), say('Here it is.'), write(code), say(' Bye.')]);
  await stage.call({ captions: 'off' });
  await stage.ada.speaks(speech(600));
  await stage.general.shows(code);
  await stage.ears.sounded();
  await stage.ears.falls();
  assert.deepEqual(
    stage.general.messages.filter(({ text }) => /Here it is|Bye/.test(text)),
    [],
  );
  assert.deepEqual(stage.live.unexpected, []);
});

test('what Google understood is written once, though it transcribes it twice and with control tokens', async (t) => {
  const line = 'Hey Parley, did you see that?';
  const stage = await sharedStage(t, () => [sayHeard(line, '<ctr', 'l46>', line), say('I did.')]);
  await stage.call({ captions: 'all' });
  await stage.ada.speaks(speech(600));
  await stage.general.shows(/I did\.$/);
  assert.equal(stage.general.messages.at(-1)?.text, `**Ada**: ${line}\nI did.`);
});

test('why there is no answer is told with captions off', async (t) => {
  const stage = await sharedStage(t, () => [
    sayHeard('hello'),
    say('half an'),
    close(1011, 'Internal error encountered.'),
  ]);
  await stage.call({ captions: 'off' });
  await stage.ada.speaks(speech(600));
  await stage.discord.until(() =>
    stage.general.messages.some((message) =>
      holding({ code: 'gemini.broken' }).test(JSON.stringify([message.text, message.components])),
    ),
  );
});
