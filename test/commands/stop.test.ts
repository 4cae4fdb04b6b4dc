import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Turn } from '../../src/conversation/turns/turn.ts';
import { flatten } from '../../world/discord/component-limits.ts';
import type { Message } from '../../world/discord/message.ts';
import { Parley, paragraphs } from '../discord/stage.ts';
import { sentence } from '../sentences.ts';
import { openCall } from './stage.ts';

const MINUTE = 60_000;
const NOTHING = sentence({ code: 'stop.over' });

/** The custom ids of a message's buttons. */
const buttons = (message: Message | undefined): string[] =>
  flatten(message?.components ?? []).flatMap(({ custom_id }) => custom_id ?? []);

/** The button that every ended answer has. */
const again = ({ question: { person, at } }: Turn): string => `ask:again:${person.id}:${at}:0`;

/** Ada's answer has begun to show. */
const begun = async (parley: Parley) => {
  const { reply, turn } = await parley.asked();
  turn.addText('I was about');
  await reply.shows('I was about');
  return { reply, turn };
};

describe('silence', () => {
  test('comes by /stop for somebody in the call', async () => {
    const { parley, enters, begin } = await openCall();
    await using _ = parley;
    begin();
    await enters(parley.ada);
    const reply = await parley.ada.slash('stop');
    await reply.shows(sentence({ code: 'stop.voice' }));
    assert.equal(reply.ephemeral, true);
    assert.deepEqual(parley.calls.stopped, [parley.guild.id]);
  });

  test('comes by the button Stop', async () => {
    const { parley, lounge, enters, panel } = await openCall();
    await using _ = parley;
    const message = await panel();
    await enters(parley.ada);
    await (await parley.ada.press(message, `stop:${lounge.id}`)).shows(sentence({ code: 'stop.voice' }));
    assert.deepEqual(parley.calls.stopped, [parley.guild.id]);
  });

  test('is refused to who is not in the call', async () => {
    const { parley, lounge, begin } = await openCall();
    await using _ = parley;
    begin();
    await (await parley.ada.slash('stop')).shows(sentence({ code: 'stop.only-those-in-voice', voice: lounge.id }));
    assert.deepEqual(parley.calls.stopped, []);
  });

  test('needs a call', async () => {
    const { parley } = await openCall();
    await using _ = parley;
    await (await parley.ada.slash('stop')).shows(sentence({ code: 'stop.nothing-in-server' }));
  });
});

