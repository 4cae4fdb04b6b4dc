import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { makeRehearsalModel } from '../rehearsal/rehearsal-model.ts';
import { openTranscriptArchive } from '../src/conversation/memory/transcript-archive.ts';
import { openStore } from '../src/store/store.ts';
import { type BotProcess, spawnBot } from '../world/bot-process.ts';
import type { Channel } from '../world/discord/channel.ts';
import { flatten } from '../world/discord/component-limits.ts';
import type { LocalConnection } from '../world/live/connection.ts';
import type { Script } from '../world/live/script.ts';
import { hold, say } from '../world/live/steps.ts';
import { World } from '../world/world.ts';
import { readTranscripts } from './kill/record.ts';
import { holding, sentence } from './sentences.ts';

// Most of what such a test takes is a start of the bot, so that one start serves several of them.

/** How long to wait before it is looked again what the bot has stored, which nothing tells of, in milliseconds. */
const LOOK = 20;

/** A world with one server, one member, and a folder for what must outlast the bot. */
const open = async (t: TestContext) => {
  const world = await World.open({ model: makeRehearsalModel({ pause: 0 }) });
  const folder = await mkdtemp(join(tmpdir(), 'parley-'));
  const guild = world.discord.guild('Workshop');
  const general = guild.text('general');
  const ada = guild.member('Ada');
  const bots: BotProcess[] = [];
  t.after(async () => {
    for (const bot of bots) await bot.kill();
    await world.close();
    await rm(folder, { recursive: true, force: true });
  });
  const file = join(folder, 'parley.sqlite');
  const start = async (env: Record<string, string> = {}) => {
    const store = `sqlite://${file}`;
    const bot = spawnBot({ discord: world.discord, live: world.live, store, env });
    bots.push(bot);
    await bot.ready;
    return bot;
  };
  const ask = (question: string, channel = general) => ada.slash('ask', { question }, { in: channel });
  return { discord: world.discord, live: world.live, guild, general, ada, file, bots, start, ask };
};

type Stage = Awaited<ReturnType<typeof open>>;

/** The event that a line of the log tells of. */
const eventOf = (line: string): string[] => (line.startsWith('{') ? [JSON.parse(line).event] : []);

/** Resolves when so many turns of a channel are stored, which is what a crash must not take away. */
const stored = async ({ ada }: Stage, channel: Channel, turns: number) => {
  for (; ; await sleep(LOOK)) {
    const status = await ada.slash('status', {}, { in: channel });
    await status.until(({ text }) => text);
    if (status.text.split('\n').includes(sentence({ code: 'status.turns', turns }))) return;
  }
};

/** Resolves when it is stored where people see the answers that are under way in these channels. */
const drafted = async ({ file }: Stage, ...channels: Channel[]) => {
  const ids = channels.map(({ id }) => id);
  for (; ; await sleep(LOOK)) {
    const entries = await readTranscripts(file, ids);
    if (ids.every((id) => entries.get(id)?.at(-1)?.shown)) return;
  }
};

/** What a connection was asked, in order. */
const questionsOn = ({ frames }: LocalConnection) =>
  frames.flatMap(({ clientContent }) => clientContent?.turns?.map(({ parts }) => parts?.[0]?.text) ?? []);

/** The quickstart's first two questions. */
const quickstart = async ({ ask }: Stage, channel: Channel) => {
  await (await ask('Hello', channel)).shows(/Ada/);
  await (await ask('What is the capital of Brazil?', channel)).shows(/Brasília/);
};

/** Asks for the last question, and resolves with the connection that this opens. */
const recall = async ({ ask, live }: Stage, channel: Channel, question = /capital of Brazil/) => {
  const dialled = live.connections.length;
  await (await ask('What was my last question?', channel)).shows(question);
  return live.connection(dialled);
};

/** What an answer says before it is interrupted, for ever or until `gate` lets it go on, by words of the question. */
const interrupted = (gate: Promise<void>): Script => {
  const otherwise = makeRehearsalModel({ pause: 0 });
  const never = hold(new Promise(() => {}));
  return (asked) => {
    const { text } = asked;
    if (text.includes('Tell me a story')) return [say('Once upon'), never];
    if (text.includes('Tell me all of it')) return [say('Once upon'), hold(gate), say(' a time.')];
    if (text.includes('Think about it')) return [never];
    return text.includes('Please go on') ? 'a time.' : otherwise(asked);
  };
};

