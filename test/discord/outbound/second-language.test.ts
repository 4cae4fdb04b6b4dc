import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Locale } from 'discord.js';
import { UserError } from '../../../src/base/errors.ts';
import { Turn } from '../../../src/conversation/turns/turn.ts';
import type { Text } from '../../../src/text/text.ts';
import { flatten } from '../../../world/discord/component-limits.ts';
import { sentence } from '../../sentences.ts';
import { MADE_UP, madeUpSentence, TWO_LANGUAGES } from '../../text/made-up-language.ts';
import { writing } from '../call-stage.ts';
import { Parley, paragraphs } from '../stage.ts';
import { whisper } from './whisper.ts';

const EDIT = /^PATCH \/webhooks/;
const ALWAYS = Number.POSITIVE_INFINITY;

/** A server whose language is the made-up one, and Ada, who reads English. */
const open = async () => {
  const parley = await Parley.open({ languages: TWO_LANGUAGES });
  parley.guild.preferredLocale = MADE_UP;
  return parley;
};

/** Resolves once the bot knows the server's language. Events come in order, and it has answered a later one. */
const heardOf = async (parley: Parley) => {
  await (await parley.ada.slash('help')).shows(/./);
};

const warning = (text: Text) => `⚠️ ${madeUpSentence(text)}`;

const labels = ({ general }: Parley) =>
  general.messages.flatMap(({ components }) => flatten(components).flatMap(({ label }) => label ?? []));

describe('an answer for everyone, in a server with another language,', () => {
  test('says in that language which of its files could not be opened', async () => {
    await using parley = await open();
    const { reply, turn } = await parley.asked();
    turn.remarks.add({ code: 'media.cut', name: 'log.txt' });
    turn.addText('Here.');
    turn.finish({ is: 'complete' });
    await parley.during(reply.shows(`Here.\n\n-# ${madeUpSentence({ code: 'media.cut', name: 'log.txt' })}`));
  });

  test('says in that language that Gemini is slow, and how the answer ended', async () => {
    await using parley = await open();
    const { reply, turn } = await parley.asked();
    turn.slow();
    await parley.during(reply.shows(madeUpSentence({ code: 'answer.slow' })));
    assert.deepEqual(labels(parley), [madeUpSentence({ code: 'button.stop' })]);
    turn.addText('Half of');
    turn.finish({ is: 'broken', error: new UserError({ code: 'gemini.broken' }) });
    turn.number.settle(3);
    await parley.during(reply.shows(`Half of\n\n${warning({ code: 'gemini.broken' })}`));
    assert.deepEqual(
      labels(parley),
      (['button.continue', 'button.again'] as const).map((code) => madeUpSentence({ code })),
    );
  });

  for (const [name, text, end, shown] of [
    ['was stopped', 'I was', { is: 'interrupted' }, `I was\n\n${madeUpSentence({ code: 'answer.interrupted' })}`],
    ['was stopped early', '', { is: 'interrupted' }, madeUpSentence({ code: 'answer.stopped-early' })],
    ['has no words', '', { is: 'silent' }, madeUpSentence({ code: 'answer.empty' })],
    [
      'was blocked',
      '',
      { is: 'silent', reason: { code: 'gemini.question-blocked' } },
      warning({ code: 'gemini.question-blocked' }),
    ],
  ] as const)
    test(`says in that language that it ${name}`, async () => {
      await using parley = await open();
      const { reply, turn } = await parley.asked();
      turn.addText(text);
      turn.finish(end);
      await parley.during(reply.shows(shown));
    });

  test('says in that language what Discord refused', async () => {
    await using parley = await open();
    const { reply, turn } = await parley.asked();
    parley.discord.fail({ route: EDIT, says: /bad/, status: 400, code: 200000, times: ALWAYS });
    turn.addText('A bad word.');
    await parley.during(reply.shows(warning({ code: 'delivery.automod' })));
  });

  test('has a sentence of that language above its file', async () => {
    await using parley = await open();
    const { reply, turn } = await parley.asked();
    parley.discord.fail({ route: EDIT, says: /odd/, status: 400, code: 50035, times: ALWAYS });
    turn.addText('Something odd.');
    turn.finish({ is: 'complete' });
    await parley.during(reply.shows(madeUpSentence({ code: 'delivery.file-refused' })));
  });

  test('is opened in that language by who asked what, when it comes late', async () => {
    await using parley = await open();
    const { reply, turn } = await parley.asked();
    await reply.until(({ deferred }) => deferred !== undefined);
    await parley.clock.advance(15 * 60_000);
    turn.addText('Because.');
    turn.finish({ is: 'complete' });
    const asked = madeUpSentence({ code: 'answer.to', name: 'Ada', question: 'Why?' });
    await parley.during(parley.general.shows(`-# ${asked}\nBecause.`));
  });
});

