import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { pino } from 'pino';
import { makeRehearsalModel } from '../rehearsal/rehearsal-model.ts';
import { openTranscriptArchive } from '../src/conversation/memory/transcript-archive.ts';
import { openStore } from '../src/store/store.ts';
import { type BotProcess, spawnBot } from '../world/bot-process.ts';
import { flatten } from '../world/discord/component-limits.ts';
import { hold, say } from '../world/live/steps.ts';
import { World } from '../world/world.ts';
import { readTranscripts } from './kill/record.ts';
import { holding, sentence } from './sentences.ts';

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
  const ask = (question: string) => ada.slash('ask', { question }, { in: general });
  return { ...world, discord: world.discord, live: world.live, guild, general, ada, file, start, ask };
};

type Stage = Awaited<ReturnType<typeof open>>;

/** The event that a line of the log tells of. */
const eventOf = (line: string): string[] => (line.startsWith('{') ? [JSON.parse(line).event] : []);

/** Resolves when so many turns are stored, which is what a crash must not take away. */
const stored = async ({ ada, general }: Stage, turns: number) => {
  for (;;) {
    const status = await ada.slash('status', {}, { in: general });
    await status.until(({ text }) => text);
    if (status.text.split('\n').includes(sentence({ code: 'status.turns', turns }))) return;
  }
};

/** Resolves when it is stored where people see the answer that is under way. */
const drafted = async ({ file, general }: Stage) => {
  for (;;) {
    const entries = (await readTranscripts(file, [general.id])).get(general.id);
    if (entries?.at(-1)?.shown) return;
  }
};

/** The quickstart's first two questions. */
const quickstart = async (stage: Stage) => {
  await (await stage.ask('Hello')).shows(/Ada/);
  await (await stage.ask('What is the capital of Brazil?')).shows(/Brasília/);
};

const lastQuestion = async (stage: Stage) => (await stage.ask('What was my last question?')).shows(/capital of Brazil/);

test('stopped and started again, it remembers: the setup carries the stored handle', async (t) => {
  const stage = await open(t);
  const first = await stage.start();
  await quickstart(stage);
  assert.equal(await first.stop(), 0);
  assert.deepEqual(first.logs.flatMap(eventOf).slice(-2), ['bot.stopping', 'bot.stopped']);
  await stage.start();
  await lastQuestion(stage);
  const [before, after] = [await stage.live.connection(0), await stage.live.connection(1)];
  assert.equal(before.setup.sessionResumption?.handle, undefined);
  assert.ok(after.setup.sessionResumption?.handle);
  assert.deepEqual(stage.live.unexpected, []);
});

test('what is said in a thread is kept with its server, and with the channel that the thread is in', async (t) => {
  const stage = await open(t);
  const bot = await stage.start();
  const thread = stage.general.thread('side talk');
  await (await stage.ada.slash('ask', { question: 'Hello' }, { in: thread })).shows(/Ada/);
  assert.equal(await bot.stop(), 0);
  const store = await openStore(`sqlite://${stage.file}`, pino({ level: 'silent' }));
  const { server, parent, turns } = (await openTranscriptArchive(store).summaries.get(thread.id)) ?? {};
  await store.close();
  assert.deepEqual([server, parent, turns], [stage.guild.id, stage.general.id, 1]);
});

test('killed and started again, it remembers', async (t) => {
  const stage = await open(t);
  const first = await stage.start();
  await quickstart(stage);
  await stored(stage, 2);
  await first.kill();
  await stage.start();
  await lastQuestion(stage);
  assert.deepEqual(stage.live.unexpected, []);
});

test('where Google has forgotten the handle, the transcript tells a fresh session', async (t) => {
  const stage = await open(t);
  const first = await stage.start();
  await quickstart(stage);
  assert.equal(await first.stop(), 0);
  stage.live.forget();
  await stage.start();
  await lastQuestion(stage);
  const [refused, fresh] = [await stage.live.connection(1), await stage.live.connection(2)];
  assert.ok(refused.setup.sessionResumption?.handle);
  assert.equal(fresh.setup.sessionResumption?.handle, undefined);
  assert.equal(fresh.frames[1]?.clientContent?.turns?.length, 4);
});

test('killed in the middle of an answer, it knows what people saw of it, and what was finished before', async (t) => {
  const stage = await open(t);
  const first = await stage.start();
  await quickstart(stage);
  await stored(stage, 2);
  stage.live.script = () => [say('Once upon'), hold(new Promise(() => {}))];
  await (await stage.ask('Tell me a story')).shows('Once upon');
  await drafted(stage);
  await first.kill();
  stage.live.script = makeRehearsalModel({ pause: 0 });
  await stage.start();
  await (await stage.ask('What was my last question?')).shows(/Tell me a story/);
  const resumed = await stage.live.connection(1);
  assert.ok(resumed.setup.sessionResumption?.handle);
  const told = resumed.frames[1]?.clientContent?.turns?.map(({ parts }) => parts?.[0]?.text);
  assert.deepEqual(told, ['[Ada] Tell me a story', 'Once upon']);
});

