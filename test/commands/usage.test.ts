import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { NO_TOKENS } from '../../src/base/expense.ts';
import { PARLEY, type Tally } from '../../src/budget/account.ts';
import { DOLLAR } from '../../src/budget/price.ts';
import { listDays, type UsageDay } from '../../src/budget/usage.ts';
import type { Reply } from '../../world/discord/reply.ts';
import { Parley } from '../discord/stage.ts';
import { sentence } from '../sentences.ts';

const tallyOf = (dollars: number, estimated = false): Tally => ({
  kinds: { ...NO_TOKENS, soundOut: Math.round((dollars / 12) * 1e6) },
  nano: dollars * DOLLAR,
  turns: 1,
  estimated,
});

/** A server in which Ada and Bob have spent something in two channels, yesterday and today. */
const open = async () => {
  const parley = await Parley.open();
  const games = parley.guild.text('games');
  const [bob, boss] = [parley.guild.member('Bob'), parley.guild.member('Boss', { permissions: ['ManageGuild'] })];
  const { ada, general, guild } = parley;
  const [yesterday = '', today = ''] = listDays(parley.clock.wall(), 2);
  const days: UsageDay[] = [
    { day: yesterday, account: { channels: { [general.id]: { [ada.id]: tallyOf(1) } } } },
    {
      day: today,
      account: {
        channels: {
          [general.id]: { [ada.id]: tallyOf(0.5), [PARLEY]: tallyOf(0.004, true) },
          [games.id]: {
            [bob.id]: { ...tallyOf(2.25), decisions: { count: 31, nano: 1_300_000, textIn: 0, soundIn: 0 } },
          },
        },
      },
    },
  ];
  parley.usage.spent.set(guild.id, days);
  return { parley, ada, bob, boss, general, games };
};

const textOf = async (reply: Reply): Promise<string> => {
  await reply.until(({ messages }) => messages.some(({ text }) => text !== ''));
  return reply.messages.at(-1)?.text ?? '';
};

