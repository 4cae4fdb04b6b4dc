import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { describe, test } from 'node:test';
import { commands } from '../../commands/index.ts';
import { may } from '../../src/access/policy.ts';
import { systemClock } from '../../src/base/clock.ts';
import type { Sender } from '../../src/base/inbound.ts';
import { defineCommand } from '../../src/discord/inbound/command.ts';
import { LIMITABLE_COMMANDS, OPEN_COMMANDS } from '../../src/settings/command-names.ts';
import { EMPTY_RECORD } from '../../src/settings/record.ts';
import { resolveSettings } from '../../src/settings/resolve.ts';
import { languages } from '../../src/text/catalogues.ts';
import { en } from '../../src/text/en/index.ts';
import { type DescribedCode, makeLanguages, nameCodeOf } from '../../src/text/languages.ts';
import type { Text } from '../../src/text/text.ts';
import { Commands } from '../../world/discord/commands.ts';
import { Snowflakes } from '../../world/discord/snowflake.ts';
import { Parley } from '../discord/stage.ts';
import { at } from '../place.ts';
import { sentence } from '../sentences.ts';

const NOT_COMMANDS = [
  'ask-about',
  'agreement-buttons',
  'ask-again',
  'ask-form',
  'ask-listen',
  'ask-material',
  'call-controls',
  'call-wish',
  'command-contexts',
  'help-lines',
  'index',
  'interpret-languages',
  'line-pages',
  'pressed-button',
  'privacy-export',
  'services',
  'since-option',
  'usage-lines',
];

/** Commands whose file has another name, because a file of theirs is elsewhere. */
const FILES: Record<string, string> = {
  usage: 'usage-summary',
  recap: 'recap-summary',
  transcript: 'transcript-download',
};

test('every command has a file of its name, and every file is listed', async () => {
  const files = (await readdir(new URL('../../commands/', import.meta.url))).map((file) => file.replace(/\.ts$/, ''));
  assert.deepEqual(
    commands.map(({ name }) => FILES[name] ?? name).sort(),
    files.filter((file) => !NOT_COMMANDS.includes(file)).sort(),
  );
});

/** What Discord is told of the commands, with the code of what describes it in place of each description. */
const coded = (): unknown =>
  commands.flatMap((command) =>
    defineCommand(command, { describe: (description) => ({ description }), name: (name) => ({ name }) }),
  );

/** All that has a name and is described by a code. */
const listDescribed = (node: unknown): { name: string; description: DescribedCode }[] => {
  if (Array.isArray(node)) return node.flatMap(listDescribed);
  const { name, description, options } = Object(node);
  return [...(description ? [{ name, description }] : []), ...listDescribed(options ?? [])];
};

test('commands and options have the names that English has for them', () => {
  const described = listDescribed(coded());
  assert.ok(described.length > 30);
  for (const { name, description } of described) assert.equal(name, en[nameCodeOf(description)], description);
});

test('Discord takes the commands in every language', () => {
  const words = makeLanguages(languages, 'en');
  const there = new Commands({ ids: new Snowflakes(systemClock), applicationId: '1' });
  there.overwrite(commands.flatMap((command) => defineCommand(command, words)));
  assert.ok(there.all.length > 10);
});

test('every command can be kept for managers, except for those that are always everyone’s', () => {
  const names = commands.flatMap(({ name, userMenus = [], messageMenus = [] }) => [
    name,
    ...[...userMenus, ...messageMenus].map((menu) => menu.name.toLowerCase()),
  ]);
  assert.deepEqual(names.sort(), [...LIMITABLE_COMMANDS, ...OPEN_COMMANDS].sort());
  const person: Sender = { id: '1', kind: 'member', name: 'Ada', locale: 'en', powers: [], roles: [] };
  const { values } = resolveSettings(
    { values: {}, known: { models: [], messageContent: true, textModel: true } },
    EMPTY_RECORD,
    at('5', '1'),
  );
  const isKept = (command: string) =>
    !may({ person, place: at('5', '1'), way: 'command', used: { command } }, { ...values, 'access.commands': names })
      .may;
  for (const name of OPEN_COMMANDS) assert.equal(isKept(name), false, name);
  for (const name of LIMITABLE_COMMANDS) assert.equal(isKept(name), true, name);
});

