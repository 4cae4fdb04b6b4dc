import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openAccess } from '../../../src/access/access.ts';
import { BotLoops } from '../../../src/access/bot-loops.ts';
import type { SettingValues } from '../../../src/settings/setting-table.ts';
import { PluralKit } from '../../../world/discord/plural-kit.ts';
import { FixedSettings } from '../../fixed-settings.ts';
import { OPEN, Parley } from '../stage.ts';

/** A bot that goes by the real rules, with these settings everywhere; `readsContent` is off unless a test says so. */
const open = async (
  values: Partial<SettingValues> = {},
  { readsContent = false, readAskers }: { readsContent?: boolean; readAskers?: () => Promise<string[]> } = {},
) => {
  const settings = new FixedSettings(values);
  const loops = new BotLoops();
  const stages = { ...OPEN, access: openAccess({ settings, loops, ...(readAskers && { readAskers }) }) };
  const noteHuman = (channel: string) => loops.noteHuman(channel);
  const parley = await Parley.open({ settings, stages, readsContent, noteHuman });
  return { parley, settings, set: (more: Partial<SettingValues>) => Object.assign(settings.values, more) };
};

const heads = ({ conversations }: Parley) =>
  conversations.asked.flatMap(({ person, text }) => (text.startsWith('seen') ? [] : [`${person.name}: ${text}`]));

/** Resolves once everything has been looked at that came so far: a question that comes after it was asked. */
const seen = async (parley: Parley) => {
  const elsewhere = parley.guild.text('elsewhere');
  const text = `seen in ${elsewhere.id}`;
  await parley.guild.member('Sentry').says(`@Parley ${text}`, { in: elsewhere });
  await parley.during(parley.conversations.heard(text));
};

describe('other bots', () => {
  test('are not heard unless they are named and the owner allows that', async () => {
    const { parley, set } = await open();
    await using _ = parley;
    const robot = parley.guild.member('Robot', { bot: true });
    await robot.says('@Parley one');
    await seen(parley);
    set({ 'bots.named': [robot.id] });
    await robot.says('@Parley two');
    await seen(parley);
    set({ bots: 'named', 'bots.named': [parley.ada.id] });
    await robot.says('@Parley three');
    await seen(parley);
    set({ 'bots.named': [robot.id] });
    await robot.says('@Parley four');
    await parley.during(parley.conversations.heard('four'));
    await seen(parley);
    assert.deepEqual(heads(parley), ['Robot: four']);
    const own = parley.general.messages.filter(({ author }) => author.id === parley.discord.bot.id);
    assert.deepEqual(own, []);
  });

  test('are heard by their webhook or its application', async () => {
    const { parley, set } = await open({ bots: 'named' });
    await using _ = parley;
    const robot = parley.guild.member('Robot', { bot: true });
    const webhook = parley.general.webhook(robot);
    const other = parley.general.webhook();
    set({ 'bots.named': [robot.id] });
    webhook.says('News', '@Parley one');
    other.says('News', '@Parley no');
    other.says('Robot', '@Parley no, whatever the name');
    await parley.during(parley.conversations.heard('one'));
    await seen(parley);
    set({ 'bots.named': [other.id] });
    webhook.says('News', '@Parley no');
    other.says('News', '@Parley two');
    await parley.during(parley.conversations.heard('two'));
    await seen(parley);
    assert.deepEqual(heads(parley), ['News: one', 'News: two']);
  });

  test('are answered five times in a row, until a person writes in the channel', async () => {
    const { parley, set } = await open({ bots: 'named' });
    await using _ = parley;
    const robot = parley.guild.member('Robot', { bot: true });
    set({ 'bots.named': [robot.id] });
    for (const number of [1, 2, 3, 4, 5, 6, 7]) await robot.says(`@Parley ${number}`);
    await parley.during(parley.conversations.heard('5'));
    await seen(parley);
    assert.equal(heads(parley).filter((text) => text.startsWith('Robot')).length, 5);
    // What people write elsewhere changes nothing here, but any word of theirs in this channel does.
    await robot.says('@Parley 8');
    await seen(parley);
    await parley.ada.says('so many robots');
    await robot.says('@Parley 9');
    await parley.during(parley.conversations.heard('9'));
    assert.ok(!heads(parley).includes('Robot: 8'));
  });

  test('are counted from the stored turns after a start, and not answered while those cannot be read', async () => {
    const askers: string[] = [];
    let isAway = true;
    const { parley, set } = await open(
      { bots: 'named' },
      {
        readAskers: async () => {
          if (isAway) throw new Error('no connection');
          return askers;
        },
      },
    );
    await using _ = parley;
    const robot = parley.guild.member('Robot', { bot: true });
    set({ 'bots.named': [robot.id] });
    await robot.says('@Parley 1');
    await seen(parley);
    isAway = false;
    askers.push(robot.id, robot.id, parley.ada.id, robot.id, robot.id, robot.id);
    for (const number of [2, 3, 4]) await robot.says(`@Parley ${number}`);
    await parley.during(parley.conversations.heard('3'));
    await seen(parley);
    assert.deepEqual(heads(parley), ['Robot: 2', 'Robot: 3']);
  });

  test('are never Parley itself, even if somebody has named it', async () => {
    const { parley, set } = await open({ bots: 'named', unmentioned: true }, { readsContent: true });
    await using _ = parley;
    set({ 'bots.named': [parley.discord.bot.id] });
    await parley.ada.says('hello');
    const turn = await parley.conversations.next();
    turn.addText(`I am <@${parley.discord.bot.id}>.`);
    turn.finish({ is: 'complete' });
    await parley.during(parley.general.shows(/^I am/));
    await seen(parley);
    assert.deepEqual(heads(parley), ['Ada: hello']);
  });

  test('have to call Parley where people need not', async () => {
    const { parley, set } = await open({ bots: 'named', unmentioned: true }, { readsContent: true });
    await using _ = parley;
    const robot = parley.guild.member('Robot', { bot: true });
    set({ 'bots.named': [robot.id] });
    await robot.says('beep');
    await robot.says('@Parley beep');
    await parley.during(parley.conversations.heard('beep'));
    assert.deepEqual(heads(parley), ['Robot: beep']);
  });
});

