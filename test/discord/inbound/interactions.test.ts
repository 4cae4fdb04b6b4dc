import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { pino } from 'pino';
import { UserError } from '../../../src/base/errors.ts';
import { Bot } from '../../../src/discord/bot.ts';
import { makeButton, makeButtonRow } from '../../../src/discord/outbound/answer-buttons.ts';
import { AnswerSounds } from '../../../src/media/out/answer-sounds.ts';
import { Discord } from '../../../world/discord/discord.ts';
import { ALONE } from '../../claims/alone.ts';
import { FixedSettings } from '../../fixed-settings.ts';
import { ENGLISH, sentence } from '../../sentences.ts';
import { VirtualClock } from '../../virtual-clock.ts';
import { Conversations, LAST, OPEN, PASS_ALL, Parley, ScriptedReader } from '../stage.ts';

describe('when something goes wrong', () => {
  test('a reason for the asker is shown to nobody else', async () => {
    await using parley = await Parley.open();
    parley.conversations.refusal = new UserError({ code: 'asking.full', most: 5 });
    const reply = await parley.ada.slash('ask', { question: 'Why?' });
    await reply.shows(sentence({ code: 'asking.full', most: 5 }));
    assert.deepEqual(
      reply.messages.map(({ ephemeral }) => ephemeral),
      [true],
    );
    assert.deepEqual(parley.general.messages, []);
  });

  test('everything else is logged with its cause and told in one bland sentence', async () => {
    await using parley = await Parley.open();
    parley.conversations.refusal = new Error('inner secret', { cause: new Error('the disk is full') });
    const reply = await parley.ada.slash('ask', { question: 'Why?' });
    await reply.shows(sentence({ code: 'asking.failed' }));
    assert.match(JSON.stringify(parley.logs.find(({ msg }) => msg === 'a command failed')), /the disk is full/);
  });

  test('a private reply that was promised becomes the sentence', async () => {
    await using parley = await Parley.open();
    parley.conversations.trouble = new Error('the store is away');
    const reply = await parley.ada.slash('status');
    await reply.shows(sentence({ code: 'asking.failed' }));
    assert.equal(reply.ephemeral, true);
    assert.equal(reply.messages.length, 1);
  });

  test('a button that failed stays, so that it can be pressed again', async () => {
    await using parley = await Parley.open();
    parley.conversations.trouble = new Error('the store is away');
    const reply = await parley.ada.slash('reset', {}, { in: parley.ada.dm });
    await reply.shows(sentence({ code: 'reset.confirm' }));
    const pressed = await reply.press(sentence({ code: 'button.reset' }));
    await pressed.shows(sentence({ code: 'asking.failed' }));
    parley.conversations.trouble = undefined;
    await reply.press(sentence({ code: 'button.reset' }));
    await reply.shows(sentence({ code: 'reset.done' }));
  });

  test('a question whose interaction expired is dropped before the model is asked', async () => {
    await using parley = await Parley.open();
    parley.discord.latency = 4_000;
    await parley.ada.slash('ask', { question: 'Why?' });
    await parley.during(parley.logged('an interaction came too late or was answered by another process'));
    parley.discord.latency = 0;
    assert.deepEqual(parley.conversations.asked, []);
  });

  test('a question that another process has answered is dropped', async () => {
    await using parley = await Parley.open();
    parley.discord.fail({ route: /callback$/, status: 400, code: 40060 });
    await parley.ada.slash('ask', { question: 'Why?' });
    await parley.logged('an interaction came too late or was answered by another process');
    assert.deepEqual(parley.conversations.asked, []);
  });

  test('a command that the bot no longer knows is answered kindly', async () => {
    await using parley = await Parley.open();
    parley.discord.seedCommand({ name: 'dance', description: 'Dance' });
    const reply = await parley.ada.slash('dance');
    await reply.shows(sentence({ code: 'asking.unknown-command' }));
    assert.equal(reply.ephemeral, true);
  });

  test('a button that the bot no longer knows is answered kindly', async () => {
    const rows = [makeButtonRow(makeButton('Dance', 'dance:1', 1))];
    await using parley = await Parley.open({
      more: [
        {
          name: 'party',
          define: () => ({ description: 'x' }),
          execute: { acknowledge: 'private', run: async () => ({ content: 'Shall we?', rows }) },
        },
      ],
    });
    const reply = await parley.ada.slash('party');
    await reply.shows('Shall we?');
    await (await reply.press('Dance')).shows(sentence({ code: 'asking.old-button' }));
  });

  test('many questions at once are answered side by side', async () => {
    await using parley = await Parley.open();
    const people = Array.from({ length: 20 }, (_, index) => parley.guild.member(`Member ${index}`));
    const replies = await Promise.all(people.map((person) => person.slash('ask', { question: person.name })));
    for (const _ of people) {
      const turn = await parley.conversations.next();
      turn.addText(`To ${turn.question.text}`);
      turn.finish({ is: 'complete' });
    }
    await Promise.all(replies.map((reply, index) => reply.shows(`To Member ${index}`)));
  });
});

test('a reply that was promised to everybody goes, and the reason is told to the asker alone', async () => {
  const clock = new VirtualClock();
  const discord = await Discord.listen({ clock });
  const guild = discord.guild('Home');
  const general = guild.text('general');
  const bot = new Bot({
    languages: ENGLISH,
    apiUrl: discord.api,
    claims: ALONE,
    clock,
    log: pino({ level: 'silent' }),
    observe: () => {},
  });
  await bot.start({
    token: discord.token,
    services: {
      conversations: new Conversations(clock),
      sounds: new AnswerSounds({ clock, log: pino({ level: 'silent' }) }),
    },
    reader: new ScriptedReader(),
    stages: OPEN,
    promises: LAST,
    settings: new FixedSettings(),
    noteHuman() {},
    findOmission: PASS_ALL,
    admitted: Promise.resolve(),
    signal: new AbortController().signal,
    commands: [
      {
        name: 'late',
        define: () => ({ description: 'x' }),
        execute: {
          acknowledge: 'visible',
          async run() {
            throw new UserError({ code: 'asking.restarting' });
          },
        },
      },
    ],
  });
  const reply = await guild.member('Ada').slash('late');
  await reply.shows(sentence({ code: 'asking.restarting' }));
  assert.deepEqual(
    reply.messages.map(({ ephemeral }) => ephemeral),
    [true],
  );
  assert.deepEqual(general.messages, []);
  await Promise.all([bot.stop(0), clock.advance(1)]);
  await discord.close();
});