test('killed in the middle of an answer, it says so under it when it is back, and can go on', async (t) => {
  const stage = await open(t);
  const first = await stage.start();
  stage.live.script = () => [say('Once upon'), hold(new Promise(() => {}))];
  const reply = await stage.ask('Tell me a story');
  await reply.shows('Once upon');
  await drafted(stage);
  await first.kill();
  stage.live.script = () => 'a time.';
  await stage.start();
  await reply.shows(/^Once upon\n\n.*restarted/s);
  await reply.press('Continue');
  await stage.general.until(() => stage.general.messages.some(({ text }) => text === 'a time.'));
});

test('killed before the first word of an answer to a command, it says so in its place when it is back', async (t) => {
  const stage = await open(t);
  const first = await stage.start();
  stage.live.script = ({ text }) => (text.includes('story') ? [hold(new Promise(() => {}))] : 'Hello, Ada.');
  const garden = stage.guild.text('garden');
  const answered = await stage.ada.slash('ask', { question: 'Hello' }, { in: garden });
  await answered.shows('Hello, Ada.');
  const reply = await stage.ask('Tell me a story');
  const connection = await stage.live.connection(1);
  await connection.frame(({ clientContent }) => clientContent?.turnComplete === true);
  await first.kill();
  assert.equal(reply.text, '');
  await stage.start();
  await reply.shows(/^⚠️ I was restarted .* ask again\.$/);
  assert.equal(answered.text, 'Hello, Ada.');
  // On a busy machine its words may have come in more than one edit.
  for (const { text } of answered.edits) assert.ok('Hello, Ada.'.startsWith(text), text);
});

test('killed before all of a stored answer was shown, it shows the rest of it when it is back', async (t) => {
  const stage = await open(t);
  const first = await stage.start();
  const gate = Promise.withResolvers<void>();
  stage.live.script = () => [say('Once upon'), hold(gate.promise), say(' a time.')];
  const asked = await stage.ada.says('@Parley Tell me a story', { in: stage.general });
  const answer = () => stage.general.messages.find(({ replyTo }) => replyTo === asked);
  await stage.general.until(() => answer()?.text === 'Once upon');
  stage.discord.fail({ route: /^PATCH .channels/, status: 503, times: Number.POSITIVE_INFINITY });
  gate.resolve();
  await stored(stage, 1);
  await first.kill();
  assert.equal(answer()?.text, 'Once upon');
  stage.discord.faults.mend();
  await stage.start();
  await stage.general.until(() => answer()?.text === 'Once upon a time.');
});

test('killed before it learnt which message a stored answer had become, it finishes it when it is back', async (t) => {
  const stage = await open(t);
  const first = await stage.start();
  const gate = Promise.withResolvers<void>();
  stage.live.script = () => [say('Once upon'), hold(gate.promise), say(' a time.')];
  stage.discord.fail({ route: /^POST .channels/, status: 503, late: true, times: Number.POSITIVE_INFINITY });
  stage.discord.fail({ route: /^PATCH .channels/, status: 503, times: Number.POSITIVE_INFINITY });
  const asked = await stage.ada.says('@Parley Tell me a story', { in: stage.general });
  const answer = () => stage.general.messages.find(({ replyTo }) => replyTo === asked);
  const labels = () => flatten(answer()?.components ?? []).map(({ label }) => label);
  await stage.general.until(() => answer()?.text === 'Once upon');
  gate.resolve();
  await stored(stage, 1);
  await first.kill();
  assert.equal(answer()?.text, 'Once upon');
  assert.ok(labels().includes('Stop'));
  stage.discord.faults.mend();
  await stage.start();
  await stage.general.until(() => answer()?.text === 'Once upon a time.');
  assert.ok(!labels().includes('Stop'));
  assert.ok(labels().includes('Ask again'));
});

test('asked to stop, it finishes what runs, keeps the handle and goes within ten seconds with code 0', async (t) => {
  const stage = await open(t);
  const gate = Promise.withResolvers<void>();
  const bot = await stage.start();
  stage.live.script = () => [say('Half'), hold(gate.promise), say(' and whole.')];
  const reply = await stage.ask('Go on');
  await reply.shows('Half');
  const stopping = new Promise<void>((resolve) => bot.listen((line) => line.includes('"stopping"') && resolve()));
  const stopped = bot.stop();
  await stopping;
  gate.resolve();
  assert.equal(await stopped, 0);
  assert.equal(reply.text, 'Half and whole.');
  stage.live.script = makeRehearsalModel({ pause: 0 });
  await stage.start();
  await (await stage.ask('What was my last question?')).shows(/Go on/);
  assert.ok((await stage.live.connection(1)).setup.sessionResumption?.handle);
});

