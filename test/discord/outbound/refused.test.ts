import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sentence } from '../../sentences.ts';
import { Parley, paragraphs } from '../stage.ts';

const EDIT = /^PATCH \/webhooks/;
const FOLLOW_UP = /^POST \/webhooks/;
const SEND = /^POST \/channels\/\d+\/messages/;
const CHANGE = /^PATCH \/channels\/\d+\/messages/;
const ALWAYS = Number.POSITIVE_INFINITY;
const GIVEN_UP = 'an answer could not be shown';

/** A mention of Ada's, as a message, and the turn that answers it. */
const mentioned = async (parley: Parley, channel = parley.general) => {
  const question = await parley.ada.says('@Parley Why?', { in: channel });
  return { question, turn: await parley.conversations.next() };
};

const texts = ({ general }: Parley) => general.messages.map(({ text }) => text);

/** After all that went wrong, the bot answers the next question as if nothing had been. */
const goesOn = async (parley: Parley) => {
  parley.discord.faults.mend();
  const reply = await parley.ada.slash('ask', { question: 'Still there?' }, { in: parley.guild.text('elsewhere') });
  const turn = await parley.conversations.next();
  turn.addText('Yes.');
  turn.finish({ is: 'complete' });
  await parley.during(reply.shows('Yes.'));
};

describe('an answer that Discord refuses for its words', () => {
  test('is shown with its links broken, from then on and to the end', async () => {
    await using parley = await Parley.open();
    parley.discord.harmful.add('evil.example');
    const { reply, turn } = await parley.asked();
    turn.addText('Never go to https://evil.example/a');
    await reply.shows('Never go to hxxps://evil․example/a');
    turn.addText(' or [here](https://evil.example/b)');
    await parley.during(reply.shows(/or \[here\]\(hxxps/));
    const refused = parley.discord.requests.filter(({ status }) => status === 400).length;
    turn.addText('.');
    turn.finish({ is: 'complete' });
    await parley.during(reply.shows(/\)\.$/));
    assert.equal(refused, 1, 'what was learnt once is not tried again with each edit');
    assert.equal(reply.messages.length, 1);
    await goesOn(parley);
  });

  test('is shown with its links broken also where it grows over several messages of a channel', async () => {
    await using parley = await Parley.open();
    parley.discord.harmful.add('evil.example');
    const { turn } = await mentioned(parley);
    turn.addText(paragraphs(0, 50));
    await parley.general.shows(/number 49/);
    turn.addText(` See https://evil.example/a. ${paragraphs(50, 60)}`);
    turn.finish({ is: 'complete' });
    await parley.during(parley.general.shows(/hxxps:.* number 59/));
    assert.equal(
      texts(parley).slice(1).join(' '),
      `${paragraphs(0, 50)} See hxxps://evil․example/a. ${paragraphs(50, 60)}`,
    );
  });

  test('ends in a sentence if even that does not pass, which stands under what was shown', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    turn.addText('First this.');
    await reply.shows('First this.');
    parley.discord.fail({ route: EDIT, says: /evil/, status: 400, code: 240000, times: ALWAYS });
    turn.addText(' Then evil.example');
    await parley.during(reply.shows(`First this.\n\n⚠️ ${sentence({ code: 'delivery.link-blocked' })}`));
    await parley.during(parley.logged(GIVEN_UP));
    await goesOn(parley);
  });

  test('is a sentence, and no spinner, if not a word of it passes', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    parley.discord.fail({ route: EDIT, says: /bad/, status: 400, code: 200000, times: ALWAYS });
    turn.addText('A bad word.');
    await parley.during(reply.shows(`⚠️ ${sentence({ code: 'delivery.automod' })}`));
    assert.equal(reply.waits, false);
    assert.equal(
      parley.discord.requests.filter(({ status }) => status === 400).length,
      1,
      'what moderators forbid is not tried in disguise',
    );
    await goesOn(parley);
  });

  test('is a file if it is taken in no message', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    parley.discord.fail({ route: EDIT, says: /odd/, status: 400, code: 50035, times: ALWAYS });
    turn.addText('Something odd.');
    await parley.during(parley.clock.sleep(10_000));
    turn.addText(' And on.');
    turn.finish({ is: 'complete' });
    await parley.during(reply.shows(sentence({ code: 'delivery.file-refused' })));
    assert.equal(reply.messages[0]?.files[0]?.content.toString(), 'Something odd. And on.');
    await goesOn(parley);
  });

  test('is a sentence if it is not even taken as a file', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    parley.discord.fail({ route: EDIT, says: /odd/, status: 400, code: 50035, times: ALWAYS });
    parley.discord.fail({ route: /webhooks/, files: true, status: 400, code: 50035, times: ALWAYS });
    turn.addText('Something odd.');
    turn.finish({ is: 'complete' });
    await parley.during(reply.shows(`⚠️ ${sentence({ code: 'delivery.refused' })}`));
    await goesOn(parley);
  });

  test('is a plain message if it may not be a reply', async () => {
    await using parley = await Parley.open();
    const { turn } = await mentioned(parley);
    parley.discord.fail({ route: SEND, status: 400, code: 160002 });
    turn.addText('Because.');
    turn.finish({ is: 'complete' });
    const message = await parley.during(parley.general.shows('Because.'));
    assert.equal(message.replyTo, undefined);
  });
});