describe('/ask', () => {
  test('works in a direct message', async () => {
    await using parley = await Parley.open();
    const reply = await parley.ada.slash('ask', { question: 'Why?' }, { in: parley.ada.dm });
    const turn = await parley.conversations.next();
    turn.addText('Because.');
    await reply.shows('Because.');
    const [{ place, person, text } = assert.fail('nothing was asked')] = parley.conversations.asked;
    assert.deepEqual(place, at(parley.ada.dm.id));
    assert.deepEqual([person.id, person.name, text], [parley.ada.id, 'Ada', 'Why?']);
  });

  test('works in a thread, which is a conversation of its own', async () => {
    await using parley = await Parley.open();
    const thread = parley.general.thread('side talk');
    const reply = await parley.ada.slash('ask', { question: 'Why?' }, { in: thread });
    (await parley.conversations.next()).addText('Because.');
    await reply.shows('Because.');
    assert.deepEqual(parley.conversations.asked[0]?.place, at(thread.id, parley.guild.id, parley.general.id));
  });

  test('asks for a question', async () => {
    await using parley = await Parley.open();
    await assert.rejects(parley.ada.slash('ask'));
  });
});

describe('/reset', () => {
  const open = async () => {
    const parley = await Parley.open();
    return { parley, mod: parley.guild.member('Mod', { permissions: ['ViewChannel', 'ManageMessages'] }) };
  };

  test('forgets the conversation of the channel once it is confirmed', async () => {
    const { parley, mod } = await open();
    await using _ = parley;
    const reply = await mod.slash('reset');
    await reply.shows(sentence({ code: 'reset.confirm' }));
    assert.equal(reply.ephemeral, true);
    assert.deepEqual(parley.conversations.forgotten, []);
    await reply.press(sentence({ code: 'button.reset' }));
    await reply.shows(sentence({ code: 'reset.done' }));
    assert.deepEqual(parley.conversations.forgotten, [parley.general.id]);
    assert.deepEqual(reply.messages[0]?.components, []);
  });

  test('forgets nothing if the person thinks better of it', async () => {
    const { parley, mod } = await open();
    await using _ = parley;
    const reply = await mod.slash('reset');
    await reply.shows(sentence({ code: 'reset.confirm' }));
    await reply.press(sentence({ code: 'button.keep' }));
    await reply.shows(sentence({ code: 'reset.cancelled' }));
    assert.deepEqual(parley.conversations.forgotten, []);
  });

  test('does not say that a conversation was kept that was forgotten meanwhile', async () => {
    const { parley, mod } = await open();
    await using _ = parley;
    parley.conversations.current = { ...parley.conversations.current, startedAt: 1, turns: 2 };
    const [first, second] = [await mod.slash('reset'), await mod.slash('reset')];
    await first.shows(sentence({ code: 'reset.confirm' }));
    await second.shows(sentence({ code: 'reset.confirm' }));
    await first.press(sentence({ code: 'button.reset' }));
    await first.shows(sentence({ code: 'reset.done' }));
    parley.conversations.current = { ...parley.conversations.current, startedAt: undefined, turns: 0 };
    await second.press(sentence({ code: 'button.keep' }));
    await second.shows(sentence({ code: 'reset.meanwhile' }));
  });

  test('says nothing of what it cannot read, and asks all the same', async () => {
    const { parley, mod } = await open();
    await using _ = parley;
    parley.conversations.trouble = new Error('unreadable');
    const reply = await mod.slash('reset');
    await reply.shows(sentence({ code: 'reset.confirm' }));
    await reply.press(sentence({ code: 'button.keep' }));
    await reply.shows(sentence({ code: 'reset.cancelled' }));
  });

  test('is refused to whom may not manage messages', async () => {
    const { parley } = await open();
    await using _ = parley;
    const reply = await parley.ada.slash('reset');
    await reply.shows(sentence({ code: 'reset.not-allowed' }));
    assert.equal(reply.ephemeral, true);
  });

  test('is refused at the button too, to whom pressed it', async () => {
    const { parley, mod } = await open();
    await using _ = parley;
    const reply = await mod.slash('reset');
    await reply.shows(sentence({ code: 'reset.confirm' }));
    const pressed = await reply.press(sentence({ code: 'button.reset' }), parley.ada);
    await pressed.shows(sentence({ code: 'reset.not-allowed' }));
    assert.deepEqual(parley.conversations.forgotten, []);
  });

  test('is anybody’s own affair in a direct message', async () => {
    const { parley } = await open();
    await using _ = parley;
    const reply = await parley.ada.slash('reset', {}, { in: parley.ada.dm });
    await reply.shows(sentence({ code: 'reset.confirm' }));
    await reply.press(sentence({ code: 'button.reset' }));
    await reply.shows(sentence({ code: 'reset.done' }));
    assert.deepEqual(parley.conversations.forgotten, [parley.ada.dm.id]);
  });

  test('keeps its buttons over a restart', async () => {
    const { parley, mod } = await open();
    await using _ = parley;
    const reply = await mod.slash('reset');
    await reply.shows(sentence({ code: 'reset.confirm' }));
    await parley.bot.stop(0);
    await parley.start();
    await reply.press(sentence({ code: 'button.reset' }));
    await reply.shows(sentence({ code: 'reset.done' }));
  });
});