test('an answer that does not end is apologised for when it has to stop', async (t) => {
  const stage = await open(t);
  const bot = await stage.start();
  stage.live.script = () => [say('Half'), hold(new Promise(() => {}))];
  const [running, waiting] = [await stage.ask('One'), await stage.ask('Two')];
  await running.shows('Half');
  assert.equal(await bot.stop(), 0);
  assert.match(running.text, holding({ code: 'asking.restarting' }));
  assert.match(waiting.text, holding({ code: 'asking.restarting' }));
});

for (const keyIn of ['url', 'header'])
  test(`what it logs holds neither a key (in the ${keyIn}) nor a token, nor what people said`, async (t) => {
    const stage = await open(t);
    const bot = await stage.start({ LOG_LEVEL: 'info', GEMINI_KEY_IN: keyIn });
    await quickstart(stage);
    stage.live.next({ upgrade: 401 }, { upgrade: 401 });
    stage.live.connections[0]?.drop();
    await (await stage.ask('a question that fails')).shows(/key/);
    assert.equal(stage.live.connections[0]?.keyIn, keyIn);
    await bot.stop();
    const logs = bot.logs.join('\n');
    assert.match(logs, /ready/);
    for (const secret of [stage.discord.token, stage.live.key, 'Brazil', 'a question that fails', 'Brasília'])
      assert.ok(!logs.includes(secret), `the log holds ${secret}`);
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

test('fifty members ask in one channel at once: 33 are answered in order, the rest are told to come back', async (t) => {
  const stage = await open(t);
  await stage.start();
  const gate = Promise.withResolvers<void>();
  stage.live.script = ({ text }) => [hold(gate.promise), say(text)];
  const members = Array.from({ length: 50 }, (_, index) => stage.guild.member(`Member ${index}`));
  const replies = [];
  for (const [index, member] of members.entries())
    replies.push(await member.slash('ask', { question: `question ${index}` }, { in: stage.general }));
  await Promise.all(replies.slice(33).map((reply) => reply.shows(holding({ code: 'asking.full', most: 32 }))));
  gate.resolve();
  await Promise.all(replies.slice(0, 33).map((reply, index) => reply.shows(`[Member ${index}] question ${index}`)));
  const { frames } = await stage.live.connection(0);
  assert.deepEqual(
    frames.flatMap(({ clientContent }) => clientContent?.turns?.map(({ parts }) => parts?.[0]?.text) ?? []),
    Array.from({ length: 33 }, (_, index) => `[Member ${index}] question ${index}`),
  );
});

test('of thirty-three mentions by one member and one by another, the other one is answered second', async (t) => {
  const stage = await open(t);
  const { ada, general, guild, live } = stage;
  const bob = guild.member('Bob');
  await stage.start();
  const gate = Promise.withResolvers<void>();
  live.script = ({ text }) => [hold(gate.promise), say(text)];
  for (let number = 1; number <= 33; number += 1) await ada.says(`@Parley ${number}`, { in: general });
  await bob.says('@Parley mine', { in: general });
  await general.shows(holding({ code: 'asking.share', most: 5 }));
  const last = await ada.slash('ask', { question: '34' }, { in: general });
  await last.shows(holding({ code: 'asking.share', most: 5 }));
  gate.resolve();
  await general.shows('[Ada] 6');
  assert.equal(general.messages.filter(({ text }) => text.includes('already have 5')).length, 1);
  const { frames } = await live.connection(0);
  assert.deepEqual(
    frames.flatMap(({ clientContent }) => clientContent?.turns?.map(({ parts }) => parts?.[0]?.text) ?? []),
    ['[Ada] 1', '[Bob] mine', '[Ada] 2', '[Ada] 3', '[Ada] 4', '[Ada] 5', '[Ada] 6'],
  );
});

test('it answers in threads, in direct messages, and where it is mentioned or replied to', async (t) => {
  const stage = await open(t);
  const { ada, general, discord } = stage;
  await stage.start();
  const thread = general.thread('ideas');
  await (await ada.slash('ask', { question: 'say in a thread' }, { in: thread })).shows(/in a thread/);
  await (await ada.slash('ask', { question: 'say in private' }, { in: ada.dm })).shows(/in private/);
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
});

test('two channels never share a word', async (t) => {
  const stage = await open(t);
  const { ada, general, guild, live } = stage;
  await stage.start();
  const other = guild.text('other');
  const bob = guild.member('Bob');
  const said = await Promise.all([
    ada.slash('ask', { question: 'say apple' }, { in: general }),
    bob.slash('ask', { question: 'say banana' }, { in: other }),
  ]);
  await Promise.all(said.map((reply, index) => reply.shows(index === 0 ? 'apple' : 'banana')));
  live.script = ({ memory, text }) => [say(JSON.stringify([memory, text]))];
  const inGeneral = await (await ada.slash('ask', { question: 'tell all' }, { in: general })).shows(/tell all/);
  const inOther = await (await bob.slash('ask', { question: 'tell all' }, { in: other })).shows(/tell all/);
  assert.match(inGeneral.text, /apple/);
  assert.doesNotMatch(inGeneral.text, /banana|Bob/);
  assert.match(inOther.text, /banana/);
  assert.doesNotMatch(inOther.text, /apple|Ada/);
});
