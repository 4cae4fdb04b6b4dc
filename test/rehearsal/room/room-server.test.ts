import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { test } from 'node:test';
import type { RoomMessage } from '../../../rehearsal/room/page/room-protocol.ts';
import { FrameReader } from '../../../rehearsal/room/page/sound-frame.ts';
import { RoomServer } from '../../../rehearsal/room/room-server.ts';
import { holding } from '../../sentences.ts';
import { openRoom, RoomClient, readWords } from './room-client.ts';

/** A component of a message or a form, as far as it's looked at here. */
type Part = { type?: number; custom_id?: string; label?: string; options?: { label: string; value: string }[] };

const partsOf = (value: unknown): Part[] => {
  if (Array.isArray(value)) return value.flatMap(partsOf);
  if (typeof value !== 'object' || value === null) return [];
  return [value, ...Object.values(value).flatMap(partsOf)];
};

/** The custom id of the button of a label. */
const findId = ({ payload }: RoomMessage, wanted: RegExp): string =>
  partsOf(payload.components).find(({ label }) => label && wanted.test(label))?.custom_id ??
  assert.fail(`no ${wanted}`);

/** The menu that offers something, and its value. */
const findOption = ({ payload }: RoomMessage, wanted: RegExp): { customId: string; values: string[] } => {
  for (const { custom_id, options = [] } of partsOf(payload.components)) {
    const option = options.find(({ label }) => wanted.test(label));
    if (option) return { customId: custom_id ?? '', values: [option.value] };
  }
  return assert.fail(`no ${wanted}`);
};

