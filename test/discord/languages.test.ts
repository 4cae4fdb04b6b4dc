import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { UserError } from '../../src/base/errors.ts';
import type { Text } from '../../src/text/text.ts';
import { flatten } from '../../world/discord/component-limits.ts';
import type { Message } from '../../world/discord/message.ts';
import type { Reply } from '../../world/discord/reply.ts';
import { openCall } from '../commands/stage.ts';
import { sentence } from '../sentences.ts';
import { MADE_UP, madeUpSentence, TWO_LANGUAGES } from '../text/made-up-language.ts';
import type { Parley } from './stage.ts';

/** A bot that speaks two languages, in an English server. Ada reads English, and Ben the made-up language. */
const open = async () => {
  const stage = await openCall({ languages: TWO_LANGUAGES });
  const { parley } = stage;
  return { ...stage, ada: parley.ada, ben: parley.guild.member('Ben', { locale: MADE_UP }) };
};

/** The server's language changes to the made-up one, and the bot knows. */
const translate = async ({ guild, ada }: Parley) => {
  guild.preferredLocale = MADE_UP;
  // What the bot answers to comes after the change.
  await (await ada.slash('help')).until(({ text }) => text);
};

/** The same, in a server whose language is the made-up one. */
const openForeign = async () => {
  const stage = await open();
  await translate(stage.parley);
  return stage;
};

const labels = (message: Message | undefined) => flatten(message?.components ?? []).flatMap(({ label }) => label ?? []);

describe('what only one person reads is in that person’s language', () => {
  test('the reply to a command', async () => {
    const { parley, lounge, ada, ben, begin, enters } = await open();
    await using _ = parley;
    await enters(ada);
    await enters(ben);
    for (const { member, say } of [
      { member: ada, say: sentence },
      { member: ben, say: madeUpSentence },
    ]) {
      begin();
      await (await member.slash('stop')).shows(say({ code: 'stop.voice' }));
      await (await member.slash('leave')).shows(say({ code: 'call.left', voice: lounge.id }));
    }
  });

  test('each line of a reply', async () => {
    const { parley, ada, ben } = await open();
    await using _ = parley;
    const lines = async (reply: Reply) => {
      await reply.until(({ text }) => text);
      return reply.text.split('\n');
    };
    const [english, madeUp] = [await lines(await ada.slash('status')), await lines(await ben.slash('status'))];
    assert.ok(english.includes(sentence({ code: 'status.not-begun' })));
    assert.ok(madeUp.includes(madeUpSentence({ code: 'status.not-begun' })));
    for (const line of madeUp) assert.match(line, /^\[status\./);
  });

  test('the buttons of a reply, and what a press of one is answered', async () => {
    const { parley, ada, ben } = await open();
    await using _ = parley;
    for (const { member, say } of [
      { member: ada, say: sentence },
      { member: ben, say: madeUpSentence },
    ]) {
      const reply = await member.slash('reset', {}, { in: member.dm });
      await reply.shows(say({ code: 'reset.confirm' }));
      assert.deepEqual(labels(reply.messages[0]), [say({ code: 'button.reset' }), say({ code: 'button.keep' })]);
      await reply.press(say({ code: 'button.keep' }));
      await reply.shows(say({ code: 'reset.cancelled' }));
    }
  });

  test('why a command did nothing, also in a server with another language', async () => {
    const { parley, ada, ben } = await openForeign();
    await using _ = parley;
    await (await ada.slash('leave')).shows(sentence({ code: 'call.none' }));
    await (await ben.slash('leave')).shows(madeUpSentence({ code: 'call.none' }));
  });

  test('what a press of a public button is answered', async () => {
    const { parley, ada, ben, panel } = await openForeign();
    await using _ = parley;
    const message = await panel();
    await (await ada.press(message, 'join:unheard')).shows(sentence({ code: 'consent.unheard' }));
    await (await ben.press(message, 'join:unheard')).shows(madeUpSentence({ code: 'consent.unheard' }));
  });

  test('the answer to /join', async () => {
    const { parley, lounge, ada, ben, enters } = await open();
    await using _ = parley;
    await enters(ada);
    await enters(ben);
    const arrived: Text = { code: 'join.arrived', voice: lounge.id };
    const reply = await ada.slash('join');
    await reply.until(({ text }) => text.startsWith(sentence(arrived)));
    const other = await ben.slash('join');
    await other.until(({ text }) => text.startsWith(madeUpSentence(arrived)));
  });
});

describe('what everyone reads is in the server’s language', () => {
  test('why there is no answer', async () => {
    const { parley, ada } = await openForeign();
    await using _ = parley;
    const reply = await ada.slash('ask', { question: 'Why?' });
    const turn = await parley.conversations.next();
    turn.finish({ is: 'failed', error: new UserError({ code: 'gemini.late' }) });
    await parley.during(reply.shows(`⚠️ ${madeUpSentence({ code: 'gemini.late' })}`));
  });

  test('the panel of a call, from the next change on also if the server changes its language', async () => {
    const { parley, lounge, begin } = await open();
    await using _ = parley;
    const panel = parley.venue.panel(parley.general.id);
    await panel.show(begin());
    const [message] = parley.general.messages;
    assert.ok(message?.text.startsWith(sentence({ code: 'panel.listening', voice: lounge.id })));
    await translate(parley);
    await panel.show(begin({ captions: 'all', listen: 'button' }));
    await parley.general.until(() =>
      message?.text.startsWith(madeUpSentence({ code: 'panel.talk', voice: lounge.id })),
    );
    assert.deepEqual(labels(message), [
      '[button.talk]',
      '[button.unheard]',
      '[button.heard]',
      '[button.stop]',
      '[button.leave]',
    ]);
    await panel.end({ code: 'call.ended' });
    await parley.general.until(() => message?.text === madeUpSentence({ code: 'call.ended' }));
  });

  test('the line under a voice channel’s name', async () => {
    const { parley, lounge } = await open();
    await using _ = parley;
    lounge.allow('SetVoiceChannelStatus');
    parley.guild.setVoiceState(parley.discord.bot, lounge);
    await translate(parley);
    await parley.venue.status(lounge.id, 'line.listening');
    assert.equal(lounge.status, madeUpSentence({ code: 'line.listening' }));
  });
});

test('a direct message, which is in no server, is in the language of the person where Discord tells it', async () => {
  const { parley, ben } = await open();
  await using _ = parley;
  const reply = await ben.slash('ask', { question: 'Why?' }, { in: ben.dm });
  const turn = await parley.conversations.next();
  turn.finish({ is: 'failed', error: new UserError({ code: 'gemini.late' }) });
  await parley.during(reply.shows(`⚠️ ${madeUpSentence({ code: 'gemini.late' })}`));
});