describe('what a proxy repeats', () => {
  test('is answered under its name, and the deleted original is not', async () => {
    const { parley, set } = await open();
    await using _ = parley;
    const kit = new PluralKit(parley.guild);
    set({ proxies: [kit.id] });
    const original = await parley.ada.says('Luna: @Parley hello');
    const proxied = await parley.during(kit.proxies(original, 'Luna'));
    const turn = await parley.during(parley.conversations.next());
    turn.addText('Hello, Luna.');
    turn.finish({ is: 'complete' });
    const answer = await parley.during(parley.general.shows('Hello, Luna.'));
    assert.equal(answer.replyTo, proxied);
    await seen(parley);
    assert.deepEqual(heads(parley), ['Luna: hello']);
    assert.equal(parley.conversations.asked[0]?.person.id, parley.ada.id);
  });

  test('is answered if the original was deleted first', async () => {
    const { parley, set } = await open();
    await using _ = parley;
    const kit = new PluralKit(parley.guild, 'Tupperbox');
    set({ proxies: [kit.id] });
    const original = await parley.ada.says('Luna: @Parley hello');
    kit.deletes(original);
    kit.repeats(original, 'Luna');
    await parley.during(parley.conversations.heard('hello'));
    await seen(parley);
    assert.deepEqual(heads(parley), ['Luna: hello']);
  });

  test('is no more than that of any webhook where the owner has not allowed it, and the original is answered', async () => {
    const { parley } = await open();
    await using _ = parley;
    const kit = new PluralKit(parley.guild);
    const original = await parley.ada.says('Luna: @Parley hello');
    kit.repeats(original, 'Luna');
    await parley.during(parley.conversations.heard('Luna: hello'));
    await seen(parley);
    assert.deepEqual(heads(parley), ['Ada: Luna: hello']);
  });

  test('has the rights of whose message was deleted, not of who wrote the same words', async () => {
    const { parley, set } = await open();
    await using _ = parley;
    const kit = new PluralKit(parley.guild);
    const eve = parley.guild.member('Eve');
    set({ proxies: [kit.id], 'access.members-denied': [eve.id] });
    await parley.ada.says('@Parley hello');
    const original = await eve.says('Luna: @Parley hello');
    await parley.during(kit.proxies(original, 'Luna'));
    await parley.during(parley.conversations.heard('hello'));
    await parley.during(parley.logged('something was refused'));
    assert.deepEqual(heads(parley), ['Ada: hello']);
  });

  test('has nobody’s rights if somebody else’s same words were deleted first', async () => {
    const { parley, set } = await open();
    await using _ = parley;
    const kit = new PluralKit(parley.guild);
    const eve = parley.guild.member('Eve');
    set({ proxies: [kit.id], 'access.members-denied': [eve.id] });
    const hers = await parley.ada.says('well, @Parley hello');
    kit.deletes(hers);
    const original = await eve.says('Luna: @Parley hello');
    await parley.during(kit.proxies(original, 'Luna'));
    await parley.during(parley.clock.sleep(5_000));
    await seen(parley);
    assert.deepEqual(heads(parley), []);
  });

  test('by nobody known has no rights: any list of people keeps it out', async () => {
    const { parley, set } = await open();
    await using _ = parley;
    const kit = new PluralKit(parley.guild);
    set({ proxies: [kit.id] });
    const webhook = kit.webhookOf(parley.general);
    webhook.says('Luna', '@Parley one');
    await parley.during(parley.conversations.heard('one'));
    for (const list of ['access.members', 'access.members-denied', 'access.roles', 'access.roles-denied'] as const) {
      set({ [list]: [parley.ada.id] });
      webhook.says('Ada', '@Parley two');
      await parley.during(parley.logged('something was refused'));
      parley.logs.length = 0;
      set({ [list]: [] });
    }
    webhook.says('Luna', '@Parley three');
    await parley.during(parley.conversations.heard('three'));
    assert.deepEqual(heads(parley), ['Luna: one', 'Luna: three']);
    const [one, three] = parley.conversations.asked;
    assert.equal(one?.person.id, three?.person.id);
    assert.match(`${one?.person.id}`, /^proxy-\d+-/);
  });

  test('leaves a message that stays to be answered, a little later', async () => {
    const { parley, set } = await open();
    await using _ = parley;
    set({ proxies: [new PluralKit(parley.guild).id] });
    await parley.ada.says('@Parley hello');
    await parley.discord.until(({ requests }) => requests.length > 0);
    assert.deepEqual(heads(parley), []);
    await parley.during(parley.conversations.heard('hello'));
    assert.deepEqual(heads(parley), ['Ada: hello']);
  });

  test('and then edits is asked in the new words as long as it waits', async () => {
    const { parley, set } = await open();
    await using _ = parley;
    const kit = new PluralKit(parley.guild);
    set({ proxies: [kit.id] });
    const original = await parley.ada.says('Luna: @Parley hello');
    const proxied = kit.repeats(original, 'Luna');
    proxied.edit({ content: `<@${parley.discord.bot.id}> good morning` });
    kit.deletes(original);
    await parley.during(parley.conversations.next());
    assert.deepEqual(heads(parley), ['Luna: good morning']);
  });
});