describe('an answer while Discord is ill', () => {
  for (const [name, ask, route] of [
    ['a command', 'asked', /webhooks/],
    ['a mention', 'mentioned', /channels\/\d+\/messages/],
  ] as const) {
    test(`to ${name} comes when half a minute of errors is over`, async () => {
      await using parley = await Parley.open();
      const { turn } = ask === 'asked' ? await parley.asked() : await mentioned(parley);
      parley.discord.fail({ route, status: 500, times: ALWAYS });
      turn.addText('Because.');
      turn.finish({ is: 'complete' });
      await parley.during(parley.clock.sleep(30_000));
      parley.discord.faults.mend();
      await parley.during(parley.general.shows('Because.'));
      await goesOn(parley);
    });
  }

  test('to a command comes also if the first acknowledgement was taken, and its answer lost', async () => {
    await using parley = await Parley.open();
    parley.discord.fail({ route: /\/callback$/, status: 502, late: true });
    const { reply, turn } = await parley.asked();
    turn.addText('Because.');
    turn.finish({ is: 'complete' });
    await parley.during(reply.shows('Because.'));
    assert.deepEqual(
      parley.discord.requests.filter(({ path }) => path.endsWith('/callback')).map(({ status }) => status),
      [502, 400],
    );
    await goesOn(parley);
  });

  test('loses edits, and nothing of the whole, while it grows', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    turn.addText('one');
    await reply.shows('one');
    parley.discord.fail({ route: EDIT, status: 503, times: ALWAYS });
    turn.addText(' two');
    await parley.during(parley.logged('an edit was lost, the next one makes up for it'));
    turn.addText(' three');
    turn.finish({ is: 'complete' });
    await parley.during(parley.clock.sleep(20_000));
    parley.discord.faults.mend();
    await parley.during(reply.shows('one two three'));
  });

  test('is given up after a minute, with a sentence by another way, and the bot goes on', async () => {
    await using parley = await Parley.open();
    const { turn } = await mentioned(parley);
    parley.discord.fail({ route: /channels\/\d+\/messages/, says: /Because/, status: 500, times: ALWAYS });
    turn.addText('Because.');
    turn.finish({ is: 'complete' });
    const from = parley.clock.now();
    await parley.during(parley.general.shows(`⚠️ ${sentence({ code: 'delivery.discord-away' })}`));
    assert.ok(parley.clock.now() - from <= 61_000, `${parley.clock.now() - from} ms`);
    await goesOn(parley);
  });
});