describe('captions in a server with another language', () => {
  test('name the speaker, and say what is missing, in that language', async () => {
    await using parley = await open();
    await heardOf(parley);
    const turn = new Turn({ person: { id: parley.ada.id, name: 'Ada' }, text: '', at: 7, aloud: true });
    const shown = parley.venue.caption(parley.general.id, turn, writing(parley.general, 'all'));
    turn.addHeard('Why?');
    turn.addText(paragraphs(0, 600));
    turn.finish({ is: 'complete' });
    await parley.during(shown);
    const texts = parley.general.messages.map(({ text }) => text);
    assert.ok(texts[0]?.startsWith(madeUpSentence({ code: 'answer.heard', name: 'Ada', words: 'Why?' })));
    assert.equal(texts.at(-1), `-# ${madeUpSentence({ code: 'answer.caption-too-long' })}`);
  });
});

describe('what only the person who asked reads is in their own language', () => {
  test('where only they see the answer', async () => {
    await using parley = await Parley.open({ languages: TWO_LANGUAGES, more: [whisper] });
    const reply = await parley.guild.member('Ben', { locale: MADE_UP }).slash('whisper');
    const turn = await parley.conversations.next();
    turn.slow();
    await parley.during(reply.shows(madeUpSentence({ code: 'answer.slow' })));
    turn.finish({ is: 'silent' });
    await parley.during(reply.shows(madeUpSentence({ code: 'answer.empty' })));
  });

  test('where their answer was deleted', async () => {
    await using parley = await open();
    const { reply, turn } = await parley.askedAndDeleted();
    turn.addText(' two');
    await parley.during(reply.shows(`⚠️ ${sentence({ code: 'delivery.deleted' })}`));
  });

  test('in a direct message about a channel', async () => {
    await using parley = await Parley.open({ languages: TWO_LANGUAGES });
    const ben = parley.guild.member('Ben', { locale: MADE_UP });
    parley.general.deny('SendMessages');
    await ben.slash('ask', { question: 'Why?' });
    const turn = await parley.conversations.next();
    turn.addText('one');
    await parley.during(parley.general.shows('one'));
    await parley.clock.advance(15 * 60_000);
    turn.addText(` ${paragraphs(0, 50)}`);
    const about = madeUpSentence({ code: 'delivery.about', channel: parley.general.id });
    await parley.during(ben.dm.shows(`${about}\n${warning({ code: 'delivery.no-permission' })}`));
  });
});

describe('a process that takes over in another language than the dead one’s', () => {
  /** The server's language changes, as it might while the bot is away. */
  const change = async (parley: Parley) => {
    parley.guild.preferredLocale = Locale.EnglishUS;
    await heardOf(parley);
  };

  /** The reply of a command, as the next process knows it. */
  const promised = (parley: Parley, id: string) => {
    const [, application = '', token = ''] =
      parley.discord.requests.map(({ path }) => /^\/webhooks\/(\d+)\/([^/]+)\//.exec(path)).find(Boolean) ?? [];
    return { id, channel: parley.general.id, application, token, until: ALWAYS };
  };

  test('recognises a notice that Gemini is slow', async () => {
    await using parley = await open();
    const { reply, turn } = await parley.asked();
    turn.slow();
    await parley.during(reply.shows(madeUpSentence({ code: 'answer.slow' })));
    await change(parley);
    await parley.bot.excuse(promised(parley, reply.id));
    assert.equal(reply.text, `⚠️ ${sentence({ code: 'answer.lost-restart' })}`);
    turn.finish({ is: 'yielded' });
  });

  test('does not take an answer for that notice which has its very words', async () => {
    await using parley = await open();
    const { reply, turn } = await parley.asked();
    const words = sentence({ code: 'answer.slow' });
    turn.addText(words);
    await parley.during(reply.shows(words));
    await change(parley);
    await parley.bot.excuse(promised(parley, reply.id));
    assert.equal(reply.text, words);
    turn.finish({ is: 'yielded' });
  });

  /** Whether finishing an answer that was shown to its end, in a language that has changed since, changes nothing. */
  const staysAsItIs = async (parley: Parley, turn: Turn, whole: string, messages: number) => {
    const texts = () => parley.general.messages.map(({ text }) => text);
    await parley.during(parley.discord.until(() => texts().length === messages));
    const shown = texts();
    await change(parley);
    const { person, text: asked, at } = turn.question;
    const [first] = parley.general.messages;
    assert.ok(first);
    const ended = 'complete' as const;
    const remnant = { number: 1, person, at, asked, answered: whole, ended, shown: { message: first.id, page: 0 } };
    await parley.during(parley.bot.finish(parley.general.id, remnant));
    assert.deepEqual(texts(), shown);
    return shown;
  };

  test('recognises the file of a long answer', async () => {
    await using parley = await open();
    const whole = paragraphs(0, 300);
    const { turn } = await parley.asked();
    turn.addText(whole);
    turn.finish({ is: 'complete' });
    const shown = await staysAsItIs(parley, turn, whole, 6);
    assert.equal(shown[5], madeUpSentence({ code: 'delivery.file-too-long' }));
  });

  test('recognises the note about a file that could not be posted', async () => {
    await using parley = await open();
    parley.discord.fail({ route: /^POST \/webhooks/, files: true, status: 413, code: 40005 });
    const whole = paragraphs(0, 900);
    const { turn } = await parley.asked();
    turn.addText(whole);
    turn.finish({ is: 'complete' });
    const shown = await staysAsItIs(parley, turn, whole, 16);
    assert.equal(shown[15], madeUpSentence({ code: 'delivery.no-file' }));
  });
});
