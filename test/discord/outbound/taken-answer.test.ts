import assert from 'node:assert/strict';
import { test } from 'node:test';
import { flatten } from '../../../world/discord/component-limits.ts';
import type { Message } from '../../../world/discord/message.ts';
import { sentence } from '../../sentences.ts';
import { Parley } from '../stage.ts';

/** What stands under an answer that grows, and under one that has ended, whoever has written it. */
const UNDER = { growing: 'stop:answer:1:2', whole: 'ask:again:1:2:3' };

/** What another process asks of Discord. */
const request = async (
  { discord, general }: Parley,
  method: 'POST' | 'PATCH',
  path: string,
  body: object,
): Promise<void> => {
  const headers = { authorization: `Bot ${discord.token}`, 'content-type': 'application/json' };
  await fetch(`${discord.api}/v10/channels/${general.id}/messages${path}`, {
    method,
    headers,
    body: JSON.stringify(body),
  });
};

const makeButtons = (custom_id: string) => [
  { type: 1, components: [{ type: 2, style: 2, label: 'A button', custom_id }] },
];

/** Another process answers a question, too, and was faster. Without a button the answer goes on in another message. */
const answerElsewhere = async (parley: Parley, { id }: Message, button?: string): Promise<void> => {
  const components = button === undefined ? [] : makeButtons(button);
  const body = { content: 'Because', components, nonce: `${id}:0`, enforce_nonce: true };
  await request(parley, 'POST', '', { ...body, message_reference: { message_id: id } });
};

const own = ({ general, discord }: Parley) => general.messages.filter(({ author }) => author.id === discord.bot.id);

test('an answer that another process has given whole stays the only one', async () => {
  await using parley = await Parley.open();
  const question = await parley.ada.says('@Parley why?', { in: parley.general });
  const turn = await parley.conversations.next();
  await answerElsewhere(parley, question, UNDER.whole);
  turn.addText('I think that');
  await parley.during(turn.ended);
  assert.deepEqual(turn.end, { is: 'yielded' });
  assert.deepEqual(
    own(parley).map(({ text }) => text),
    ['Because'],
  );
});

test('an answer that still grows elsewhere stays the only one, also if this one ends meanwhile', async () => {
  await using parley = await Parley.open();
  const question = await parley.ada.says('@Parley why?', { in: parley.general });
  const turn = await parley.conversations.next();
  await answerElsewhere(parley, question, UNDER.growing);
  turn.addText('I think that');
  await parley.during(parley.clock.sleep(500));
  turn.addText(' it is so.');
  turn.finish({ is: 'complete' });
  await request(parley, 'PATCH', `/${own(parley)[0]?.id}`, { content: 'Because of that' });
  await parley.during(parley.clock.sleep(10_000));
  assert.deepEqual(
    own(parley).map(({ text }) => text),
    ['Because of that'],
  );
});

test('an answer that stands still is a dead process’, and is written anew', async () => {
  await using parley = await Parley.open();
  const question = await parley.ada.says('@Parley why?', { in: parley.general });
  const turn = await parley.conversations.next();
  await answerElsewhere(parley, question, UNDER.growing);
  turn.addText('I think that it is so.');
  turn.finish({ is: 'complete' });
  await parley.during(parley.general.until(() => own(parley).some(({ text }) => text === 'I think that it is so.')));
  assert.equal(own(parley).length, 1);
});

test('an answer that grew elsewhere and then stands still is ended as it stands', async () => {
  await using parley = await Parley.open();
  const { general } = parley;
  const question = await parley.ada.says('@Parley why?', { in: general });
  const turn = await parley.conversations.next();
  await answerElsewhere(parley, question, UNDER.growing);
  turn.addText('I think that');
  await parley.during(parley.clock.sleep(500));
  await request(parley, 'PATCH', `/${own(parley)[0]?.id}`, { content: 'Because of that' });
  await parley.during(turn.ended);
  assert.deepEqual(turn.end, { is: 'yielded' });
  const ended = `Because of that\n\n⚠️ ${sentence({ code: 'answer.unfinished-restart' })}`;
  await parley.during(parley.general.until(() => own(parley).some(({ text }) => text === ended)));
  assert.deepEqual(
    flatten(own(parley)[0]?.components ?? []).flatMap(({ label }) => label ?? []),
    [sentence({ code: 'button.again' })],
  );
});

test('an answer in several messages that stands still is ended under its last one', async () => {
  await using parley = await Parley.open();
  const { general } = parley;
  const question = await parley.ada.says('@Parley why?', { in: general });
  const turn = await parley.conversations.next();
  await answerElsewhere(parley, question);
  await request(parley, 'POST', '', { content: 'of', components: makeButtons(UNDER.growing) });
  turn.addText('I think that');
  await parley.during(parley.clock.sleep(500));
  await request(parley, 'PATCH', `/${own(parley)[1]?.id}`, { content: 'of that' });
  await parley.during(turn.ended);
  assert.deepEqual(turn.end, { is: 'yielded' });
  const ended = `of that\n\n⚠️ ${sentence({ code: 'answer.unfinished-restart' })}`;
  await parley.during(general.until(() => own(parley).some(({ text }) => text === ended)));
  assert.equal(own(parley)[0]?.text, 'Because');
});

