import { languages } from '../../src/text/catalogues.ts';
import { makeLanguages } from '../../src/text/languages.ts';
import type { Scene } from '../scene.ts';

/** Every language that Parley may speak; one is loaded when it's spoken in a call. */
const { to } = makeLanguages(languages, 'en');

/**
 * Whether Parley has to be spoken to by name in the call that it's in. Nothing but the notice that people read says so: commands,
 * buttons, settings and the number of people can change it.
 */
export const needsName = ({ guild, world }: Scene): boolean => {
  const { bot, channels } = world.discord;
  if (!guild.voiceChannelOf(bot)) return false;
  const say = to(guild.preferredLocale);
  const byName = [say({ code: 'panel.answers-name' }), say({ code: 'panel.answers-name-aloud' })];
  const toAll = [say({ code: 'panel.answers-all' }), say({ code: 'panel.answers-all-aloud' })];
  const notices = [...channels.values()].flatMap(({ messages }) =>
    messages.filter(({ author, deletedAt, text }) => {
      const isNotice = author.id === bot.id && deletedAt === undefined;
      return isNotice && [...byName, ...toAll].some((sentence) => text.includes(sentence));
    }),
  );
  const newest = notices.toSorted((one, other) => (BigInt(one.id) < BigInt(other.id) ? -1 : 1)).at(-1);
  return byName.some((sentence) => newest?.text.includes(sentence));
};
