import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { opens, sentence } from '../../sentences.ts';
import { Parley } from '../stage.ts';

const HOUR = 60 * 60_000;
const UNREAD = opens({ code: 'mention.unread', ask: '' });

const said = ({ general, discord }: Parley, text: RegExp) =>
  general.messages.filter((message) => message.author.id === discord.bot.id && text.test(message.text));

const afterAll = async (parley: Parley) => {
  await parley.guild.member('Cleo').says('@Parley last');
  await parley.conversations.heard('last');
};

/** What Parley has answered, to be replied to: a mention, or `/ask`. */
const answered = async (parley: Parley, way: 'mention' | 'slash') => {
  if (way === 'mention') await parley.ada.says('@Parley one');
  else await parley.ada.slash('ask', { question: 'one' });
  const turn = await parley.conversations.next();
  turn.addText('Yes.');
  turn.finish({ is: 'complete' });
  return parley.general.shows('Yes.');
};

describe('somebody whose words Discord does not deliver is told how to be heard', () => {
  for (const [what, way, ping] of [
    ['a reply without a ping', 'mention', false],
    ['a reply to the answer of a slash command', 'slash', true],
    ['a reply without a ping to the answer of a slash command', 'slash', false],
  ] as const)
    test(`after ${what}, once in an hour`, async () => {
      await using parley = await Parley.open();
      const answer = await answered(parley, way);
      const reply = await parley.ada.says('and why?', { replyTo: answer, ping });
      const hint = await parley.general.shows(UNREAD);
      assert.equal(hint.replyTo, reply);
      await parley.ada.says('and how?', { replyTo: answer, ping });
      await afterAll(parley);
      assert.equal(said(parley, UNREAD).length, 1);
      await parley.guild.member('Bob').says('and when?', { replyTo: answer, ping });
      await parley.general.until(() => said(parley, UNREAD).length === 2);
      await parley.clock.advance(HOUR);
      await parley.ada.says('still?', { replyTo: answer, ping });
      await parley.general.until(() => said(parley, UNREAD).length === 3);
      assert.equal(
        parley.conversations.asked.some(({ text }) => text.includes('why')),
        false,
      );
    });

  test('and may edit the message then', async () => {
    await using parley = await Parley.open();
    const answer = await answered(parley, 'slash');
    const reply = await parley.ada.says('and why?', { replyTo: answer });
    await parley.general.shows(UNREAD);
    await parley.ada.edits(reply, '@Parley and why?');
    await parley.conversations.heard('and why?');
  });

  test('after a voice message, which can’t be edited, by another way', async () => {
    await using parley = await Parley.open();
    const replyTo = await answered(parley, 'slash');
    await parley.ada.says('and why?', { replyTo });
    await parley.general.shows(UNREAD);
    const recorded = await parley.ada.sendsVoice(Buffer.from('OggS'), { replyTo, durationSeconds: 2 });
    const hint = await parley.general.shows(sentence({ code: 'mention.unread-voice' }));
    assert.equal(hint.replyTo, recorded);
    assert.equal(said(parley, UNREAD).length, 1);
  });

  test('after a mention of its role', async () => {
    await using parley = await Parley.open();
    const role = parley.guild.find(parley.discord.bot.id)?.roles[0];
    await parley.ada.says(`<@&${role}> why?`);
    await parley.general.shows(UNREAD);
  });

  test('but not where it may not write', async () => {
    await using parley = await Parley.open();
    const answer = await answered(parley, 'mention');
    parley.general.deny('SendMessages', 'AddReactions');
    await parley.ada.says('and why?', { replyTo: answer, ping: false });
    await parley.ada.says('@Parley and now?', { in: parley.guild.text('other') });
    await parley.conversations.heard('and now?');
    assert.deepEqual(parley.ada.dm.messages, []);
  });
});

describe('a question without words costs nothing', () => {
  test('a bare mention is told that only that message can be read', async () => {
    await using parley = await Parley.open();
    await parley.ada.says('what is the capital of Brazil?');
    await parley.ada.says('@Parley');
    await parley.general.shows(opens({ code: 'mention.empty', ask: '' }));
  });

  for (const [name, text] of [
    ['zero width spaces', '\u200b\u200b'],
    ['a soft hyphen', '\u00ad'],
    ['a next line', '\u0085'],
    ['a Hangul filler', '\u3164'],
    ['an empty Braille pattern', '\u2800'],
    ['a tag character', '\u{e0041}'],
    ['variation selectors', '\ufe0f\u{e0100}'],
    ['controls', '\u0001\u0002'],
  ] as const) {
    test(`${name} after a mention get the hint`, async () => {
      await using parley = await Parley.open();
      await parley.ada.says(`@Parley ${text}`);
      await parley.general.shows(opens({ code: 'mention.empty', ask: '' }));
      assert.deepEqual(parley.conversations.turns, []);
    });

    test(`${name} in /ask are told to the asker alone`, async () => {
      await using parley = await Parley.open();
      const reply = await parley.ada.slash('ask', { question: text });
      await reply.shows(sentence({ code: 'asking.blank' }));
      assert.equal(reply.ephemeral, true);
      assert.deepEqual(parley.conversations.turns, []);
    });
  }
});