/** Has Ada mention the bot in a channel, and returns how what replies to her looks by now. */
const mention = async ({ ada }: Stage, channel: Channel) => {
  const asked = await ada.says('@Parley Tell me all of it', { in: channel });
  const answer = () => channel.messages.find(({ replyTo }) => replyTo === asked);
  const labels = () => flatten(answer()?.components ?? []).map(({ label }) => label);
  return { text: () => answer()?.text, labels };
};

/** Breaks the connection of a channel, and has the key refused that the next one is opened with. */
const refuseKey = async ({ ask, live }: Stage, channel: Channel, keyIn: string) => {
  live.next({ upgrade: 401 }, { upgrade: 401 });
  const connection = live.connections.at(-1);
  connection?.drop();
  await (await ask('a question that fails', channel)).shows(/key/);
  assert.equal(connection?.keyIn, keyIn);
};

test('stopped or killed, and started again', async (t) => {
  const stage = await open(t);
  const { ask, discord, general, guild, live } = stage;
  const [hall, garden, story, answered, unanswered] = ['hall', 'garden', 'story', 'answered', 'unanswered'].map(
    (name) => guild.text(name),
  );
  const [unshown, unlearnt, fresh, cellar] = ['unshown', 'unlearnt', 'fresh', 'cellar'].map((name) => guild.text(name));
  assert.ok(hall && garden && story && answered && unanswered && unshown && unlearnt && fresh && cellar);
  const thread = general.thread('side talk');

  await t.test('asked to stop, it finishes what runs and goes within ten seconds with code 0', async () => {
    const bot = await stage.start();
    await quickstart(stage, general);
    await (await ask('Hello', thread)).shows(/Ada/);
    const gate = Promise.withResolvers<void>();
    live.script = () => [say('Half'), hold(gate.promise), say(' and whole.')];
    const reply = await ask('Go on', hall);
    await reply.shows('Half');
    const stopping = new Promise<void>((resolve) => bot.listen((line) => line.includes('"stopping"') && resolve()));
    const stopped = bot.stop();
    await stopping;
    gate.resolve();
    assert.equal(await stopped, 0);
    assert.equal(reply.text, 'Half and whole.');
    assert.deepEqual(bot.logs.flatMap(eventOf).slice(-2), ['bot.stopping', 'bot.stopped']);
  });

  await t.test(
    'what is said in a thread is kept with its server, and with the channel that the thread is in',
    async () => {
      const store = await openStore(`sqlite://${stage.file}`, pino({ level: 'silent' }));
      const { server, parent, turns } = (await openTranscriptArchive(store).summaries.get(thread.id)) ?? {};
      await store.close();
      assert.deepEqual([server, parent, turns], [guild.id, general.id, 1]);
    },
  );

  live.script = makeRehearsalModel({ pause: 0 });
  const second = await stage.start();

  await t.test(
    'it remembers what was said before, and what it finished: the setup carries the stored handle',
    async () => {
      assert.equal((await live.connection(0)).setup.sessionResumption?.handle, undefined);
      assert.ok((await recall(stage, general)).setup.sessionResumption?.handle);
      assert.ok((await recall(stage, hall, /Go on/)).setup.sessionResumption?.handle);
    },
  );

  const gate = Promise.withResolvers<void>();
  live.script = interrupted(gate.promise);
  await quickstart(stage, garden);
  await quickstart(stage, story);
  await Promise.all([stored(stage, garden, 2), stored(stage, story, 2)]);
  const hello = await ask('Hello', answered);
  await hello.shows(/no real model\.$/);
  // In the middle of two answers, and before the first word of another one.
  const [told, continued] = [await ask('Tell me a story', story), await ask('Tell me a story', general)];
  await Promise.all([told, continued].map((reply) => reply.shows('Once upon')));
  const dialled = live.connections.length;
  const silent = await ask('Think about it', unanswered);
  await (await live.connection(dialled)).frame(({ clientContent }) => clientContent?.turnComplete === true);
  await drafted(stage, story, general);
  // Of two stored answers not everything was shown, and of one of them it isn't known which message it had become.
  discord.fail({
    route: new RegExp(`^POST .channels.${unlearnt.id}`),
    status: 503,
    late: true,
    times: Number.POSITIVE_INFINITY,
  });
  const [late, unknown] = [await mention(stage, unshown), await mention(stage, unlearnt)];
  await unshown.until(() => late.text() === 'Once upon');
  await unlearnt.until(() => unknown.text() === 'Once upon');
  discord.fail({ route: /^PATCH .channels/, status: 503, times: Number.POSITIVE_INFINITY });
  gate.resolve();
  await Promise.all([stored(stage, unshown, 1), stored(stage, unlearnt, 1)]);
  await second.kill();
  assert.deepEqual([late.text(), unknown.text(), silent.text], ['Once upon', 'Once upon', '']);
  assert.ok(unknown.labels().includes('Stop'));
  discord.faults.mend();
  const third = await stage.start({ LOG_LEVEL: 'info', GEMINI_KEY_IN: 'url' });

  await t.test('killed, it remembers', async () => void (await recall(stage, garden)));

  await t.test('killed in the middle of an answer, it knows what people saw of it, and what was before', async () => {
    const resumed = await recall(stage, story, /Tell me a story/);
    assert.ok(resumed.setup.sessionResumption?.handle);
    const seen = resumed.frames[1]?.clientContent?.turns?.map(({ parts }) => parts?.[0]?.text);
    assert.deepEqual(seen, ['[Ada] Tell me a story', 'Once upon']);
  });

  await t.test('killed in the middle of an answer, it says so under it when it is back, and can go on', async () => {
    await continued.shows(/^Once upon\n\n.*interrupted/s);
    await continued.press('Continue');
    await general.until(() => general.messages.some(({ text }) => text === 'a time.'));
  });

  await t.test('killed before the first word of an answer to a command, it says so in its place', async () => {
    await silent.shows(/^⚠️ I was interrupted .* ask again\.$/);
    assert.match(hello.text, /no real model\.$/);
    // On a busy machine its words may have come in more than one edit.
    for (const { text } of hello.edits) assert.ok(hello.text.startsWith(text), text);
  });

  await t.test('killed before all of a stored answer was shown, it shows the rest of it', () =>
    unshown.until(() => late.text() === 'Once upon a time.'),
  );

  await t.test('killed before it learnt which message a stored answer had become, it finishes it', async () => {
    await unlearnt.until(() => unknown.text() === 'Once upon a time.');
    assert.ok(!unknown.labels().includes('Stop'));
    assert.ok(unknown.labels().includes('Ask again'));
  });

  await quickstart(stage, fresh);
  await (await ask('Hello', cellar)).shows(/Ada/);
  await refuseKey(stage, cellar, 'url');
  assert.equal(await third.stop(), 0);
  live.forget();
  const fourth = await stage.start({ LOG_LEVEL: 'info', GEMINI_KEY_IN: 'header' });

  await t.test('where Google has forgotten the handle, the transcript tells a fresh session', async () => {
    const refused = await recall(stage, fresh);
    const second = live.connections[live.connections.indexOf(refused) + 1];
    assert.ok(refused.setup.sessionResumption?.handle);
    assert.equal(second?.setup.sessionResumption?.handle, undefined);
    assert.equal(second?.frames[1]?.clientContent?.turns?.length, 4);
  });

  await t.test('what it logs holds no key, wherever that is sent, no token, and nothing that people said', async () => {
    await refuseKey(stage, fresh, 'header');
    assert.equal(await fourth.stop(), 0);
    for (const bot of stage.bots) {
      const logs = bot.logs.join('\n');
      assert.match(logs, /ready/);
      for (const secret of [discord.token, live.key, 'Brazil', 'a question that fails', 'Brasília', 'Once upon'])
        assert.ok(!logs.includes(secret), `the log holds ${secret}`);
    }
  });
  assert.deepEqual(live.unexpected, []);
});