describe('a typed answer', () => {
  test('has a button as long as it grows, on its last message only', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    turn.addText(paragraphs(0, 20));
    await reply.shows(/number 19/);
    assert.deepEqual(buttons(reply.messages[0]), [`stop:answer:${parley.ada.id}:${turn.question.at}`]);
    turn.addText(` ${paragraphs(20, 50)}`);
    await parley.during(reply.shows(/number 49/));
    assert.deepEqual(
      reply.messages.map((message) => buttons(message).length),
      [0, 1],
    );
    turn.addText(' The end.');
    turn.finish({ is: 'complete' });
    await parley.during(reply.shows(/The end\.$/));
    assert.deepEqual(reply.messages.flatMap(buttons), [again(turn)]);
  });

  test('has no button Stop if it comes as a whole', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    turn.addText('Because.');
    turn.finish({ is: 'complete' });
    await parley.during(reply.shows('Because.'));
    assert.deepEqual(buttons(reply.messages[0]), [again(turn)]);
    assert.equal(parley.discord.requests.filter(({ method }) => method === 'PATCH').length, 1);
  });

  test('is stopped by its button, and keeps what came of it', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await begun(parley);
    await reply.press('Stop');
    await parley.during(reply.shows(`I was about\n\n${sentence({ code: 'answer.interrupted' })}`));
    assert.deepEqual(turn.end, { is: 'interrupted' });
    assert.deepEqual(buttons(reply.messages[0]), [again(turn)]);
  });

  test('is stopped under the answer to a mention, too', async () => {
    await using parley = await Parley.open();
    await parley.ada.says('@Parley Why?');
    const turn = await parley.conversations.next();
    turn.addText('I was about');
    const message = await parley.general.shows('I was about');
    await parley.ada.press(message, buttons(message)[0] ?? '');
    await parley.during(parley.general.shows(`I was about\n\n${sentence({ code: 'answer.interrupted' })}`));
    assert.deepEqual(buttons(message), [again(turn)]);
  });

  test('is not stopped by somebody else, who reads why', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await begun(parley);
    const press = await reply.press('Stop', parley.guild.member('Bob'));
    await press.shows(sentence({ code: 'stop.not-yours', name: 'Ada' }));
    assert.equal(press.messages.at(-1)?.ephemeral, true);
    const bob = await parley.guild.member('Bob').slash('stop');
    await bob.shows(sentence({ code: 'stop.not-yours', name: 'Ada' }));
    assert.equal(turn.end, undefined);
  });

  test('names who may stop it without turning the line around', async () => {
    await using parley = await Parley.open();
    await parley.guild.member('\u202Eדנה (7)').slash('ask', { question: 'Why?' });
    await parley.conversations.next();
    const bob = await parley.guild.member('Bob').slash('stop');
    await bob.shows(sentence({ code: 'stop.not-yours', name: '\u2068דנה 7\u2069' }));
  });

  test('is stopped by who may manage messages, by the button and by /stop', async () => {
    for (const how of ['button', 'command']) {
      await using parley = await Parley.open();
      const { reply, turn } = await begun(parley);
      const mod = parley.guild.member('Mod', {
        permissions: ['ViewChannel', 'ManageMessages', 'UseApplicationCommands'],
      });
      if (how === 'button') await reply.press('Stop', mod);
      else await (await mod.slash('stop')).shows(sentence({ code: 'stop.answer' }));
      await parley.during(reply.shows(`I was about\n\n${sentence({ code: 'answer.interrupted' })}`));
      assert.deepEqual(turn.end, { is: 'interrupted' });
    }
  });

  test('is stopped by /stop of whoever asked, who alone reads that', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await begun(parley);
    const stopped = await parley.ada.slash('stop');
    await stopped.shows(sentence({ code: 'stop.answer' }));
    assert.equal(stopped.ephemeral, true);
    await parley.during(reply.shows(`I was about\n\n${sentence({ code: 'answer.interrupted' })}`));
    assert.deepEqual(turn.end, { is: 'interrupted' });
  });

  test('that has no word yet is stopped by /stop, and its reply says so', async () => {
    await using parley = await Parley.open();
    const first = await parley.asked();
    const second = await parley.ada.slash('ask', { question: 'And why?' });
    await parley.conversations.next();
    await (await parley.ada.slash('stop')).shows(sentence({ code: 'stop.answer' }));
    for (const reply of [first.reply, second])
      await parley.during(reply.shows(sentence({ code: 'answer.stopped-early' })));
  });

  test('of somebody else who waits goes on when a moderator stops the one that runs', async () => {
    await using parley = await Parley.open();
    const { turn } = await begun(parley);
    await parley.guild.member('Bob').slash('ask', { question: 'And me?' });
    const waiting = await parley.conversations.next();
    const mod = parley.guild.member('Mod', { permissions: 'admin' });
    await (await mod.slash('stop')).shows(sentence({ code: 'stop.answer' }));
    assert.deepEqual([turn.end?.is, waiting.end], ['interrupted', undefined]);
  });

  test('of another channel goes on', async () => {
    await using parley = await Parley.open();
    const { turn } = await begun(parley);
    const stopped = await parley.ada.slash('stop', {}, { in: parley.guild.text('elsewhere') });
    await stopped.shows(/nothing to stop/);
    assert.equal(turn.end, undefined);
  });

  test('is stopped in a direct message', async () => {
    await using parley = await Parley.open();
    const reply = await parley.ada.slash('ask', { question: 'Why?' }, { in: parley.ada.dm });
    const turn = await parley.conversations.next();
    turn.addText('I was about');
    await reply.shows('I was about');
    await (await parley.ada.slash('stop', {}, { in: parley.ada.dm })).shows(sentence({ code: 'stop.answer' }));
    await parley.during(reply.shows(`I was about\n\n${sentence({ code: 'answer.interrupted' })}`));
    await (await parley.ada.slash('stop', {}, { in: parley.ada.dm })).shows(sentence({ code: 'stop.nothing' }));
  });

  test('is stopped together with what is said in the voice channel', async () => {
    const { parley, enters, begin } = await openCall();
    await using _ = parley;
    begin();
    await enters(parley.ada);
    await begun(parley);
    await (await parley.ada.slash('stop')).shows(sentence({ code: 'stop.both' }));
    assert.deepEqual(parley.calls.stopped, [parley.guild.id]);
  });

  test('is no more to be stopped when it has ended, or after a restart, and whoever presses reads that', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await begun(parley);
    const [message] = reply.messages;
    const [id = ''] = buttons(message);
    assert.ok(message);
    turn.finish({ is: 'complete' });
    await (await parley.ada.press(message, id)).shows(NOTHING);
    await parley.during(parley.clock.sleep(5_000));
    const other = await parley.asked();
    other.turn.addText('Once more');
    await other.reply.shows('Once more');
    const [late] = other.reply.messages;
    const [left = ''] = buttons(late);
    assert.ok(late);
    // A process that dies takes its turns with it, and leaves the button.
    parley.conversations.turns.length = 0;
    await (await parley.ada.press(late, left)).shows(NOTHING);
    other.turn.finish({ is: 'complete' });
    await parley.during(parley.bot.stop(MINUTE));
  });

  test('loses a button that a dead process left to the first who presses it, but none that an edit is about to take', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await begun(parley);
    const [message] = reply.messages;
    const [id = ''] = buttons(message);
    assert.ok(message);
    parley.conversations.turns.length = 0;
    await (await parley.ada.press(message, id)).shows(NOTHING);
    assert.deepEqual(buttons(message), [id]);
    await parley.clock.advance(2 * MINUTE);
    await (await parley.ada.press(message, id)).shows(NOTHING);
    assert.deepEqual(buttons(message), []);
    assert.equal(message.text, 'I was about');
    turn.finish({ is: 'yielded' });
  });
});
