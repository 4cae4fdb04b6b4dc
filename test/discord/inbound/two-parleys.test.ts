import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openAccess } from '../../../src/access/access.ts';
import { BotLoops } from '../../../src/access/bot-loops.ts';
import type { Member } from '../../../world/discord/member.ts';
import type { Message } from '../../../world/discord/message.ts';
import { FixedSettings } from '../../fixed-settings.ts';
import { OPEN, Parley } from '../stage.ts';

/** One Parley that answers whatever it's asked at once, and the other one as the bot that it meets in its channel. */
type Side = { parley: Parley; other: Member; shown: Set<Message> };

const open = async (): Promise<Side> => {
  const settings = new FixedSettings({ bots: 'named' });
  const loops = new BotLoops();
  const stages = { ...OPEN, access: openAccess({ settings, loops }) };
  const noteHuman = (channel: string) => loops.noteHuman(channel);
  const parley = await Parley.open({ settings, stages, noteHuman, readsContent: true });
  const other = parley.guild.member('Other', { bot: true });
  settings.values = { bots: 'named', 'bots.named': [other.id] };
  parley.conversations.onTurn = (_, turn) => {
    turn.addText(`@Parley, that is answer ${parley.conversations.asked.length + 1}.`);
    turn.finish({ is: 'complete' });
  };
  return { parley, other, shown: new Set() };
};

/** What a Parley wrote in its channel is said in the other's, by the bot that it is there. Returns whether there was anything. */
const mirror = async (from: Side, to: Side): Promise<boolean> => {
  const { general, discord } = from.parley;
  const news = general.messages.filter((one) => one.author.id === discord.bot.id && !from.shown.has(one));
  for (const message of news) {
    from.shown.add(message);
    await to.other.says(message.text, { in: to.parley.general });
  }
  return news.length > 0;
};

/** Lets both talk until nothing more comes of it. */
const talk = async (one: Side, two: Side): Promise<void> => {
  for (let quiet = 0; quiet < 3; ) {
    for (const { parley } of [one, two]) await parley.during(parley.clock.sleep(5_000));
    const moved = [await mirror(one, two), await mirror(two, one)];
    quiet = moved.includes(true) ? 0 : quiet + 1;
  }
};

const countBots = ({ parley }: Side): number =>
  parley.conversations.asked.filter(({ person }) => person.name === 'Other').length;

test('two Parleys that may ask each other stop after five turns each, until a person writes', async () => {
  const [one, two] = [await open(), await open()];
  await using _ = one.parley;
  await using __ = two.parley;
  const { ada } = one.parley;
  await ada.says('@Parley hello');
  await talk(one, two);
  assert.deepEqual([countBots(one), countBots(two)], [5, 5]);
  // Both are in the channel in which a person now writes, to nobody in particular.
  await ada.says('are you done?');
  await two.parley.ada.says('are you done?');
  await talk(one, two);
  assert.deepEqual([countBots(one), countBots(two)], [5, 5]);
  await ada.says('@Parley go on');
  await talk(one, two);
  assert.deepEqual([countBots(one), countBots(two)], [10, 10]);
});
