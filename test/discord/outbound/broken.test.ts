import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { UserError } from '../../../src/base/errors.ts';
import { Turn } from '../../../src/conversation/turns/turn.ts';
import { flatten } from '../../../world/discord/component-limits.ts';
import type { Message } from '../../../world/discord/message.ts';
import { at } from '../../place.ts';
import { sentence } from '../../sentences.ts';
import { writing } from '../call-stage.ts';
import { Parley, paragraphs } from '../stage.ts';
import { whisper } from './whisper.ts';

const SENTENCE = sentence({ code: 'gemini.broken' });
const BROKEN = `Half of\n\n⚠️ ${SENTENCE}`;
const CONTINUE = sentence({ code: 'button.continue' });
const AGAIN = sentence({ code: 'button.again' });
const MINUTE = 60_000;

const error = new UserError({ code: 'gemini.broken' });

/** Half an answer, recorded as turn 3. */
const breakOff = (turn: Turn, text = 'Half of') => {
  turn.addText(text);
  turn.finish({ is: 'broken', error });
  turn.number.settle(3);
};

const buttons = (message: Message | undefined) =>
  flatten(message?.components ?? []).flatMap(({ label }) => label ?? []);

/** The message with the button. */
const withButton = ({ general }: Parley): Message => {
  const message = general.messages.find((one) => buttons(one).length > 0);
  assert.ok(message, 'no message has a button');
  return message;
};

/** Ada's question was answered by half. */
const halved = async (parley: Parley) => {
  const { reply, turn } = await parley.asked();
  breakOff(turn);
  await parley.during(reply.shows(BROKEN));
  return { reply, broken: { number: 3, at: turn.question.at } };
};

describe('an answer that broke off', () => {
  test('stays, with one sentence and the buttons below it', async () => {
    await using parley = await Parley.open();
    const { reply } = await halved(parley);
    assert.deepEqual(buttons(reply.messages[0]), [CONTINUE, AGAIN]);
  });

  test('says when to try again, if that is known', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    const at = 1_767_225_600_000;
    turn.addText('Half of');
    turn.finish({ is: 'broken', error: new UserError({ code: 'gemini.quota', at }) });
    turn.number.settle(3);
    await parley.during(reply.shows(`Half of\n\n⚠️ ${sentence({ code: 'gemini.quota', at })}`));
  });

  test('can’t go on if there is no record to go on from', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    turn.addText('Half of');
    turn.finish({ is: 'broken', error });
    turn.number.settle(undefined);
    await parley.during(reply.shows(BROKEN));
    assert.deepEqual(buttons(reply.messages[0]), [AGAIN]);
  });

  test('has the button under its last page', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    breakOff(turn, paragraphs(0, 50));
    await parley.during(reply.until(({ messages }) => messages.at(-1)?.text.endsWith(`⚠️ ${SENTENCE}`)));
    assert.deepEqual(reply.messages.map(buttons), [[], [CONTINUE, AGAIN]]);
  });

  test('has the button at the file if it is too long', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    breakOff(turn, paragraphs(0, 300));
    await parley.during(reply.until(({ messages }) => messages.at(-1)?.text.endsWith(`file.\n\n⚠️ ${SENTENCE}`)));
    assert.deepEqual(reply.messages.map(buttons), [[], [], [], [], [], [CONTINUE, AGAIN]]);
  });

  test('has the button where it is shown after the interaction has run out', async () => {
    await using parley = await Parley.open();
    const { turn } = await parley.asked();
    await parley.clock.advance(15 * MINUTE);
    breakOff(turn);
    await parley.during(
      parley.general.shows(`-# ${sentence({ code: 'answer.to', name: 'Ada', question: 'Why?' })}\n${BROKEN}`),
    );
    assert.deepEqual(buttons(withButton(parley)), [CONTINUE, AGAIN]);
  });
});

