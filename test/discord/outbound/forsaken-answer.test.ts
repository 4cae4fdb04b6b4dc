import assert from 'node:assert/strict';
import { test } from 'node:test';
import { flatten } from '../../../world/discord/component-limits.ts';
import type { Message } from '../../../world/discord/message.ts';
import { ALONE } from '../../claims/alone.ts';
import { sentence } from '../../sentences.ts';
import { Parley, paragraphs } from '../stage.ts';

/** A bot that loses what it talks in when `lose` is called. */
const open = async () => {
  let isLost = false;
  const claims = { ...ALONE, holds: async () => !isLost };
  const parley = await Parley.open({ claims });
  const lose = () => {
    isLost = true;
  };
  return { parley, lose };
};

const LOST = `⚠️ ${sentence({ code: 'answer.lost-restart' })}`;
const LONG = 13_000;

const answersTo = ({ general }: Parley, question: Message): readonly Message[] =>
  general.messages.filter(({ replyTo }) => replyTo === question);

/** People see the first half of an answer. */
const tellHalf = async (parley: Parley) => {
  const { reply, turn } = await parley.asked();
  turn.addText('Once upon');
  await parley.during(reply.shows('Once upon'));
  return { reply, turn };
};

/** Another process of the bot asks Discord for something about the channel's messages, or about the one at `path`. */
const requestAsOther = async (
  { discord, general }: Parley,
  method: 'POST' | 'PATCH',
  body: Record<string, unknown>,
  path = '',
): Promise<void> => {
  await fetch(`${discord.api}/v10/channels/${general.id}/messages${path}`, {
    method,
    headers: { authorization: `Bot ${discord.token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
};

test('a mention that was left to another process which never answers gets an apology', async () => {
  const { parley, lose } = await open();
  await using _parley = parley;
  const question = await parley.ada.says('@Parley why?', { in: parley.general });
  const turn = await parley.conversations.next();
  lose();
  turn.yield();
  await parley.clock.advance(LONG);
  await parley.during(parley.general.until(() => answersTo(parley, question).length > 0));
  assert.deepEqual(
    answersTo(parley, question).map(({ text }) => text),
    [LOST],
  );
});

test('a mention that another process has answered gets none, and one that nobody asks any more neither', async () => {
  const { parley, lose } = await open();
  await using _parley = parley;
  const { general } = parley;
  const gone = await parley.ada.says('@Parley never mind', { in: general });
  (await parley.conversations.next()).yield();
  const question = await parley.ada.says('@Parley why?', { in: general });
  const turn = await parley.conversations.next();
  lose();
  turn.yield();
  const body = {
    content: 'Because.',
    message_reference: { message_id: question.id },
    nonce: `${question.id}:0`,
    enforce_nonce: true,
  };
  await requestAsOther(parley, 'POST', body);
  await parley.clock.advance(LONG);
  await parley.during(parley.clock.sleep(5_000));
  assert.deepEqual(
    answersTo(parley, question).map(({ text }) => text),
    ['Because.'],
  );
  assert.deepEqual(answersTo(parley, gone), []);
});

test('half an answer that was left to another process which knows nothing of it is ended', async () => {
  const { parley, lose } = await open();
  await using _parley = parley;
  const { reply, turn } = await tellHalf(parley);
  lose();
  turn.yield();
  await parley.clock.advance(LONG);
  await parley.during(reply.shows(`Once upon\n\n⚠️ ${sentence({ code: 'answer.unfinished-restart' })}`));
  const labels = flatten(reply.messages[0]?.components ?? []).flatMap(({ label }) => label ?? []);
  assert.deepEqual(labels, [sentence({ code: 'button.again' })]);
});

test('half an answer that was left just before its next page is ended, too', async () => {
  const { parley, lose } = await open();
  await using _parley = parley;
  const { reply, turn } = await tellHalf(parley);
  const hasButton = () => flatten(reply.messages[0]?.components ?? []).length > 0;
  // The first page loses its button before there is a second one.
  using _following = { [Symbol.dispose]: parley.discord.changes.follow(() => hasButton() || lose()) };
  turn.addText(` ${paragraphs(0, 40)}`);
  await parley.during(reply.until(() => !hasButton()));
  turn.yield();
  await parley.clock.advance(LONG);
  const note = `⚠️ ${sentence({ code: 'answer.unfinished-restart' })}`;
  const { general } = parley;
  await parley.during(general.until(() => general.messages.some(({ text }) => text.endsWith(note))));
  const buttons = general.messages.map(({ components }) => flatten(components).flatMap(({ label }) => label ?? []));
  assert.deepEqual(buttons.at(-1), [sentence({ code: 'button.again' })]);
});

test('half an answer that was left to another process is ended before this one stops', async () => {
  const { parley, lose } = await open();
  await using _parley = parley;
  const { reply, turn } = await tellHalf(parley);
  lose();
  turn.yield();
  const stopped = parley.bot.stop(5_000);
  await parley.during(stopped);
  await reply.shows(`Once upon\n\n⚠️ ${sentence({ code: 'answer.unfinished-restart' })}`);
});

test('a stop waits a moment for the other process to write in place of half an answer, and leaves that as it is', async () => {
  const { parley, lose } = await open();
  await using _parley = parley;
  const { reply, turn } = await tellHalf(parley);
  lose();
  turn.yield();
  const stopped = parley.bot.stop(5_000);
  const [{ id = '' } = {}] = reply.messages;
  await requestAsOther(parley, 'PATCH', { content: 'A whole other story.', components: [] }, `/${id}`);
  await parley.during(stopped);
  assert.deepEqual(
    reply.messages.map(({ text }) => text),
    ['A whole other story.'],
  );
});

test('what came of half an answer after people last saw it is not shown, as the conversation does not remember it', async () => {
  const { parley, lose } = await open();
  await using _parley = parley;
  const { reply, turn } = await parley.asked();
  const placed = Promise.withResolvers<void>();
  turn.changes.on(async (change) => {
    if (change === 'shown' && turn.view.at) placed.resolve();
  });
  turn.addText('Once upon');
  await parley.during(placed.promise);
  turn.addText(' a time');
  lose();
  turn.yield();
  await parley.clock.advance(LONG);
  await parley.during(reply.shows(`Once upon\n\n⚠️ ${sentence({ code: 'answer.unfinished-restart' })}`));
});

test('a mention that is left to another process while this one stops gets an apology before that', async () => {
  const { parley, lose } = await open();
  await using _parley = parley;
  const question = await parley.ada.says('@Parley why?', { in: parley.general });
  const turn = await parley.conversations.next();
  const stopped = parley.bot.stop(5_000);
  lose();
  turn.yield();
  await stopped;
  assert.deepEqual(
    answersTo(parley, question).map(({ text }) => text),
    [LOST],
  );
});

test('a command of which nobody has seen a word gets an apology in place of its reply', async () => {
  const { parley, lose } = await open();
  await using _parley = parley;
  const { reply, turn } = await parley.asked();
  await parley.during(reply.until(({ waits }) => waits));
  lose();
  turn.yield();
  await parley.clock.advance(LONG);
  await parley.during(reply.shows(LOST));
});

test('an answer that has come to its end when it was left to another process is shown whole, if nobody wrote there', async () => {
  const { parley, lose } = await open();
  await using _parley = parley;
  const { reply, turn } = await tellHalf(parley);
  lose();
  turn.addText(' a time.');
  turn.finish({ is: 'complete' });
  await parley.clock.advance(LONG);
  await parley.during(reply.shows('Once upon a time.'));
  const labels = flatten(reply.messages[0]?.components ?? []).flatMap(({ label }) => label ?? []);
  assert.deepEqual(labels, [sentence({ code: 'button.again' })]);
});