describe('an answer in a thread that is closed meanwhile', () => {
  const inThread = async () => {
    const parley = await Parley.open();
    const thread = parley.general.thread('side talk');
    const { turn } = await mentioned(parley, thread);
    turn.addText('one');
    await thread.shows('one');
    return { parley, thread, turn };
  };

  test('opens it again if it is only archived', async () => {
    const { parley, thread, turn } = await inThread();
    await using _ = parley;
    thread.archive();
    turn.addText(' two');
    turn.finish({ is: 'complete' });
    await parley.during(thread.shows('one two'));
    assert.equal(thread.archived, false);
  });

  test('is a new message, which opens it, if nothing else does', async () => {
    const { parley, thread, turn } = await inThread();
    await using _ = parley;
    parley.discord.fail({ route: /^PATCH \/channels\/\d+$/, status: 403, code: 50013 });
    thread.archive();
    turn.addText(' two');
    turn.finish({ is: 'complete' });
    await parley.during(thread.shows('one two'));
    assert.deepEqual(
      thread.messages.slice(1).map(({ text }) => text),
      ['one', 'one two'],
    );
  });

  test('tells whoever asked in a direct message if it is locked', async () => {
    const { parley, thread, turn } = await inThread();
    await using _ = parley;
    thread.archive(true, true);
    turn.addText(' two');
    turn.finish({ is: 'complete' });
    await parley.during(parley.ada.dm.shows(sentence({ code: 'mention.cannot-write', channel: thread.id })));
    await goesOn(parley);
  });

  test('opens it again for the reply to a command, too', async () => {
    await using parley = await Parley.open();
    const thread = parley.general.thread('side talk');
    const reply = await parley.ada.slash('ask', { question: 'Why?' }, { in: thread });
    const turn = await parley.conversations.next();
    turn.addText('one');
    await reply.shows('one');
    thread.archive();
    turn.addText(' two');
    turn.finish({ is: 'complete' });
    await parley.during(reply.shows('one two'));
  });
});

describe('an answer where the bot may write no longer', () => {
  test('says so in the message that is there, which it may edit', async () => {
    await using parley = await Parley.open();
    const { turn } = await mentioned(parley);
    turn.addText(paragraphs(0, 20));
    await parley.general.shows(/number 19/);
    parley.general.deny('SendMessages');
    turn.addText(`\n\n${paragraphs(20, 70)}`);
    turn.finish({ is: 'complete' });
    await parley.during(
      parley.general.shows(`${paragraphs(0, 20)}\n\n⚠️ ${sentence({ code: 'delivery.no-permission' })}`),
    );
    assert.deepEqual(parley.ada.dm.messages, []);
    await goesOn(parley);
  });

  test('marks the question if that message is full', async () => {
    await using parley = await Parley.open();
    const { question, turn } = await mentioned(parley);
    turn.addText(paragraphs(0, 20));
    await parley.general.shows(/number 19/);
    parley.general.deny('SendMessages');
    turn.addText(` ${paragraphs(20, 70)}`);
    turn.finish({ is: 'complete' });
    await parley.during(parley.discord.until(() => question.reactions.size > 0));
    assert.deepEqual([...question.reactions], ['🔇']);
    await goesOn(parley);
  });

  test('tells whoever asked in a direct message if it sees the channel no longer', async () => {
    await using parley = await Parley.open();
    const { turn } = await mentioned(parley);
    turn.addText('one');
    await parley.general.shows('one');
    parley.general.deny('ViewChannel');
    turn.addText(' two');
    await parley.during(parley.ada.dm.shows(sentence({ code: 'mention.cannot-write', channel: parley.general.id })));
    await goesOn(parley);
  });

  test('ends with a log line where nobody can be told at all', async () => {
    await using parley = await Parley.open();
    const { question, turn } = await mentioned(parley);
    parley.discord.closedTo.add(parley.ada.id);
    parley.general.deny('SendMessages', 'AddReactions');
    turn.addText('one');
    await parley.during(parley.logged(GIVEN_UP));
    assert.equal(question.reactions.size, 0);
    await goesOn(parley);
  });
});