test('without keys it names what is missing and ends with code 78, before any socket opens', async (t) => {
  const { discord, live } = await open(t);
  const env = { DISCORD_TOKEN: '', GEMINI_API_KEY: '', HTTP_PORT: 'x' };
  const bot = spawnBot({ discord, live, store: 'memory:', env });
  assert.equal((await bot.exited).code, 78);
  for (const name of Object.keys(env)) assert.match(bot.logs.join('\n'), new RegExp(name));
  assert.equal(discord.requests.length, 0);
  assert.equal(live.dials, 0);
});

test('asked by many, in many places', async (t) => {
  const stage = await open(t);
  const { ada, ask, discord, general, guild, live } = stage;
  const bob = guild.member('Bob');
  await stage.start();

  await t.test(
    'it answers in commands, threads, direct messages, and where it is mentioned or replied to',
    async () => {
      await (await stage.ask('Hello')).shows(/Ada/);
      const thread = general.thread('ideas');
      await (await ask('say in a thread', thread)).shows(/in a thread/);
      await (await ask('say in private', ada.dm)).shows(/in private/);
      await ada.says('@Parley say by mention', { in: general });
      const mine = () =>
        general.messages.findLast(({ author, text }) => author.id === discord.bot.id && /by mention/.test(text));
      await general.until(mine);
      const answer = mine();
      assert.ok(answer);
      await ada.says('what did I ask before?', { in: general, replyTo: answer });
      await general.until(({ messages }) =>
        messages.some(({ text, id }) => id !== answer.id && /mention/.test(text) && !/@/.test(text)),
      );
      await ada.says('say by direct message', { in: ada.dm });
      await ada.dm.until(({ messages }) =>
        messages.some(({ author, text }) => author.id === discord.bot.id && /by direct message/.test(text)),
      );
    },
  );

  await t.test('two channels never share a word', async () => {
    const [one, other] = [guild.text('one'), guild.text('other')];
    const said = await Promise.all([
      ada.slash('ask', { question: 'say apple' }, { in: one }),
      bob.slash('ask', { question: 'say banana' }, { in: other }),
    ]);
    await Promise.all(said.map((reply, index) => reply.shows(index === 0 ? 'apple' : 'banana')));
    live.script = ({ memory, text }) => [say(JSON.stringify([memory, text]))];
    const inOne = await (await ada.slash('ask', { question: 'tell all' }, { in: one })).shows(/tell all/);
    const inOther = await (await bob.slash('ask', { question: 'tell all' }, { in: other })).shows(/tell all/);
    assert.match(inOne.text, /apple/);
    assert.doesNotMatch(inOne.text, /banana|Bob/);
    assert.match(inOther.text, /banana/);
    assert.doesNotMatch(inOther.text, /apple|Ada/);
  });

  await t.test('of fifty members at once 33 are answered in order, the rest are told to come back', async () => {
    const crowd = guild.text('crowd');
    const gate = Promise.withResolvers<void>();
    live.script = ({ text }) => [hold(gate.promise), say(text)];
    const dialled = live.connections.length;
    const members = Array.from({ length: 50 }, (_, index) => guild.member(`Member ${index}`));
    const replies = [];
    for (const [index, member] of members.entries())
      replies.push(await member.slash('ask', { question: `question ${index}` }, { in: crowd }));
    await Promise.all(replies.slice(33).map((reply) => reply.shows(holding({ code: 'asking.full', most: 32 }))));
    gate.resolve();
    await Promise.all(replies.slice(0, 33).map((reply, index) => reply.shows(`[Member ${index}] question ${index}`)));
    assert.deepEqual(
      questionsOn(await live.connection(dialled)),
      Array.from({ length: 33 }, (_, index) => `[Member ${index}] question ${index}`),
    );
  });

  await t.test(
    'of thirty-three mentions by one member and one by another, the other one is answered second',
    async () => {
      const queue = guild.text('queue');
      const gate = Promise.withResolvers<void>();
      live.script = ({ text }) => [hold(gate.promise), say(text)];
      const dialled = live.connections.length;
      for (let number = 1; number <= 33; number += 1) await ada.says(`@Parley ${number}`, { in: queue });
      await bob.says('@Parley mine', { in: queue });
      await queue.shows(holding({ code: 'asking.share', most: 5 }));
      const last = await ask('34', queue);
      await last.shows(holding({ code: 'asking.share', most: 5 }));
      gate.resolve();
      await queue.shows('[Ada] 6');
      assert.equal(queue.messages.filter(({ text }) => text.includes('already have 5')).length, 1);
      assert.deepEqual(questionsOn(await live.connection(dialled)), [
        '[Ada] 1',
        '[Bob] mine',
        ...Array.from({ length: 5 }, (_, index) => `[Ada] ${index + 2}`),
      ]);
    },
  );

  await t.test('an answer that does not end is apologised for when it has to stop', async () => {
    live.script = () => [say('Half'), hold(new Promise(() => {}))];
    const [running, waiting] = [await ask('One'), await ask('Two')];
    await running.shows('Half');
    assert.equal(await stage.bots[0]?.stop(), 0);
    assert.match(running.text, holding({ code: 'asking.restarting' }));
    assert.match(waiting.text, holding({ code: 'asking.restarting' }));
  });
});
