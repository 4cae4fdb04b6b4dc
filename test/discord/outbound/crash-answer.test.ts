import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { UserError } from '../../../src/base/errors.ts';
import type { PromisedReply } from '../../../src/conversation/recovery/crash-note-shelf.ts';
import type { UnfinishedAnswer } from '../../../src/conversation/recovery/crash-recovery.ts';
import type { Turn } from '../../../src/conversation/turns/turn.ts';
import { flatten } from '../../../world/discord/component-limits.ts';
import type { Message } from '../../../world/discord/message.ts';
import { holding, sentence } from '../../sentences.ts';
import { Parley, paragraphs } from '../stage.ts';

const SLOW = sentence({ code: 'answer.slow' });
const CONTINUE = sentence({ code: 'button.continue' });
const AGAIN = sentence({ code: 'button.again' });
const LOST = `⚠️ ${sentence({ code: 'answer.lost-restart' })}`;

const labels = (message: Message | undefined) => flatten(message?.components ?? []).flatMap(({ label }) => label ?? []);

/** What the transcript has of a turn, of which more may be known than was shown. */
const remnantOf = (turn: Turn, answered: string, ended: UnfinishedAnswer['ended']): UnfinishedAnswer => {
  const { person, text: asked, at } = turn.question;
  assert.ok(turn.view.at);
  return { number: 1, person, at, asked, answered, ended, shown: turn.view.at };
};

/** An answer of which people have seen the beginning. */
const begun = async (parley: Parley, beginning: string) => {
  const { reply, turn } = await parley.asked();
  turn.addText(beginning);
  await parley.during(reply.until(({ messages }) => messages.some(({ text }) => text !== '')));
  await parley.during(parley.clock.sleep(5_000));
  const messages = () => parley.general.messages.map(({ text }) => text);
  const finish = (answered: string, ended: UnfinishedAnswer['ended'] = 'complete') =>
    parley.during(parley.bot.finish(parley.general.id, remnantOf(turn, answered, ended)));
  return { reply, turn, messages, finish };
};

describe('the end of an answer whose process died', () => {
  test('is shown where the answer grew, over further messages and in a file, and once', async () => {
    await using parley = await Parley.open();
    const whole = paragraphs(0, 300);
    const { messages, finish } = await begun(parley, whole.slice(0, 3_000));
    assert.equal(messages().length, 2);
    await finish(whole);
    const shown = messages();
    assert.equal(shown.length, 6);
    assert.ok(whole.startsWith(shown.slice(0, 5).join(' ')));
    const [file] = parley.general.messages[5]?.files ?? [];
    assert.equal(file?.content.toString(), whole);
    await finish(whole);
    assert.deepEqual(messages(), shown);
  });

  test('is more messages where its file is refused, and they are there once', async () => {
    await using parley = await Parley.open();
    const whole = paragraphs(0, 300);
    const { messages, finish } = await begun(parley, whole.slice(0, 3_000));
    parley.discord.fail({ route: /messages$/, files: true, status: 413, code: 40005, times: 2 });
    await finish(whole);
    assert.equal(messages().join(' '), whole);
    await finish(whole);
    assert.equal(messages().join(' '), whole);
  });

  test('changes nothing where all of it is there, however long it is', async () => {
    await using parley = await Parley.open();
    const whole = paragraphs(0, 300);
    const { reply, turn, messages, finish } = await begun(parley, whole.slice(0, 12_000));
    turn.addText(whole.slice(12_000));
    turn.finish({ is: 'complete' });
    await parley.during(reply.until((seen) => seen.messages.length === 6));
    const shown = messages();
    await finish(whole);
    assert.deepEqual(messages(), shown);
  });

  test('is a sentence with a button, if nobody knows the rest', async () => {
    await using parley = await Parley.open();
    const { messages, finish } = await begun(parley, 'Once upon');
    await finish('Once upon a', 'broken');
    assert.deepEqual(messages(), [`Once upon a\n\n⚠️ ${sentence({ code: 'answer.unfinished-restart' })}`]);
    const [message] = parley.general.messages;
    assert.deepEqual(labels(message), [CONTINUE, AGAIN]);
  });

  test('is told where the process died between two pages, when neither had a button, and less was stored', async () => {
    await using parley = await Parley.open();
    const whole = paragraphs(0, 300);
    const { turn, messages, finish } = await begun(parley, whole.slice(0, 1_000));
    const next = parley.discord.hold(/^POST /);
    turn.addText(whole.slice(1_000, 3_000));
    await parley.during(next.arrived);
    assert.deepEqual(labels(parley.general.messages[0]), []);
    await finish(whole.slice(0, 800), 'broken');
    assert.match(messages().join(' '), holding({ code: 'answer.unfinished-restart' }));
    assert.deepEqual(labels(parley.general.messages[0]), [CONTINUE, AGAIN]);
    turn.finish({ is: 'yielded' });
    next.release();
  });

  test('is not shown where the question was answered anew in the same message', async () => {
    await using parley = await Parley.open();
    const { turn, messages, finish } = await begun(parley, 'Once upon');
    turn.addText(' a time there was a bot.');
    turn.finish({ is: 'complete' });
    await parley.during(parley.general.shows('Once upon a time there was a bot.'));
    await finish('Once in', 'broken');
    assert.deepEqual(messages(), ['Once upon a time there was a bot.']);
  });

  for (const [place, ask] of Object.entries({
    'a command': (parley: Parley) => parley.ada.slash('ask', { question: 'Why?' }),
    'a message': (parley: Parley) => parley.ada.says('@Parley Why?'),
  }))
    test(`is found by its button where the process died before it knew the message of its answer to ${place}`, async () => {
      await using parley = await Parley.open();
      await ask(parley);
      const turn = await parley.conversations.next();
      turn.addText('Once upon');
      const answer = () => parley.general.messages.find(({ text }) => text === 'Once upon');
      await parley.during(parley.general.until(answer));
      const { person, text: asked, at, id } = turn.question;
      const remnant = {
        number: 1,
        ...(id && { id }),
        person,
        at,
        asked,
        answered: 'Once upon a',
        ended: 'broken' as const,
      };
      // A later answer of the same person, and one that broke off in order, are not its to finish.
      await parley.during(parley.bot.finish(parley.general.id, { ...remnant, at: at + 1 }));
      assert.equal(answer()?.text, 'Once upon');
      const [message] = [answer()];
      await parley.during(parley.bot.finish(parley.general.id, remnant));
      assert.equal(message?.text, `Once upon a\n\n⚠️ ${sentence({ code: 'answer.unfinished-restart' })}`);
      assert.deepEqual(labels(message), [CONTINUE, AGAIN]);
      turn.finish({ is: 'yielded' });
    });

  test('takes away the button that would stop what has ended', async () => {
    await using parley = await Parley.open();
    const { finish } = await begun(parley, 'Once upon a time.');
    assert.deepEqual(labels(parley.general.messages[0]), [sentence({ code: 'button.stop' })]);
    await finish('Once upon a time.');
    assert.deepEqual(labels(parley.general.messages[0]), [AGAIN]);
  });

  test('has its links broken where Discord calls one harmful', async () => {
    await using parley = await Parley.open();
    const { messages, finish } = await begun(parley, 'Never go');
    parley.discord.harmful.add('evil.example');
    await finish('Never go to https://evil.example/a.');
    assert.deepEqual(messages(), ['Never go to hxxps://evil․example/a.']);
  });

  test('is a new message where the old one takes no more edits, and comes after half a minute of errors', async () => {
    await using parley = await Parley.open();
    const { messages, finish } = await begun(parley, 'one');
    parley.discord.fail({ route: /^PATCH \/channels/, status: 400, code: 30046 });
    parley.discord.fail({ route: /^POST \/channels/, status: 500, times: 12 });
    await finish('one two');
    assert.deepEqual(messages(), ['one', 'one two']);
  });
});