describe('/status', () => {
  const lines = (...texts: Text[]) => texts.map((text) => sentence(text)).join('\n');

  test('tells the asker alone how a conversation is doing', async () => {
    await using parley = await Parley.open();
    parley.conversations.current = {
      connection: 'connected',
      model: 'gemini-test',
      startedAt: 1_767_225_600_000,
      turns: 12,
      waiting: 2,
      lastLatency: 840,
    };
    const reply = await parley.ada.slash('status');
    await reply.until(({ text }) => text);
    assert.equal(reply.ephemeral, true);
    assert.deepEqual(
      reply.text,
      lines(
        { code: 'status.connected' },
        { code: 'status.model', model: 'gemini-test' },
        { code: 'status.begun', at: 1_767_225_600_000 },
        { code: 'status.turns', turns: 12 },
        { code: 'status.queue', waiting: 2 },
        { code: 'status.latency', ms: 840 },
      ),
    );
  });

  test('promises nothing where only the owner can mend it', async () => {
    await using parley = await Parley.open();
    const refusal = { code: 'owner.credits' } as const;
    const model = 'gemini-test';
    parley.conversations.current = { connection: 'resting', refusal, model, turns: 3, waiting: 0 };
    const reply = await parley.ada.slash('status');
    await reply.until(({ text }) => text);
    assert.ok(reply.text.startsWith(lines({ code: 'status.unavailable' }, refusal, { code: 'status.model', model })));
  });

  test('says so when nothing was said yet', async () => {
    await using parley = await Parley.open();
    const reply = await parley.ada.slash('status');
    await reply.until(({ text }) => text);
    assert.equal(
      reply.text,
      lines(
        { code: 'status.idle' },
        { code: 'status.model', model: 'gemini-test' },
        { code: 'status.not-begun' },
        { code: 'status.turns', turns: 0 },
        { code: 'status.queue', waiting: 0 },
        { code: 'status.no-latency' },
      ),
    );
  });

  test('says so when the store can’t be read, and what was said may still be remembered', async () => {
    await using parley = await Parley.open();
    const model = 'gemini-test';
    parley.conversations.current = { connection: 'resting', model, turns: 'unknown', waiting: 0 };
    const reply = await parley.ada.slash('status');
    await reply.until(({ text }) => text);
    assert.equal(
      reply.text,
      lines(
        { code: 'status.idle-remembers' },
        { code: 'status.model', model },
        { code: 'status.unreadable' },
        { code: 'status.turns-unknown' },
        { code: 'status.queue', waiting: 0 },
        { code: 'status.no-latency' },
      ),
    );
  });
});

test('/help names every other command that its reader can use so that it can be clicked on, to them alone', async () => {
  await using parley = await Parley.open();
  const boss = parley.guild.member('Boss', { permissions: 'admin' });
  const reply = await boss.slash('help');
  await reply.until(({ text }) => text);
  assert.equal(reply.ephemeral, true);
  // An entry of a menu can't be clicked on in a text.
  for (const { name, id, type, options = [] } of parley.discord.commands.all) {
    if (name === 'help') continue;
    // A command with subcommands can only be used with one of them.
    const [sub] = options.filter((option) => option.type === 1).map((option) => ` ${option.name}`);
    assert.ok(reply.text.includes(type === 1 ? `</${name}${sub ?? ''}:${id}>` : name), name);
  }
});