describe('an answer whose message can no longer be edited', () => {
  test('goes on in a new one if there were too many edits of an old one', async () => {
    await using parley = await Parley.open();
    const { turn } = await mentioned(parley);
    turn.addText('one');
    await parley.general.shows('one');
    parley.discord.fail({ route: CHANGE, status: 400, code: 30046, times: 1 });
    turn.addText(' two');
    await parley.during(parley.general.shows('one two'));
    turn.addText(' three');
    turn.finish({ is: 'complete' });
    await parley.during(parley.general.shows('one two three'));
    assert.deepEqual(texts(parley).slice(1), ['one', 'one two three']);
  });

  test('goes on in a follow-up if the reply to a command can no longer be edited', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    turn.addText('one');
    await reply.shows('one');
    parley.discord.fail({ route: EDIT, status: 400, code: 30046, times: 1 });
    turn.addText(' two');
    turn.finish({ is: 'complete' });
    await parley.during(reply.shows('one two'));
    assert.deepEqual(texts(parley), ['one', 'one two']);
  });

  test('is not sent again if somebody deleted it, and whoever asked with a command reads why alone', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.askedAndDeleted();
    turn.addText(' two');
    await parley.during(reply.shows(`⚠️ ${sentence({ code: 'delivery.deleted' })}`));
    assert.equal(reply.messages[0]?.ephemeral, true);
    assert.deepEqual(parley.general.messages, []);
  });

  test('is not sent again if somebody deleted it, and a mark under the question shows that', async () => {
    await using parley = await Parley.open();
    const { question, turn } = await mentioned(parley);
    turn.addText('one');
    await parley.guild.member('Mod', { permissions: 'admin' }).deletes(await parley.general.shows('one'));
    turn.addText(' two');
    await parley.during(parley.discord.until(() => question.reactions.size > 0));
    assert.deepEqual(texts(parley), [question.text]);
    assert.deepEqual(parley.ada.dm.messages, []);
  });
});

describe('the file of a long answer', () => {
  const whole = paragraphs(0, 300);
  const refusals = [
    ['500', { status: 500, times: ALWAYS }],
    ['413', { status: 413, code: 40005, times: ALWAYS }],
    ['400', { status: 400, code: 50035, times: ALWAYS }],
    ['403', { status: 403, code: 50013, times: ALWAYS }],
    ['a page that is no JSON', { status: 403, times: ALWAYS }],
  ] as const;
  for (const [name, refusal] of refusals) {
    test(`that is refused to a command with ${name} becomes more messages`, async () => {
      await using parley = await Parley.open();
      const { reply, turn } = await parley.asked();
      parley.discord.fail({ route: FOLLOW_UP, files: true, ...refusal });
      turn.addText(whole);
      turn.finish({ is: 'complete' });
      await parley.during(reply.shows(/number 299 .*answer\.$/));
      assert.equal(texts(parley).join(' '), whole);
      await goesOn(parley);
    });

    test(`that is refused to a mention with ${name} becomes more messages`, async () => {
      await using parley = await Parley.open();
      const { turn } = await mentioned(parley);
      parley.discord.fail({ route: SEND, files: true, ...refusal });
      turn.addText(whole);
      turn.finish({ is: 'complete' });
      await parley.during(parley.general.shows(/number 299 .*answer\.$/));
      assert.equal(texts(parley).slice(1).join(' '), whole);
    });
  }

  test('that is refused becomes at most fifteen messages, and a sentence about the rest', async () => {
    await using parley = await Parley.open();
    const { reply, turn } = await parley.asked();
    parley.discord.fail({ route: FOLLOW_UP, files: true, status: 413, code: 40005 });
    turn.addText(paragraphs(0, 900));
    turn.finish({ is: 'complete' });
    await parley.during(reply.shows(sentence({ code: 'delivery.no-file' })));
    assert.equal(reply.messages.length, 16);
    await goesOn(parley);
  });
});
