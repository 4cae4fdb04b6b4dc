import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnBot } from '../../world/bot-process.ts';
import type { Channel } from '../../world/discord/channel.ts';
import { flatten } from '../../world/discord/component-limits.ts';
import type { Message } from '../../world/discord/message.ts';
import { speech } from '../../world/discord/voice/signals.ts';
import type { LocalConnection } from '../../world/live/connection.ts';
import type { Script } from '../../world/live/script.ts';
import { drop, say, sayHeard } from '../../world/live/steps.ts';
import { World } from '../../world/world.ts';
import { makeReadable } from '../readable.ts';
import { draw, type PictureMessage } from './svg.ts';

/** What the model answers, by a word in the question. */
const ANSWERS: readonly (readonly [RegExp, string])[] = [
  [/capital/, 'Brasília. It has been the capital since 1960; before that it was Rio de Janeiro.'],
  [
    /[Ww]ho designed/,
    'Bob, the plan of Brasília is by Lúcio Costa, and most of its great buildings are by Oscar Niemeyer.',
  ],
];

/** What people say in the call, and what is answered. */
const SPOKEN = { asked: 'How long do I boil an egg?', answered: 'Six minutes for a soft one, ten for a hard one.' };

const BROKEN =
  'A sourdough begins with flour and water. Stir 50 g of each in a jar, cover it, and wait a day. From then on,';

const model: Script<LocalConnection> = ({ text }) => {
  if (/bread/.test(text)) return [say(BROKEN), drop];
  const found = ANSWERS.find(([word]) => word.test(text));
  return found ? [say(found[1])] : [sayHeard(SPOKEN.asked), say(SPOKEN.answered)];
};

/**
 * Has the real bot answer, break off and join a call in a world of its own, and draws what people see: the README's
 * pictures, by file name. Everything in them is what the bot wrote, except the model's words.
 */
export const drawPictures = async (): Promise<Record<string, string>> => {
  const folder = await mkdtemp(join(tmpdir(), 'parley-pictures-'));
  await using _folder = { [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
  await using world = await World.open({ voice: true, model });
  const { discord, live } = world;
  const guild = discord.guild('Workshop');
  const [general, cooking, voice] = [guild.text('general'), guild.text('cooking'), guild.text('voice')];
  const lounge = guild.voice('Lounge');
  const [ada, bob] = [guild.member('Ada'), guild.member('Bob')];
  await using bot = spawnBot({ discord, live, store: `sqlite://${join(folder, 'pictures.sqlite')}` });
  await bot.ready;

  const asked = await ada.slash('ask', { question: 'What is the capital of Brazil?' }, { in: general });
  await asked.shows(/Rio de Janeiro/);
  await bob.says('@Parley Who designed it?', { in: general });
  await general.shows(/Niemeyer/);

  const broken = await ada.slash('ask', { question: 'How do I bake bread?' }, { in: cooking });
  await broken.until(({ messages }) => messages.some((message) => labels(message).includes('Continue')));

  ada.joins(lounge);
  const joined = await ada.slash('join', { captions: 'all' }, { in: voice });
  await joined.shows(/^I’m in/);
  await discord.voice.connected(lounge);
  await ada.speaks(speech(600));
  await voice.shows(new RegExp(SPOKEN.answered.slice(0, 20)));
  await voice.until(({ messages }) => messages.some(({ text }) => text.includes(SPOKEN.answered)));
  return {
    'ask.svg': picture('Two questions, and their answers', general),
    'continue.svg': picture('An answer that broke off, with the button Continue', cooking),
    'call.svg': picture('The notice of a call with its buttons, and a spoken question with its answer', voice),
  };
};

const labels = (message: Message): string[] => flatten(message.components).flatMap(({ label }) => label ?? []);

const picture = (title: string, { messages }: Channel): string =>
  draw(title, messages.filter(({ ephemeral }) => !ephemeral).map(toPictureMessage));

const toPictureMessage = (message: Message): PictureMessage => {
  const { author, interaction, channel, createdAt } = message;
  const { bot, users, channels } = channel.world;
  return {
    author: author.name,
    isBot: author.id === bot.id,
    used: interaction?.name === undefined ? undefined : { by: interaction.member.name, command: interaction.name },
    text: makeReadable(message.text, createdAt, {
      person: (id) => users.get(id)?.name,
      channel: (id) => channels.get(id)?.name,
    }),
    buttons: flatten(message.components).flatMap(({ label, style = 2 }) => (label ? [{ label, style }] : [])),
  };
};
