import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { OPEN_FOR } from '../../../src/tools/tool-changes.ts';
import type { Message } from '../../../world/discord/message.ts';
import { speech } from '../../../world/discord/voice/signals.ts';
import { say, toolCall } from '../../../world/live/steps.ts';
import { whole } from '../bot.ts';
import { callStage } from '../calls/stage.ts';
import type { Model } from '../ground.ts';

const POLL = { question: 'Pizza?', answers: ['yes', 'no'], hours: 2 };

/** Starts a poll if that's asked for, and notes the words of every question. */
const makeAttentive = (asked: string[]): Model =>
  async function* ({ text }) {
    asked.push(text);
    const isPoll = text.endsWith('a poll, please');
    if (isPoll) yield toolCall({ name: 'start_poll', args: POLL });
    yield say(isPoll ? 'Press the button.' : 'Let me see.');
  };

const findQuestion = (messages: readonly Message[]) =>
  messages.find(({ components }) => JSON.stringify(components).includes('tools:do:'));

const findButton = (message: Message | undefined, which: 'do' | 'leave') =>
  new RegExp(`tools:${which}:[\\w-]+`).exec(JSON.stringify(message?.components))?.[0] ?? '';

/** A server in which a poll has been asked for, and what the model reads of it from then on. */
const open = async (t: TestContext) => {
  const asked: string[] = [];
  const { clock, general, ada, guild } = await whole(t, {}, makeAttentive(asked));
  const ask = async (question: string, by = ada) => {
    const reply = await clock.until(by.slash('ask', { question }, { in: general }));
    await clock.until(reply.shows(question.includes('poll') ? 'Press the button.' : 'Let me see.'));
    return asked.at(-1) ?? '';
  };
  await ask('a poll, please');
  const question = findQuestion(general.messages);
  assert.ok(question);
  const press = async (which: 'do' | 'leave') => {
    await clock.until(ada.press(question, findButton(question, which)));
    await clock.until(general.until(() => /started the poll|left it|not allowed/.test(question.text)));
  };
  return { clock, general, ada, guild, ask, press };
};

test('the model is told once that a button was pressed and its wish is done, as material', async (t) => {
  const { guild, ask, press } = await open(t);
  await press('do');
  const bob = guild.member('Bob');
  const said = await ask('did it work?', bob);
  assert.equal(
    said,
    [
      '[Bob] did it work?',
      '[with it: since then, the button that you showed Ada was pressed, and it is done; its words follow]',
      '> A poll, open for 2 hours: **Pizza?** The answers: yes and no.',
    ].join('\n'),
  );
  assert.equal(await ask('and now?', bob), '[Bob] and now?');
});

test('it’s told that a wish was declined, couldn’t be done, or was never answered', async (t) => {
  const declined = await open(t);
  await declined.press('leave');
  assert.match(await declined.ask('did it work?'), /button that you showed Ada was declined, so nothing was done;/);

  const refused = await open(t);
  refused.general.deny('SendPolls');
  await refused.press('do');
  assert.match(await refused.ask('did it work?'), /was pressed, but it did not work;/);

  const late = await open(t);
  await late.clock.advance(OPEN_FOR + 1_000);
  assert.match(await late.ask('did it work?'), /was not pressed in time, so nothing was done;/);
});

test('a question that’s asked aloud tells it as well, before who speaks', async (t) => {
  const asked: string[] = [];
  const { ada, general, lounge, call, live, voice } = await callStage(t, makeAttentive(asked));
  const reply = await ada.slash('ask', { question: 'a poll, please' }, { in: general });
  await reply.shows('Press the button.');
  const question = findQuestion(general.messages);
  assert.ok(question);
  await ada.press(question, findButton(question, 'do'));
  await general.until(() => /started the poll/.test(question.text));
  await call({ listen: 'everyone' });
  await voice.delivery.settled(lounge.id);
  await ada.speaks(speech(700, { seed: 1 }));
  await live.spoken(0);
  const lines = (live.questions.at(-1)?.marker ?? '').split('\n');
  assert.match(lines[0] ?? '', /^\[with it: since then, the button that you showed Ada was pressed, and it is done;/);
  assert.equal(lines.at(-1), '[Ada] says aloud:');
});
