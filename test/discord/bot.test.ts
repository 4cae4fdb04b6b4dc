import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Client, GatewayIntentBits, Locale } from 'discord.js';
import { pino } from 'pino';
import { commands } from '../../commands/index.ts';
import { explainDiscord } from '../../src/discord/gateway/discord-faults.ts';
import { logIn } from '../../src/discord/gateway/gateway-client.ts';
import { defineCommand } from '../../src/discord/inbound/command.ts';
import { en } from '../../src/text/en/index.ts';
import { makeLanguages, toLanguage } from '../../src/text/languages.ts';
import { ENGLISH, sentence } from '../sentences.ts';
import { MADE_UP, madeUp, TWO_LANGUAGES } from '../text/made-up-language.ts';
import { Parley } from './stage.ts';

const GUILD_MESSAGES = 1 << 9;
const GUILDS = 1 << 0;
const DIRECT_MESSAGES = 1 << 12;
const GUILD_VOICE_STATES = 1 << 7;

const COMMANDS = [
  'Ask about this',
  'ask',
  'help',
  'interpret',
  'join',
  'leave',
  'privacy',
  'recap',
  'reminders',
  'reset',
  'settings',
  'status',
  'stop',
  'tools',
  'transcript',
  'usage',
];

/** A direct message has no voice channel. */
const IN_SERVERS = ['interpret', 'join', 'leave'];

const names = (all: readonly { name: string }[]) => all.map(({ name }) => name).sort();

describe('starting', () => {
  test('asks for no privileged intent', async () => {
    await using parley = await Parley.open();
    assert.deepEqual(
      parley.discord.gateway.sessions.map(({ intents }) => intents),
      [GUILDS | GUILD_MESSAGES | DIRECT_MESSAGES | GUILD_VOICE_STATES],
    );
  });

  test('asks for the words of messages only if it is told to', async () => {
    await using parley = await Parley.open({ readsContent: true });
    assert.deepEqual(
      parley.discord.gateway.sessions.map(({ intents }) => intents & GatewayIntentBits.MessageContent),
      [GatewayIntentBits.MessageContent],
    );
  });

  test('registers the commands everywhere, and they work at once', async () => {
    await using parley = await Parley.world();
    assert.equal((await parley.start()).registration, 'written');
    assert.deepEqual(names(parley.discord.commands.all), COMMANDS);
    for (const { name, contexts, integration_types } of parley.discord.commands.all) {
      assert.deepEqual(contexts, IN_SERVERS.includes(name) ? [0] : [0, 1]);
      assert.deepEqual(integration_types, [0]);
    }
  });

  test('writes nothing when Discord has these commands already', async () => {
    await using parley = await Parley.open();
    await parley.bot.stop(0);
    const again = await parley.start();
    assert.equal(again.registration, 'unchanged');
    assert.equal(parley.discord.commands.writes, 1);
  });

  test('writes again when a command differs', async () => {
    await using parley = await Parley.open();
    await parley.bot.stop(0);
    const old = commands.flatMap((command) => defineCommand(command, ENGLISH));
    const isMenu = ({ type }: { type?: number }) => type === 3;
    parley.discord.commands.overwrite(
      old.map((body) => (isMenu(body) ? body : { ...body, description: `Old ${body.name}` })),
    );
    const again = await parley.start();
    assert.equal(again.registration, 'written');
    assert.equal(parley.discord.commands.find('ask', 1)?.description, sentence({ code: 'command.ask' }));
  });

  test('tells Discord which files can be picked, and writes again when that differs', async () => {
    await using parley = await Parley.open();
    const picked = (command: object | undefined): string[] | undefined =>
      Object(command).options?.find(({ name }: { name: string }) => name === 'file')?.file_types;
    const types = picked(parley.discord.commands.find('ask', 1));
    assert.deepEqual(types, ['image', 'audio', 'video', '.pdf', '.txt', '.log', '.md', '.json', '.csv', '.py']);
    await parley.bot.stop(0);
    const old = structuredClone(commands.flatMap((command) => defineCommand(command, ENGLISH)));
    picked(old.find(({ name }) => name === 'ask'))?.pop();
    parley.discord.commands.overwrite(old);
    assert.equal((await parley.start()).registration, 'written');
    assert.deepEqual(picked(parley.discord.commands.find('ask', 1)), types);
  });

  test('tells Discord its texts in every language, and writes again only when one of them differs', async () => {
    await using parley = await Parley.open({ languages: TWO_LANGUAGES });
    const join = parley.discord.commands.find('join', 1);
    assert.deepEqual(join?.description_localizations, { [MADE_UP]: '[command.join]' });
    const [, listen] = join?.options ?? [];
    assert.deepEqual(listen?.description_localizations, { [MADE_UP]: '[option.listen]' });
    assert.deepEqual(listen?.choices?.[4], {
      value: 'off',
      name: sentence({ code: 'choice.listen-off' }),
      name_localizations: { [MADE_UP]: '[choice.listen-off]' },
    });
    await parley.bot.stop(0);
    assert.equal((await parley.start({ languages: TWO_LANGUAGES })).registration, 'unchanged');
    await parley.bot.stop(0);
    assert.equal((await parley.start()).registration, 'written');
    assert.equal(parley.discord.commands.find('join', 1)?.description_localizations, undefined);
  });

  test('compares translations whatever their order', async () => {
    const inOrder = (locales: Locale[]) =>
      makeLanguages(
        { en: toLanguage(en), ...Object.fromEntries(locales.map((locale) => [locale, toLanguage(madeUp)])) },
        'en',
      );
    await using parley = await Parley.open({ languages: inOrder([Locale.Finnish, Locale.German]) });
    await parley.bot.stop(0);
    const again = await parley.start({ languages: inOrder([Locale.German, Locale.Finnish]) });
    assert.equal(again.registration, 'unchanged');
  });

  test('keeps an entry point that exists, and writes nothing because of it', async () => {
    await using parley = await Parley.world();
    const entry = parley.discord.seedCommand({ type: 4, name: 'launch', description: '', handler: 2 });
    assert.equal((await parley.start()).registration, 'written');
    assert.equal(parley.discord.commands.find('launch', 4)?.id, entry.id);
    await parley.bot.stop(0);
    assert.equal((await parley.start()).registration, 'unchanged');
  });

  test('registers in one server only if told so, and writes nothing the second time', async () => {
    await using parley = await Parley.world();
    await parley.start({ guildId: parley.guild.id });
    assert.deepEqual(names(parley.guild.commands.all), COMMANDS);
    assert.deepEqual(parley.discord.commands.all, []);
    await parley.bot.stop(0);
    assert.equal((await parley.start({ guildId: parley.guild.id })).registration, 'unchanged');
  });

  test('says what to do when the server for the commands is not one of the bot', async () => {
    await using parley = await Parley.world();
    await assert.rejects(parley.start({ guildId: '123456789012345678' }), /COMMANDS_GUILD_ID/);
  });

  test('says what to do when the token is wrong', async () => {
    await using parley = await Parley.world();
    await assert.rejects(parley.start({ token: 'bm9ib2R5.is.this' }), /DISCORD_TOKEN.*discord\.com\/developers/);
    parley.discord.complaints.length = 0;
  });

  test('gives up when told so, even while Discord says nothing', async () => {
    await using parley = await Parley.world();
    const gate = parley.discord.hold('GET /');
    const giving = new AbortController();
    const starting = parley.start({ signal: giving.signal });
    await gate.arrived;
    giving.abort(new Error('told so'));
    await assert.rejects(starting, /told so/);
    gate.release();
  });

  test('waits for a gateway that has greeted and takes long, for another start would cost another login', async () => {
    await using parley = await Parley.world();
    parley.discord.gateway.admits = false;
    const giving = new AbortController();
    const starting = parley.start({ signal: giving.signal });
    starting.catch(() => {});
    await parley.discord.until(({ gateway }) => gateway.identifies === 1);
    await parley.during(parley.logged('Discord takes long to let the bot in; waiting for it'));
    await parley.during(parley.clock.sleep(60_000));
    assert.equal(parley.discord.gateway.identifies, 1);
    giving.abort(new Error('told so'));
    await assert.rejects(starting, /told so/);
  });

  test('says what to do when Discord refuses an intent', async () => {
    await using parley = await Parley.world();
    const greedy = new Client({ intents: [GatewayIntentBits.MessageContent], rest: { api: parley.discord.api } });
    const { clock } = parley;
    const login = logIn(greedy, parley.discord.token, {
      clock,
      log: pino({ level: 'silent' }),
      signal: new AbortController().signal,
    });
    await assert.rejects(login, /Used disallowed intents/);
    const { wrong, lasting } = explainDiscord(new Error('Used disallowed intents'), {});
    assert.deepEqual([wrong.includes('none of the privileged ones'), lasting], [true, true]);
  });

  test('runs as many shards as Discord recommends', async () => {
    await using parley = await Parley.world();
    parley.discord.recommendedShards = 2;
    await parley.start();
    assert.deepEqual(parley.discord.gateway.sessions.map(({ shard }) => shard).sort(), [
      [0, 2],
      [1, 2],
    ]);
  });
});

