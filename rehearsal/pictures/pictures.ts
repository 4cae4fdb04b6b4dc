import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnBot } from '../../world/bot-process.ts';
import type { Channel } from '../../world/discord/channel.ts';
import { type Component, flatten } from '../../world/discord/component-limits.ts';
import type { Discord } from '../../world/discord/discord.ts';
import type { Guild } from '../../world/discord/guild.ts';
import type { Member } from '../../world/discord/member.ts';
import type { Message } from '../../world/discord/message.ts';
import { speech } from '../../world/discord/voice/signals.ts';
import type { LocalConnection } from '../../world/live/connection.ts';
import type { Script } from '../../world/live/script.ts';
import { drop, say, sayHeard, write as writeDown } from '../../world/live/steps.ts';
import { World } from '../../world/world.ts';
import { makeReadable } from '../readable.ts';
import { makeVoiceNote } from '../voice-note.ts';
import { draw, type PictureMessage } from './svg.ts';

/** What the model answers, by a word in the question. */
const ANSWERS: readonly (readonly [RegExp, string])[] = [
  [/capital/, 'Brasília. It has been the capital since 1960; before that it was Rio de Janeiro.'],
  [
    /[Ww]ho designed/,
    'Bob, the plan of Brasília is by Lúcio Costa, and most of its great buildings are by Oscar Niemeyer.',
  ],
  [
    /build fail/,
    'The third line of build.log tells: ENOSPC, so the disk of the build machine is full. Empty its cache, and run it again.',
  ],
  [/voice message/, 'Old container images and log files, most of all. Both grow until something deletes them.'],
  [
    /plain words/,
    'It looks good to Bob. As far as he remembers it’s due by the end of the day, so nobody needs to hurry before then.',
  ],
];

/** What is asked with a file, and then by a voice message. */
const LOG = [
  '19:02:11 npm ci',
  '19:02:48 node --test',
  '19:03:30 Error: ENOSPC: no space left on device, write',
  '19:03:30 exit 1',
].join('\n');

/** What people say in the call, and what is answered. */
const SPOKEN = { asked: 'How long do I boil an egg?', answered: 'Six minutes for a soft one, ten for a hard one.' };

const BROKEN =
  'A sourdough begins with flour and water. Stir 50 g of each in a jar, cover it, and wait a day. From then on,';

/** What the model writes instead of saying it, and what it says about that. */
const TABLE = [
  '| Flour | Water | Time |',
  '| --- | ---: | ---: |',
  '| white wheat | 60 % | 4 h |',
  '| whole wheat | 70 % | 3 h |',
  '| rye | 80 % | 2 h |',
].join('\n');

const model: Script<LocalConnection> = ({ text }) => {
  if (/flour/.test(text))
    return [say('Here it is, for each flour. '), writeDown(TABLE), say('Darker flour drinks more and rises faster.')];
  if (/bread/.test(text)) return [say(BROKEN), drop];
  const found = ANSWERS.find(([word]) => word.test(text));
  return found ? [say(found[1])] : [sayHeard(SPOKEN.asked), say(SPOKEN.answered)];
};

/** A server with two people in it, and the bot. */
type Stage = { discord: Discord; guild: Guild; ada: Member; bob: Member };

/** People do something in a channel of its own; resolves with what is to be seen, once all of it is there. */
type PlayScene = (stage: Stage) => Promise<Pick<Channel, 'messages'>>;

const askTwice: PlayScene = async ({ guild, ada, bob }) => {
  const channel = guild.text('general');
  const asked = await ada.slash('ask', { question: 'What is the capital of Brazil?' }, { in: channel });
  await asked.shows(/Rio de Janeiro/);
  await bob.says('@Parley Who designed it?', { in: channel });
  await channel.shows(/Niemeyer/);
  return channel;
};

const askAboutMessage: PlayScene = async ({ guild, ada, bob }) => {
  const channel = guild.text('planning');
  const terse = await bob.says('LGTM. IIRC the ETA is EOD, so no need to rush it before then.', { in: channel });
  const form = await ada.menu('Ask about this', terse);
  await (await ada.submit(form, { question: 'What does this mean in plain words?' })).shows(/hurry/);
  return channel;
};

const sendFiles: PlayScene = async ({ guild, ada }) => {
  const channel = guild.text('builds');
  const log = { name: 'build.log', content: Buffer.from(LOG) };
  await ada.says('@Parley Why did the build fail?', { in: channel, files: [log] });
  const replyTo = await channel.shows(/ENOSPC/);
  const { ogg, seconds, waveform } = await makeVoiceNote(speech(2_600));
  await ada.sendsVoice(ogg, { in: channel, replyTo, durationSeconds: seconds, waveform });
  await channel.shows(/container images/);
  return channel;
};

const askForVoice: PlayScene = async ({ guild, ada }) => {
  const channel = guild.text('trivia');
  await ada.slash('ask', { question: 'What is the capital of Brazil?', voice: 'message' }, { in: channel });
  await channel.until(({ messages }) => messages.some(({ voice }) => voice));
  return channel;
};