describe('/usage', () => {
  test('shows who manages the server today, the month, members and channels, and only to them', async () => {
    const { parley, ada, bob, boss, general, games } = await open();
    await using _ = parley;
    const reply = await boss.slash('usage');
    const text = await textOf(reply);
    assert.equal(reply.ephemeral, true);
    assert.match(text, /^What Parley has cost in this server:\n- Today: ≈ \$2\.75 for 3 questions/);
    assert.match(text, /- of that, deciding whether I was meant: less than \$0\.01 for 31 sentences in calls\n/);
    assert.ok(text.indexOf(`<@${bob.id}>: $2.25`) < text.indexOf(`<@${ada.id}>: $`), text);
    assert.match(text, /my own notes and greetings: ≈ less than \$0\.01/);
    assert.ok(text.includes(`<#${games.id}>: $2.25`) && text.includes(`<#${general.id}>: ≈ $`), text);
    assert.match(text, /≈ marks an estimate/);
  });

  test('tells what proxies spent for people whom nobody knows in one line, with no names that Discord doesn’t know', async () => {
    const { parley, boss, general } = await open();
    await using _ = parley;
    const [day] = listDays(parley.clock.wall(), 1);
    // An older account has one for each name.
    const members = { 'proxy-77': tallyOf(1), 'proxy-78': tallyOf(2), 'proxy:abc': tallyOf(0.25) };
    parley.usage.spent.set(parley.guild.id, [{ day: day ?? '', account: { channels: { [general.id]: members } } }]);
    const text = await textOf(await boss.slash('usage'));
    assert.match(text, /- messages of bots that speak for people: \$3\.25 for 3 questions/);
    assert.doesNotMatch(text, /proxy/);
  });

  test('shows a member only what they have spent themselves', async () => {
    const { parley, ada, bob, games } = await open();
    await using _ = parley;
    const text = await textOf(await ada.slash('usage'));
    assert.match(text, /^What your questions have cost here:\n- Today: \$0\.50 for 1 question\n/);
    assert.doesNotMatch(text, /deciding/);
    assert.ok(!text.includes(bob.id) && !text.includes(games.id) && !text.includes('2.25'), text);
  });

  test('refuses a member who asks for everyone’s, and who lost the right before they pressed the button', async () => {
    const { parley, ada } = await open();
    await using _ = parley;
    const refused = sentence({ code: 'usage.not-allowed' });
    const managers = parley.guild.role('Managers', { permissions: ['ManageGuild'] });
    const boss = parley.guild.member('Former boss');
    boss.gets(managers);
    await (await ada.slash('usage', { whose: 'server' })).shows(refused);
    await (await ada.slash('usage', { whose: 'server', picture: true })).shows(refused);
    const shown = await boss.slash('usage');
    await textOf(shown);
    const [message] = shown.messages;
    assert.ok(message);
    boss.loses(managers);
    await (await boss.press(message, 'usage:picture:server')).shows(refused);
  });

  test('shows somebody who manages the server their own if they want that', async () => {
    const { parley, boss } = await open();
    await using _ = parley;
    const text = await textOf(await boss.slash('usage', { whose: 'me' }));
    assert.match(text, /^What your questions have cost here:\n- Today: \$0\.00 for 0 questions/);
  });

  test('shows what limits leave, but not the operator’s', async () => {
    const { parley, boss } = await open();
    await using _ = parley;
    const until = 1_767_225_600_000;
    parley.usage.caps = [
      { cap: { scope: 'server', unit: 'usd', period: 'day', limit: 5 * DOLLAR }, spent: 1.25 * DOLLAR, until },
      { cap: { scope: 'channel', unit: 'tokens', period: 'month', limit: 200_000 }, spent: 250_000, until },
      { cap: { scope: 'member', unit: 'usd', period: 'day', limit: 2 * DOLLAR }, spent: 0.5 * DOLLAR, until },
      { cap: { scope: 'process', unit: 'usd', period: 'day', limit: 77 * DOLLAR }, spent: 0, until },
    ];
    const text = await textOf(await boss.slash('usage'));
    assert.match(text, /for this server: \$3\.75 of \$5\.00; all of it again at <t:1767225600:t>/);
    assert.match(text, /for this channel: 0 of 200,000 tokens/);
    assert.doesNotMatch(text, /77/);
    // Who manages the server has limits of their own, too.
    assert.match(text, /for you: \$1\.50 of \$2\.00/);
  });

  test('names the dearest and sums up the others', async () => {
    const { parley, boss, general } = await open();
    await using _ = parley;
    const [today = ''] = listDays(parley.clock.wall(), 1);
    const members = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`${1_000 + n}`, tallyOf(30 - n)]));
    parley.usage.spent.set(parley.guild.id, [{ day: today, account: { channels: { [general.id]: members } } }]);
    const text = await textOf(await boss.slash('usage'));
    assert.match(text, /<@1000>: \$30\.00/);
    assert.match(text, /<@1007>: \$23\.00[^\n]*\n- 22 more: \$253\.00/);
    assert.ok(text.length <= 2_000);
  });

  test('draws the last days when asked, with words for those who can’t see it', async () => {
    const { parley, boss } = await open();
    await using _ = parley;
    const shown = await boss.slash('usage');
    await textOf(shown);
    const [message] = shown.messages;
    assert.ok(message);
    const reply = await boss.press(message, 'usage:picture:server');
    await reply.until(({ messages }) => messages.some(({ files }) => files.length > 0));
    const [file] = reply.messages.flatMap(({ files }) => files);
    assert.ok(file);
    const { format, width } = await sharp(file.content).metadata();
    assert.deepEqual([format, width, reply.ephemeral], ['png', 1_200, true]);
    assert.match(
      file.description ?? '',
      /^A bar for each of 2 days: \$3\.75 in all\. The most was \$2\.75 on \w+ \d+, 20\d\d\.$/,
    );
    assert.match(reply.messages.at(-1)?.text ?? '', /1: what I heard, .* 7: searches/);
  });

  test('sends a spreadsheet of who may see what when asked', async () => {
    const { parley, ada, boss, general, games } = await open();
    await using _ = parley;
    const csvOf = async (who: typeof ada, whose: string) => {
      const shown = await who.slash('usage');
      await textOf(shown);
      const [message] = shown.messages;
      assert.ok(message);
      const reply = await who.press(message, `usage:csv:${whose}`);
      await textOf(reply);
      assert.equal(reply.ephemeral, true);
      return String(reply.messages.flatMap(({ files }) => files)[0]?.content ?? reply.messages.at(-1)?.text);
    };
    const all = (await csvOf(boss, 'server')).split('\r\n');
    assert.match(all[0] ?? '', /^day,home,channel,member,turns,/);
    assert.equal(all.length, 1 + 4 + 1);
    assert.ok(all.some((line) => line.includes(`,${parley.guild.id},${games.id},`)));
    const own = (await csvOf(ada, 'me')).split('\r\n').slice(1, -1);
    assert.equal(own.length, 2);
    for (const line of own) assert.ok(line.includes(`,${general.id},${ada.id},1,`), line);
    await assert.rejects(csvOf(ada, 'server'), /has no "usage:csv:server"/);
  });

  test('tells in direct messages what was spent there, and nothing of a server', async () => {
    const { parley, ada } = await open();
    await using _ = parley;
    const { dm } = ada;
    const [today = ''] = listDays(parley.clock.wall(), 1);
    parley.usage.spent.set(dm.id, [{ day: today, account: { channels: { [dm.id]: { [ada.id]: tallyOf(0.25) } } } }]);
    const reply = await ada.slash('usage', {}, { in: dm });
    assert.match(await textOf(reply), /^What your questions have cost here:\n- Today: \$0\.25 for 1 question\n/);
    const refused = await ada.slash('usage', { whose: 'server' }, { in: dm });
    assert.equal(await textOf(refused), sentence({ code: 'usage.not-allowed' }));
    const [message] = reply.messages;
    assert.ok(message);
    const file = await ada.press(message, 'usage:csv:me');
    await textOf(file);
    assert.match(
      String(file.messages.flatMap(({ files }) => files)[0]?.content),
      new RegExp(`,${dm.id},${dm.id},${ada.id},`),
    );
  });

  test('loads nothing that draws before somebody asks for a picture', () => {
    const graph = fileURLToPath(new URL('../../commands/usage-summary.ts', import.meta.url));
    const trace = execFileSync(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `
      import { registerHooks } from 'node:module';
      const seen = [];
      registerHooks({ load(url, context, next) { seen.push(url); return next(url, context); } });
      await import(${JSON.stringify(graph)});
      console.log(seen.filter((url) => /usage-picture|usage-csv|raster|png/.test(url)).length, seen.length > 3);
    `,
      ],
      { encoding: 'utf8' },
    );
    assert.match(trace, /^0 true$/m);
  });
});