test('an answer that another process has given in several messages is known by its last one', async () => {
  await using parley = await Parley.open();
  const question = await parley.ada.says('@Parley why?', { in: parley.general });
  const turn = await parley.conversations.next();
  await answerElsewhere(parley, question);
  await request(parley, 'POST', '', { content: 'of that.', components: makeButtons(UNDER.whole) });
  await parley.clock.advance(60_000);
  turn.addText('I think that');
  await parley.during(turn.ended);
  assert.deepEqual(turn.end, { is: 'yielded' });
  assert.deepEqual(
    own(parley).map(({ text }) => text),
    ['Because', 'of that.'],
  );
});

test('whether an answer stands still is looked up again by a process that may have slept', async () => {
  await using parley = await Parley.open();
  const { general, discord } = parley;
  const question = await parley.ada.says('@Parley why?', { in: general });
  const turn = await parley.conversations.next();
  await answerElsewhere(parley, question, UNDER.growing);
  await parley.clock.advance(10_000);
  const looked = discord.hold(`GET /channels/${general.id}/messages/`);
  turn.addText('I think that');
  await parley.during(looked.arrived);
  await request(parley, 'PATCH', `/${own(parley)[0]?.id}`, {
    content: 'Because!',
    components: makeButtons(UNDER.whole),
  });
  looked.release();
  await parley.during(turn.ended);
  assert.deepEqual(turn.end, { is: 'yielded' });
  assert.deepEqual(
    own(parley).map(({ text }) => text),
    ['Because!'],
  );
});

/** An answer that grows; what is in the place of its words, and the first of the bot's messages. */
const beginAnswer = async (parley: Parley) => {
  await parley.ada.says('@Parley why?', { in: parley.general });
  const turn = await parley.conversations.next();
  turn.addText('I think');
  await parley.during(parley.general.until(() => own(parley).some(({ text }) => text.startsWith('I think'))));
  const [message] = own(parley);
  assert(message);
  return { turn, message };
};

/** How time goes on without a process. */
const STANDSTILLS: Record<string, (parley: Parley) => unknown> = {
  'stood still': ({ clock }) => clock.advance(10_000),
  'slept with its machine': ({ clock }) => clock.set(10_000),
};

for (const [what, stand] of Object.entries(STANDSTILLS))
  test(`who ${what} in mid answer does not write over what another process has written there since`, async () => {
    await using parley = await Parley.open();
    const { turn, message } = await beginAnswer(parley);
    await request(parley, 'PATCH', `/${message.id}`, { content: 'I think\n\n⚠️ I was interrupted', components: [] });
    await stand(parley);
    turn.addText(' that it is so.');
    await parley.during(turn.ended);
    assert.deepEqual(turn.end, { is: 'yielded' });
    assert.equal(message.text, 'I think\n\n⚠️ I was interrupted');
  });

test('who stood still where nobody else has written goes on', async () => {
  await using parley = await Parley.open();
  const { turn, message } = await beginAnswer(parley);
  await parley.clock.advance(10_000);
  turn.addText(' that it is so.');
  turn.finish({ is: 'complete' });
  await parley.during(parley.general.until(() => message.text === 'I think that it is so.'));
  assert.equal(own(parley).length, 1);
});

test('the same if the last attempt to write failed, whatever came of it', async () => {
  await using parley = await Parley.open();
  const { general, discord } = parley;
  const { turn, message } = await beginAnswer(parley);
  discord.fail({ route: `PATCH /channels/${general.id}/messages/`, status: 500, late: true, times: 4 });
  turn.addText(' that');
  await parley.during(parley.clock.sleep(3_000));
  await parley.clock.advance(10_000);
  turn.addText(' it is so.');
  turn.finish({ is: 'complete' });
  await parley.during(general.until(() => message.text === 'I think that it is so.'));
});

test('who stood still in mid answer to a command leaves it, too, to whoever has ended it', async () => {
  await using parley = await Parley.open();
  const { general, ada } = parley;
  await ada.slash('ask', { question: 'why?' });
  const turn = await parley.conversations.next();
  turn.addText('I think');
  await parley.during(general.until(() => own(parley).some(({ text }) => text.includes('I think'))));
  const [message] = own(parley);
  await request(parley, 'PATCH', `/${message?.id}`, { content: 'I was interrupted', components: [] });
  await parley.clock.advance(10_000);
  turn.addText(' that it is so.');
  await parley.during(turn.ended);
  assert.deepEqual(turn.end, { is: 'yielded' });
  assert.equal(message?.text, 'I was interrupted');
});