/** The status of a request with headers that a browser's page can't set itself. */
const ask = (url: string, headers: Record<string, string>, method = 'GET'): Promise<number> =>
  new Promise((resolve, reject) => {
    const asked = request(url, { method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    asked.on('error', reject).end();
  });

/** Resolves once a member hears somebody in the call, loud enough. They never hear themselves. */
const hearSound = async (url: string, as: string, speakerId: string): Promise<void> => {
  const { body } = await fetch(new URL(`sound?as=${as}`, url));
  const reader = body?.getReader() ?? assert.fail('no sound');
  const frames = new FrameReader();
  for (let part = await reader.read(); part.value; part = await reader.read())
    for (const frame of frames.read(part.value)) {
      assert.notEqual(frame.speakerId, as);
      if (frame.speakerId !== speakerId) continue;
      if (new Int16Array(frame.pcm.buffer).some((sample) => Math.abs(sample) > 300)) return reader.cancel();
    }
  assert.fail('the sound ended');
};

test('a room tells a page all that is there, and does what people do in it', { timeout: 120_000 }, async (t) => {
  const { client, room } = await openRoom(t);
  const { state } = { state: await client.follow() };
  const [mia, ada] = [client.person('Mia'), client.person('Ada')];
  const general = client.channel('general');

  await t.test('a server with channels, a thread, people and commands', () => {
    assert.deepEqual(
      state.channels.filter(({ onlyFor }) => !onlyFor).map(({ name, type }) => [name, type]),
      [
        ['general', 0],
        ['Lounge', 2],
        ['random', 0],
        ['ideas', 11],
        ['Town hall', 13],
      ],
    );
    assert.equal(state.channels.find(({ name }) => name === 'ideas')?.parentId, general);
    assert.ok(
      state.channels.some(({ onlyFor }) => onlyFor === ada),
      'their direct messages',
    );
    assert.ok(state.commands.some(({ name }) => name === 'ask'));
    assert.deepEqual([state.bot, state.server.model], [{ is: 'ready' }, 'script']);
  });

  await t.test('words that the bot can’t read, a mention, and a reply with its answer', async () => {
    const unread = await client.act({ is: 'say', as: mia, channelId: general, text: 'nobody in particular' });
    assert.match(JSON.stringify(unread), /can’t read this message/);
    await client.must({ is: 'say', as: ada, channelId: general, text: '@parley what is the capital of Brazil?' });
    const answer = await client.shows(/^The capital of Brazil is Brasília\./);
    assert.equal(answer.channelId, general);
    await client.must({ is: 'say', as: mia, channelId: general, text: 'say goodbye then', replyTo: answer.id });
    const second = await client.shows(/goodbye then$/);
    assert.equal(Object(second.payload.message_reference).channel_id, general);
    assert.ok(client.seen.some((change) => change.is === 'typing' && change.channelId === general));
  });

  await t.test('a slash command, its suggestions, and an answer that one member sees', async () => {
    await client.must({ is: 'slash', as: ada, channelId: general, command: 'ask', options: { question: 'say tulip' } });
    const answer = await client.shows(/^tulip$/);
    assert.equal(Object(Object(answer.payload.interaction_metadata).user).id, ada);
    const missing = await client.act({ is: 'slash', as: ada, channelId: general, command: 'ask', options: {} });
    assert.match(JSON.stringify(missing), /needs the option .*question/);
    const suggest = {
      is: 'suggest',
      as: mia,
      channelId: general,
      command: 'settings show',
      option: 'setting',
    } as const;
    const outcome = await client.act({ ...suggest, typed: 'greet' });
    assert.match(JSON.stringify(outcome), /"choices":\[\{"name":"Greeting/);
    await client.must({ is: 'slash', as: mia, channelId: general, command: 'reset', options: {} });
    const asked = await client.shows(/Do you want me to forget everything/);
    assert.equal(asked.onlyFor, mia);
    const stranger = await client.act({
      is: 'press',
      as: ada,
      messageId: asked.id,
      customId: findId(asked, /Keep it/),
    });
    assert.match(JSON.stringify(stranger), /Only somebody else sees that/);
    await client.must({ is: 'press', as: mia, messageId: asked.id, customId: findId(asked, /Keep it/) });
    const kept = await client.shows(/leave everything as it is/);
    assert.deepEqual([kept.id, kept.onlyFor], [asked.id, mia]);
  });

  await t.test('a panel, its menu, and a form that is sent', async () => {
    await client.must({ is: 'slash', as: mia, channelId: general, command: 'settings panel', options: {} });
    const panel = await client.shows(/settings/i);
    await client.must({ is: 'select', as: mia, messageId: panel.id, ...findOption(panel, /In calls/) });
    await client.until(({ messages }) =>
      messages.some((one) => one.id === panel.id && JSON.stringify(one.payload).includes('Edit 1–5')),
    );
    const page = client.state?.messages.find(({ id }) => id === panel.id) ?? assert.fail();
    await client.must({ is: 'press', as: mia, messageId: page.id, customId: findId(page, /Edit 1–5/) });
    await client.until(({ interactions }) => interactions.some(({ state }) => state.is === 'form'));
    const form = client.state?.interactions.find((one) => one.state.is === 'form') ?? assert.fail();
    assert.equal(form.memberId, mia);
    const closed = await client.act({ is: 'submit', as: ada, interactionId: form.id, values: {} });
    assert.match(JSON.stringify(closed), /isn’t open any more/);
    await client.must({ is: 'submit', as: mia, interactionId: form.id, values: {} });
    await client.until(({ interactions }) => interactions.length === 0);
  });

  await t.test('files go up, and come down from the room alone', async () => {
    const file = new File(['# A title\n\nsome words'], 'notes.md', { type: 'text/markdown' });
    await client.must({ is: 'say', as: ada, channelId: general, text: '@Parley what is this?' }, { files: file });
    const sent = await client.shows(/what is this\?/);
    const [attachment] = sent.payload.attachments as { url: string }[];
    assert.match(attachment?.url ?? '', /^files\/attachments\//);
    const got = await fetch(new URL(attachment?.url ?? '', client.url));
    assert.equal(await got.text(), '# A title\n\nsome words');
    assert.match(got.headers.get('content-security-policy') ?? '', /sandbox/);
    assert.match(got.headers.get('content-disposition') ?? '', /^attachment/);
    await client.shows(/file 1 “notes\.md”/);
    const picked = new File(['words of a file'], 'words.txt', { type: 'text/plain' });
    const slash = {
      is: 'slash',
      as: mia,
      channelId: general,
      command: 'ask',
      options: { question: 'and this?' },
    } as const;
    await client.must(slash, { 'file:file': picked });
    await client.shows(/file 1 “words\.txt”/);
  });

  await t.test('a message’s menu, a forward to the bot alone, an edit and a deletion', async () => {
    const id = await client.must({ is: 'say', as: ada, channelId: general, text: 'LGTM, ETA is EOD.' });
    await client.must({ is: 'menu', as: mia, messageId: id, name: 'Ask about this' });
    await client.until(({ interactions }) => interactions.some(({ state }) => state.is === 'form'));
    const form = client.state?.interactions[0] ?? assert.fail();
    const field = partsOf(form.state).find(({ type }) => type === 4)?.custom_id ?? assert.fail();
    await client.must({ is: 'submit', as: mia, interactionId: form.id, values: { [field]: 'say it in words' } });
    await client.shows(/^it in words/m);
    const direct = client.state?.channels.find(({ onlyFor }) => onlyFor === mia)?.id ?? assert.fail();
    await client.must({ is: 'forward', as: mia, messageId: id, channelId: direct });
    await client.until(({ messages }) =>
      messages.some(
        (one) =>
          one.channelId === direct &&
          one.payload.webhook_id === undefined &&
          Object(one.payload.author).id === state.server.botId,
      ),
    );
    await client.must({ is: 'edit', as: ada, messageId: id, text: 'Looks good.' });
    await client.shows(/^Looks good\.$/);
    const refused = await client.act({ is: 'delete', as: client.person('Bob'), messageId: id });
    assert.match(JSON.stringify(refused), /may not delete/);
    await client.must({ is: 'delete', as: ada, messageId: id });
    await client.until(({ messages }) => !messages.some((one) => one.id === id));
  });

  await t.test('somebody new, a thread, and what the bot says there', async () => {
    const cora = await client.must({ is: 'come', name: 'Cora' });
    await client.until(({ people }) => people.some(({ id }) => id === cora));
    const thread = await client.must({ is: 'begin thread', as: cora, channelId: general, name: 'apart' });
    await client.must({ is: 'say', as: cora, channelId: thread, text: '@Parley say in the thread' });
    assert.equal((await client.shows(/^in the thread$/)).channelId, thread);
    const empty = await client.act({ is: 'come', name: ' ' });
    assert.match(JSON.stringify(empty), /1 to 32 characters/);
  });

  await t.test('the voice channel, into which a command brings the bot', async () => {
    const lounge = client.channel('Lounge');
    await client.must({ is: 'enter', as: ada, channelId: lounge });
    const alone = await client.act({ is: 'speak', as: ada, sentence: 'hello' });
    assert.match(JSON.stringify(alone), /isn’t in this call, so it doesn’t hear this/);
    await client.until(({ voices }) => voices.every(({ isSpeaking }) => !isSpeaking));
    await client.must({ is: 'slash', as: ada, channelId: general, command: 'join', options: {} });
    await client.until(({ voices }) => voices.length === 2 && voices.every(({ channelId }) => channelId === lounge));
    const bob = client.person('Bob');
    const outside = await client.act({ is: 'speak', as: bob, sentence: 'de' });
    assert.match(JSON.stringify(outside), /Enter a voice channel first/);
    const heard = hearSound(client.url, ada, state.server.botId);
    await client.must({ is: 'speak', as: ada, sentence: 'de' });
    await heard;
    // Its end may be known a little later; and a machine that stands still in its middle makes two of it, which are answered one by one.
    await client.shows(/^I heard \d\.\d seconds of sound/);
    await client.until(({ voices }) => voices.every(({ isSpeaking }) => !isSpeaking));
    await client.must({ is: 'enter', as: bob, channelId: lounge });
    const overheard = hearSound(client.url, bob, ada);
    const wave = new File([await readFile('src/terminal/recording/hello.wav')], 'hello.wav', { type: 'audio/wav' });
    await client.must({ is: 'speak', as: ada, sentence: 'hello' });
    await overheard;
    await client.must({ is: 'speak', as: bob }, { sound: wave });
    await client.until(({ voices }) => voices.filter(({ isSpeaking }) => isSpeaking).length === 2);
    await client.until(({ voices }) => voices.every(({ isSpeaking }) => !isSpeaking));
    const noWave = await client.act({ is: 'speak', as: bob }, { sound: new File(['no sound'], 'x.wav') });
    assert.match(JSON.stringify(noWave), /x\.wav: can’t be read as a WAV file/);
    await client.must({ is: 'leave', as: ada });
    await client.until(({ voices }) => voices.every(({ personId }) => personId !== ada));
  });

  await t.test('the stage, where a moderator says who speaks', async () => {
    const stage = client.channel('Town hall');
    const bob = client.person('Bob');
    await client.must({ is: 'slash', as: bob, channelId: general, command: 'leave', options: {} });
    await client.until(({ voices }) => voices.length === 1);
    await client.must({ is: 'enter', as: bob, channelId: stage });
    const quiet = await client.act({ is: 'speak', as: bob, sentence: 'hello' });
    assert.match(JSON.stringify(quiet), /Bob is in the audience/);
    await client.must({ is: 'slash', as: bob, channelId: general, command: 'join', options: {} });
    await client.until(({ voices }) => voices.filter(({ isInAudience }) => isInAudience).length === 2);
    const speaks = { is: 'let speak', personId: bob, speaks: true } as const;
    assert.match(JSON.stringify(await client.act({ ...speaks, as: bob })), /Only a moderator/);
    await client.must({ ...speaks, as: mia });
    await client.must({ ...speaks, as: mia, personId: state.server.botId });
    await client.until(({ voices }) => voices.every(({ isInAudience }) => !isInAudience));
    const heard = hearSound(client.url, bob, state.server.botId);
    await client.must({ is: 'speak', as: bob, sentence: 'hello' });
    await heard;
    await client.must({ is: 'leave', as: bob });
    const outside = await client.act({ ...speaks, as: mia });
    assert.match(JSON.stringify(outside), /Bob isn’t on a stage/);
  });

  await t.test('a port that is taken', async () => {
    const port = Number(new URL(client.url).port);
    await assert.rejects(
      RoomServer.open(room, { port }),
      /can’t be at port \d+ \(EADDRINUSE\)\. Choose another one with --port/,
    );
  });

  await t.test('a page that comes anew sees everything again', async () => {
    // Bob has left the stage. Until the panel there says so, Parley may edit it between the two looks.
    const lonely = holding({ code: 'panel.nobody', voice: client.channel('Town hall') });
    await client.until(({ messages }) => messages.some((message) => lonely.test(readWords(message))));
    const other = new RoomClient(client.url);
    const again = await other.follow();
    other.leave();
    assert.deepEqual(again.messages.map(readWords), client.state?.messages.map(readWords));
    assert.deepEqual(again.people, client.state?.people);
  });

  await t.test('a bot that is killed answers nothing, and answers again when it was started', async () => {
    await client.must({ is: 'bot', how: 'kill' });
    await client.until(({ bot }) => bot.is === 'gone');
    const refused = await client.act({ is: 'bot', how: 'stall' });
    assert.match(JSON.stringify(refused), /can’t do that now/);
    await client.must({ is: 'bot', how: 'start' });
    await client.until(({ bot }) => bot.is === 'ready');
    assert.ok(room.pid);
    await client.must({ is: 'bot', how: 'stall' });
    await client.must({ is: 'say', as: ada, channelId: general, text: '@Parley say I was away' });
    await client.must({ is: 'bot', how: 'go on' });
    await client.shows(/^I was away$/);
  });

  await t.test('nobody else gets in', async () => {
    const { origin, host } = new URL(client.url);
    const page = await fetch(client.url);
    assert.match(page.headers.get('content-security-policy') ?? '', /script-src 'self'/);
    assert.doesNotMatch(await page.text(), /<script(?![^>]*src=)|\son\w+=/);
    assert.equal(await ask(client.url, { host: 'evil.example' }), 421);
    assert.equal(await ask(`${client.url}deeds`, { host, origin: 'http://evil.example' }, 'POST'), 403);
    assert.equal(await ask(`${origin}/`, { host }), 404);
    assert.equal(await ask(`${origin}/events`, { host }), 404);
    assert.equal(await ask(`${client.url}files/attachments/1/2/x`, { host }), 404);
    const nothing = await client.act({ is: 'nothing' } as never);
    assert.match(JSON.stringify(nothing), /doesn’t know/);
  });
});