const askForTable: PlayScene = async ({ guild, ada }) => {
  const channel = guild.text('baking');
  const asked = await ada.slash(
    'ask',
    { question: 'How much water does each flour need, and for how long?' },
    { in: channel },
  );
  await asked.shows(/faster/);
  await asked.until(({ messages }) => messages.some((message) => labels(message).includes('Ask again')));
  return channel;
};

const breakOff: PlayScene = async ({ guild, ada }) => {
  const channel = guild.text('cooking');
  const broken = await ada.slash('ask', { question: 'How do I bake bread?' }, { in: channel });
  await broken.until(({ messages }) => messages.some((message) => labels(message).includes('Continue')));
  return channel;
};

const talk: PlayScene = async ({ discord, guild, ada }) => {
  const [channel, lounge] = [guild.text('voice'), guild.voice('Lounge')];
  ada.joins(lounge);
  const joined = await ada.slash('join', { captions: 'all' }, { in: channel });
  await joined.shows(/^I’m in/);
  await discord.voice.connected(lounge);
  await ada.speaks(speech(600));
  await channel.shows(new RegExp(SPOKEN.answered.slice(0, 20)));
  await channel.until(({ messages }) => messages.some(({ text }) => text.includes(SPOKEN.answered)));
  return channel;
};

/** The panel is for the person who opened it alone, so it's in no channel. */
const openSettings: PlayScene = async ({ guild }) => {
  const channel = guild.text('settings');
  const owner = guild.member('Olga', { permissions: 'admin' });
  const set = await owner.slash(
    'settings set',
    { setting: 'character', value: 'A patient librarian. Short answers.' },
    { in: channel },
  );
  await set.shows(/Character/);
  const panel = await owner.slash('settings panel', {}, { in: channel });
  await panel.shows(/Voice and character/);
  await panel.select('settings:group:s', ['voice']);
  await panel.shows(/Time zone/);
  return { messages: panel.messages };
};

/** What the README shows: each picture's title, and what happens in it. */
const SCENES: Record<string, [title: string, play: PlayScene]> = {
  'ask.svg': ['Two questions, and their answers', askTwice],
  'files.svg': ['A file and a voice message, and their answers', sendFiles],
  'about.svg': ['A message, and what it means in plain words', askAboutMessage],
  'write.svg': ['An answer with a table between two sentences', askForTable],
  'listen.svg': ['An answer with the buttons Listen and Ask again, and the same as a voice message', askForVoice],
  'continue.svg': ['An answer that broke off, with the button Continue', breakOff],
  'settings.svg': ['The settings of a server, with where each comes from, and buttons to edit them', openSettings],
  'call.svg': ['The notice of a call with its buttons, and a spoken question with its answer', talk],
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
  const stage = { discord, guild, ada: guild.member('Ada'), bob: guild.member('Bob') };
  await using bot = spawnBot({ discord, live, store: `sqlite://${join(folder, 'pictures.sqlite')}` });
  await bot.ready;
  const channels: [name: string, title: string, seen: Pick<Channel, 'messages'>][] = [];
  for (const [name, [title, play]] of Object.entries(SCENES)) channels.push([name, title, await play(stage)]);
  return Object.fromEntries(channels.map(([name, title, channel]) => [name, picture(title, channel)]));
};

/** The type of messages that answer a command of a menu (Discord docs, resources/message, "Message types"). */
const MENU = 23;

const labels = (message: Message): string[] => flatten(message.components).flatMap(({ label }) => label ?? []);

const picture = (title: string, { messages }: Pick<Channel, 'messages'>): string =>
  // What only one person sees is in no channel.
  draw(title, messages.map(toPictureMessage));

/** A command as Discord names it above its answer: those of menus have no slash. */
const formatCommand = ({ type, interaction }: Message): string =>
  type === MENU ? `${interaction?.name}` : `/${interaction?.name}`;

/** The type of menus with options (Discord docs, components/reference). */
const STRING_SELECT = 3;

/** What stands in a menu before it's opened. */
const nameMenu = ({ options = [], placeholder }: Component): string => {
  const chosen = options.find((option) => 'default' in option && option.default);
  return `${chosen?.label ?? placeholder ?? ''} ▾`;
};

const toPictureMessage = (message: Message): PictureMessage => {
  const { author, interaction, channel, replyTo } = message;
  const { bot, users, channels } = channel.world;
  const read = ({ text, createdAt }: Message) =>
    makeReadable(text, createdAt, {
      person: (id) => users.get(id)?.name,
      channel: (id) => channels.get(id)?.name,
    });
  return {
    author: author.name,
    isBot: author.id === bot.id,
    used:
      interaction?.name === undefined ? undefined : { by: interaction.member.name, command: formatCommand(message) },
    answers:
      replyTo && !replyTo.interaction
        ? { author: replyTo.author.name, text: read(replyTo) || 'Voice message' }
        : undefined,
    text: read(message),
    files: message.voice
      ? [{ is: 'voice', seconds: message.voice.seconds, levels: message.voice.waveform }]
      : message.files.map(({ name, content }) => ({ is: 'file', name, size: `${content.length} bytes` })),
    buttons: flatten(message.components).flatMap((one) => {
      const { style = 2 } = one;
      const label = one.type === STRING_SELECT ? nameMenu(one) : one.label;
      return label ? [{ label, style }] : [];
    }),
  };
};