test('a reply that only says that Gemini is slow is still owed', async () => {
  await using parley = await Parley.open();
  const { reply, turn } = await parley.asked();
  turn.slow();
  await parley.during(reply.shows(SLOW));
  const [, application = '', token = ''] =
    parley.discord.requests.map(({ path }) => /^\/webhooks\/(\d+)\/([^/]+)\//.exec(path)).find(Boolean) ?? [];
  await parley.bot.excuse({ id: reply.id, channel: parley.general.id, application, token, until: Infinity });
  assert.equal(reply.text, LOST);
  assert.deepEqual(reply.messages[0]?.components, []);
  turn.finish({ is: 'yielded' });
});

describe('a message that says that Gemini is slow, of a process that died,', () => {
  /** A process, what it notes of such a message, as the next one reads it, and when it has settled that. */
  const noted = async () => {
    const note = Promise.withResolvers<PromisedReply>();
    const settled = Promise.withResolvers<string>();
    const isMessage = (promised: PromisedReply) => 'message' in promised;
    const parley = await Parley.open({
      promises: {
        promise: async (_, promised) => void (isMessage(promised) && note.resolve(promised)),
        withdraw() {},
        settle: (_, id) => settled.resolve(id),
      },
    });
    return { parley, note: note.promise, settled: settled.promise };
  };

  test('says that the answer to a mention will not come, and has no button', async () => {
    const { parley, note } = await noted();
    await using _ = parley;
    await parley.ada.says('@Parley Why?');
    const turn = await parley.conversations.next();
    turn.slow();
    const message = await parley.during(parley.general.shows(SLOW));
    await parley.bot.excuse(await note);
    assert.equal(message.text, LOST);
    assert.deepEqual(message.components, []);
    turn.finish({ is: 'yielded' });
  });

  test('says so under a pressed button, too', async () => {
    const { parley, note } = await noted();
    await using _ = parley;
    const { reply, turn } = await parley.asked();
    turn.addText('Once');
    turn.finish({ is: 'broken', error: new UserError({ code: 'gemini.broken' }) });
    turn.number.settle(1);
    await parley.during(reply.shows(holding({ code: 'gemini.broken' })));
    await reply.press(CONTINUE);
    const rest = await parley.conversations.next();
    rest.slow();
    const message = await parley.during(parley.general.shows(SLOW));
    await parley.bot.excuse(await note);
    assert.equal(message.text, LOST);
    rest.finish({ is: 'yielded' });
  });

  test('is left alone where it has become the answer, and owed no longer', async () => {
    const { parley, note, settled } = await noted();
    await using _ = parley;
    const question = await parley.ada.says('@Parley Why?');
    const turn = await parley.conversations.next();
    turn.slow();
    await parley.during(parley.general.shows(SLOW));
    const promised = await note;
    turn.addText('Because.');
    turn.finish({ is: 'complete' });
    const message = await parley.during(parley.general.shows('Because.'));
    assert.equal(await parley.during(settled), question.id);
    await parley.bot.excuse(promised);
    assert.equal(message.text, 'Because.');
  });
});