describe('asked where it may not write', () => {
  const muted = async (parley: Parley, ...denied: Parameters<Parley['general']['deny']>) => {
    const quiet = parley.guild.text('quiet');
    quiet.deny('SendMessages', ...denied);
    return { quiet, message: await parley.ada.says('@Parley hello', { in: quiet }) };
  };

  test('it reacts, and logs that above debug, once a minute', async () => {
    await using parley = await Parley.open();
    const { quiet, message } = await muted(parley);
    await parley.discord.until(() => message.reactions.has('🔇'));
    const again = await parley.ada.says('@Parley hello?', { in: quiet });
    await parley.discord.until(() => again.reactions.has('🔇'));
    const lines = parley.logs.filter(({ msg }) => msg === 'asked where the bot cannot write');
    assert.deepEqual(
      lines.map(({ level, channel }) => [level, channel]),
      [[40, quiet.id]],
    );
    assert.deepEqual([quiet.messages.length, parley.ada.dm.messages.length], [2, 0]);
    assert.deepEqual(parley.conversations.asked, []);
  });

  test('it writes directly where it may not react either, once an hour', async () => {
    await using parley = await Parley.open();
    const { quiet } = await muted(parley, 'AddReactions');
    await parley.ada.dm.shows(sentence({ code: 'mention.cannot-write', channel: quiet.id }));
    await parley.ada.says('@Parley hello?', { in: quiet });
    await afterAll(parley);
    assert.equal(parley.ada.dm.messages.length, 1);
    await parley.clock.advance(HOUR);
    await parley.ada.says('@Parley hello?', { in: quiet });
    await parley.ada.dm.until(({ messages }) => messages.length === 2);
  });

  test('it writes directly where the reaction is refused', async () => {
    await using parley = await Parley.open();
    parley.discord.fail({ route: /^PUT .*reactions/, status: 403, code: 90001 });
    const { quiet } = await muted(parley);
    await parley.ada.dm.shows(sentence({ code: 'mention.cannot-write', channel: quiet.id }));
  });

  test('it logs that nobody could be told where the person takes no direct messages', async () => {
    await using parley = await Parley.open();
    parley.discord.closedTo.add(parley.ada.id);
    await muted(parley, 'AddReactions');
    await parley.logged('a person could not be told');
  });

  for (const [what, asks] of [
    ['an answer', (parley: Parley) => parley.ada.says('@Parley hello')],
    ['a hint', (parley: Parley) => parley.ada.says('@Parley')],
  ] as const)
    test(`it reacts where Discord refuses ${what} though it seemed to be allowed`, async () => {
      await using parley = await Parley.open();
      parley.discord.fail({ route: /^POST .*messages$/, status: 403, code: 50013, times: 10 });
      const message = await asks(parley);
      if (what === 'an answer') (await parley.conversations.next()).finish({ is: 'silent' });
      await parley.during(parley.discord.until(() => message.reactions.has('🔇')));
    });

  test('in a thread it reacts, too', async () => {
    await using parley = await Parley.open();
    const quiet = parley.guild.text('quiet');
    quiet.deny('SendMessagesInThreads');
    const message = await parley.ada.says('@Parley hello', { in: quiet.thread('side') });
    await parley.discord.until(() => message.reactions.has('🔇'));
  });

  test('it does not try to write while a moderator keeps it silent', async () => {
    await using parley = await Parley.open();
    const bot = parley.guild.find(parley.discord.bot.id);
    assert.ok(bot);
    // discord.js asks the machine's own clock whether it is over.
    parley.guild.timesOut(bot, Date.now() + HOUR);
    await parley.ada.says('@Parley hello');
    await parley.ada.dm.shows(sentence({ code: 'mention.cannot-write', channel: parley.general.id }));
    assert.deepEqual(parley.conversations.asked, []);
  });
});