describe('while it runs', () => {
  test('a connection that is cut is taken up again, and nothing said meanwhile is lost', async () => {
    await using parley = await Parley.open();
    parley.discord.gateway.drop();
    await parley.ada.says('@Parley hello');
    await parley.conversations.heard('hello');
    assert.equal(parley.discord.gateway.resumes, 1);
  });

  test('whoever watches is told that commands are registered, and when Discord is there and when it is away', async () => {
    await using parley = await Parley.open();
    const states = () => parley.events.flatMap((event) => (event.is === 'discord' ? event.state : []));
    assert.deepEqual(
      parley.events.filter(({ is }) => is === 'commands'),
      [{ is: 'commands', state: 'registered' }],
    );
    assert.equal(states().at(-1), 'connected');
    const before = states().length;
    parley.discord.gateway.drop();
    await parley.logged('resumed the gateway session');
    assert.deepEqual(new Set(states().slice(before)), new Set(['away', 'connected']));
    assert.equal(states().at(-1), 'connected');
  });

  test('being thrown out for good is told, with the reason', async () => {
    await using parley = await Parley.open();
    parley.discord.gateway.close(4004);
    assert.match((await parley.bot.lost).message, /4004/);
  });
});

describe('stopping', () => {
  test('waits for the answers that are being shown', async () => {
    await using parley = await Parley.open();
    const reply = await parley.ada.slash('ask', { question: 'Why?' });
    const turn = await parley.conversations.next();
    turn.addText('Be');
    await reply.shows('Be');
    const stopped = parley.bot.stop(8_000);
    turn.addText('cause.');
    turn.finish({ is: 'complete' });
    await parley.during(stopped);
    assert.equal(reply.text, 'Because.');
  });

  test('waits no longer than it may', async () => {
    await using parley = await Parley.open();
    await parley.ada.slash('ask', { question: 'Why?' });
    await parley.conversations.next();
    await parley.during(parley.bot.stop(8_000));
    assert.ok(parley.logs.some(({ msg }) => msg === 'leaving before all answers were shown'));
  });
});