describe('the button Continue', () => {
  test('asks for the rest as whoever pressed it, is gone, and the rest is a reply below', async () => {
    await using parley = await Parley.open();
    const { reply, broken } = await halved(parley);
    const bob = parley.guild.member('Bob');
    const press = await reply.press(CONTINUE, bob);
    const rest = await parley.conversations.next();
    const { place, person, text } = parley.conversations.asked[1] ?? {};
    assert.deepEqual(place, at(parley.general.id, parley.guild.id));
    assert.deepEqual([person?.id, person?.name], [bob.id, 'Bob']);
    assert.equal(text, 'the rest of 3');
    assert.deepEqual(parley.conversations.goneOn, [broken]);
    await reply.until(({ messages }) => buttons(messages[0]).join() === AGAIN);
    rest.addText('the whole');
    await parley.general.shows('the whole');
    rest.addText(' story.');
    rest.finish({ is: 'complete' });
    await parley.during(parley.general.shows('the whole story.'));
    assert.deepEqual(
      parley.general.messages.map(({ text, replyTo }) => [text, replyTo?.id]),
      [
        [BROKEN, undefined],
        ['the whole story.', reply.messages[0]?.id],
      ],
    );
    assert.equal(press.ephemeral, false);
  });

  test('is there again under a rest that broke off, too', async () => {
    await using parley = await Parley.open();
    const { reply } = await halved(parley);
    await reply.press(CONTINUE);
    breakOff(await parley.conversations.next(), 'the whole');
    await parley.during(parley.general.shows(`the whole\n\n⚠️ ${SENTENCE}`));
    assert.deepEqual(parley.general.messages.map(buttons), [[AGAIN], [CONTINUE, AGAIN]]);
  });

  test('works after a restart and long after the interaction', async () => {
    await using parley = await Parley.open();
    await halved(parley);
    await parley.clock.advance(60 * MINUTE);
    await parley.bot.stop(0);
    await parley.start();
    const message = withButton(parley);
    const [button] = flatten(message.components).flatMap(({ custom_id }) => custom_id ?? []);
    await parley.ada.press(message, button ?? '');
    (await parley.conversations.next()).addText('the whole');
    await parley.general.shows('the whole');
    assert.deepEqual(buttons(message), [AGAIN]);
  });

  test('works under the answer to a mention and in a thread', async () => {
    await using parley = await Parley.open();
    const thread = parley.general.thread('side talk');
    await parley.ada.says('@Parley Why?', { in: thread });
    breakOff(await parley.conversations.next());
    await parley.during(thread.shows(BROKEN));
    const message = thread.messages.at(-1);
    assert.deepEqual(buttons(message), [CONTINUE, AGAIN]);
    const [button] = flatten(message?.components ?? []).flatMap(({ custom_id }) => custom_id ?? []);
    assert.ok(message && button);
    await parley.ada.press(message, button);
    (await parley.conversations.next()).addText('the whole');
    await thread.shows('the whole');
    assert.deepEqual(parley.conversations.asked[1]?.place, at(thread.id, parley.guild.id, parley.general.id));
    assert.equal(thread.messages.at(-1)?.replyTo?.id, message.id);
  });

  test('works in a direct message', async () => {
    await using parley = await Parley.open();
    const reply = await parley.ada.slash('ask', { question: 'Why?' }, { in: parley.ada.dm });
    breakOff(await parley.conversations.next());
    await parley.during(reply.shows(BROKEN));
    await reply.press(CONTINUE);
    (await parley.conversations.next()).addText('the whole');
    await parley.ada.dm.shows('the whole');
  });

  test('stays, and whoever pressed it is told, when nothing can be asked now', async () => {
    await using parley = await Parley.open();
    const { reply } = await halved(parley);
    parley.conversations.trouble = new UserError({ code: 'asking.full', most: 5 });
    const press = await reply.press(CONTINUE, parley.guild.member('Bob'));
    await press.shows(sentence({ code: 'asking.full', most: 5 }));
    assert.equal(press.messages.at(-1)?.ephemeral, true);
    assert.deepEqual(buttons(reply.messages[0]), [CONTINUE, AGAIN]);
    assert.equal(reply.text, BROKEN);
  });

  test('is not for people who may not use commands there', async () => {
    await using parley = await Parley.open();
    const { reply } = await halved(parley);
    const press = await reply.press(CONTINUE, parley.guild.member('Eve', { permissions: ['ViewChannel'] }));
    await press.shows(sentence({ code: 'asking.may-not-continue' }));
    assert.deepEqual(parley.conversations.goneOn, []);
    assert.deepEqual(buttons(reply.messages[0]), [CONTINUE, AGAIN]);
  });

  test('asks nothing if it cannot be taken away, and can be pressed again', async () => {
    await using parley = await Parley.open();
    const { reply } = await halved(parley);
    parley.discord.fail({ route: /^PATCH \/webhooks/, status: 403, code: 50013 });
    const press = await reply.press(CONTINUE);
    await press.shows(sentence({ code: 'asking.failed' }));
    assert.equal(parley.conversations.asked.length, 1);
    await reply.press(CONTINUE);
    (await parley.conversations.next()).addText('the whole');
    await parley.general.shows('the whole');
  });

  test('shows that the rest is coming, until there is a word of it', async () => {
    await using parley = await Parley.open();
    const { reply } = await halved(parley);
    await reply.press(CONTINUE);
    const rest = await parley.conversations.next();
    await parley.discord.until(() => parley.discord.requests.some(({ path }) => path.endsWith('/typing')));
    rest.addText('the whole');
    await parley.general.shows('the whole');
  });
});

describe('an answer that only one person sees', () => {
  test('is gone on with for that person alone, and ends with its interaction', async () => {
    await using parley = await Parley.open({ more: [whisper] });
    const reply = await parley.ada.slash('whisper');
    breakOff(await parley.conversations.next());
    await parley.during(reply.shows(BROKEN));
    const press = await reply.press(CONTINUE);
    const rest = await parley.conversations.next();
    rest.addText('the whole');
    await press.shows('the whole');
    assert.deepEqual(buttons(reply.messages[0]), [AGAIN]);
    await parley.clock.advance(15 * MINUTE);
    rest.addText(' secret');
    await parley.during(parley.logged('an answer could not be shown'));
    assert.deepEqual(
      press.messages.map(({ text, ephemeral }) => [text, ephemeral]),
      [
        [BROKEN, true],
        ['the whole', true],
      ],
    );
    assert.deepEqual(parley.general.messages, []);
    await parley.ada.dm.shows(
      `${sentence({ code: 'delivery.about', channel: parley.general.id })}\n⚠️ ${sentence({ code: 'delivery.expired' })}`,
    );
  });
});

describe('captions of an answer that broke off', () => {
  const spoken = (parley: Parley) => {
    const turn = new Turn({ person: { id: parley.ada.id, name: 'Ada' }, text: '', at: 7, aloud: true });
    return { turn, shown: parley.venue.caption(parley.general.id, turn, writing(parley.general, 'all')) };
  };

  test('keep it, with the sentence and the button', async () => {
    await using parley = await Parley.open();
    const { turn, shown } = spoken(parley);
    turn.addHeard('Why?');
    breakOff(turn);
    await parley.during(shown);
    assert.deepEqual(
      parley.general.messages.map(({ text }) => text),
      [`**Ada**: Why?\n${BROKEN}`],
    );
    const message = withButton(parley);
    await parley.ada.press(message, 'ask:continue:3:7');
    (await parley.conversations.next()).addText('the whole');
    await parley.general.shows('the whole');
    assert.deepEqual(parley.conversations.goneOn, [{ number: 3, at: 7 }]);
    assert.deepEqual(buttons(message), []);
  });

  test('have no button in the chat of a voice channel, where nobody can go on with another channel’s conversation', async () => {
    await using parley = await Parley.open();
    const lounge = parley.guild.voice('Lounge');
    const turn = new Turn({ person: { id: parley.ada.id, name: 'Ada' }, text: '', at: 7, aloud: true });
    const shown = parley.venue.caption(parley.general.id, turn, writing(lounge, 'all'));
    breakOff(turn);
    await parley.during(shown);
    assert.deepEqual(
      lounge.messages.map((message) => [message.text, buttons(message)]),
      [[BROKEN, []]],
    );
    assert.deepEqual(parley.general.messages, []);
  });

  test('have the sentence and the button also where the answer is too long to be written down', async () => {
    await using parley = await Parley.open();
    const { turn, shown } = spoken(parley);
    breakOff(turn, paragraphs(0, 600));
    await parley.during(shown);
    assert.equal(withButton(parley).text, `-# ${sentence({ code: 'answer.caption-too-long' })}\n\n⚠️ ${SENTENCE}`);
  });
});
