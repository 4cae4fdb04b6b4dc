import type { File } from '../../world/discord/attachment.ts';
import type { Option } from '../../world/discord/command-limits.ts';
import type { Guild } from '../../world/discord/guild.ts';
import type { OptionValue, OptionValues } from '../../world/discord/options.ts';
import type { Scene } from '../scene.ts';
import type { DeedFiles, DeedTable } from './deed-table.ts';
import type { OptionEntries } from './page/room-protocol.ts';
import type { RoomCast } from './room-cast.ts';
import type { RoomMessages } from './room-messages.ts';
import { RoomRefusal } from './room-refusal.ts';
import type { RoomReplies } from './room-replies.ts';

/** What members do with the bot by commands and components. */
type CommandDeed = 'slash' | 'suggest' | 'menu' | 'press' | 'select' | 'submit' | 'dismiss';

/** The desk's surroundings. */
type CommandScene = { scene: Scene; cast: RoomCast; messages: RoomMessages; replies: RoomReplies };

/** How the field of a form is called that has the files of an option, or of a field of the bot's form. */
const FILE = /^file:/;

/** Types of options (Discord docs, interactions/application-commands). */
const PEOPLE: readonly number[] = [6, 9];
const CHANNEL = 7;

/** What members do with the bot by commands and components. */
export const makeCommandDeeds = ({ scene, cast, messages, replies }: CommandScene): DeedTable<CommandDeed> => ({
  async slash({ as, channelId, command, options }, files) {
    const member = cast.find(as);
    const values = { ...readOptions(scene, command, options), ...firstOf(pickNamedFiles(files)) };
    replies.keep(await member.slash(command, values, { in: cast.findChannel(channelId, member) }), {
      is: 'command',
      name: `/${command}`,
    });
  },
  async suggest({ as, channelId, command, option, typed }) {
    const member = cast.find(as);
    const reply = await member.autocomplete(command, option, typed, { in: cast.findChannel(channelId, member) });
    return { choices: (reply.choices ?? []).map(({ name, value }) => ({ name, value })) };
  },
  async menu({ as, messageId, name }) {
    replies.keep(await cast.find(as).menu(name, messages.find(messageId)), { is: 'command', name });
  },
  async press({ as, messageId, customId }) {
    const member = cast.find(as);
    replies.keep(await member.press(findSeen(messages, messageId, as), customId), { is: 'button' });
  },
  async select({ as, messageId, customId, values }) {
    const member = cast.find(as);
    replies.keep(await member.select(findSeen(messages, messageId, as), customId, values), { is: 'menu' });
  },
  async submit({ as, interactionId, values }, files) {
    const member = cast.find(as);
    const form = replies.findForm(interactionId, member);
    replies.keep(await member.submit(form, values, pickNamedFiles(files)), { is: 'form' });
    replies.close(interactionId, member);
  },
  dismiss({ as, interactionId }) {
    replies.close(interactionId, cast.find(as));
  },
});

/** A message that a member sees. @throws an error if only somebody else does */
const findSeen = (messages: RoomMessages, id: string, memberId: string) => {
  const message = messages.find(id);
  if (message.ephemeral && message.interaction?.member.id !== memberId)
    throw new RoomRefusal({ code: 'refusal.not-for-you' });
  return message;
};

const pickNamedFiles = (files: DeedFiles): DeedFiles =>
  Object.fromEntries(
    Object.entries(files).flatMap(([field, all]) => (FILE.test(field) ? [[field.replace(FILE, ''), all]] : [])),
  );

/** An option takes one file. */
const firstOf = (files: DeedFiles): Record<string, File> =>
  Object.fromEntries(Object.entries(files).flatMap(([name, [file]]) => (file ? [[name, file]] : [])));

/** The options as the world takes them: members and channels instead of their ids. */
const readOptions = ({ guild, world }: Scene, command: string, entries: OptionEntries): OptionValues => {
  const [name = '', ...path] = command.split(' ');
  const all = [...guild.commands.all, ...world.discord.commands.all];
  const registered = all.find((each) => each.name === name && each.type === 1);
  const options = path.reduce<readonly Option[]>(
    (inner, step) => inner.find((option) => option.name === step)?.options ?? [],
    registered?.options ?? [],
  );
  return Object.fromEntries(
    Object.entries(entries).map(([key, entry]) => [
      key,
      toValue(
        options.find((one) => one.name === key),
        entry,
        guild,
      ),
    ]),
  );
};

/** What isn't found is passed on as it is, and the world says why it doesn't fit. */
const toValue = (option: Option | undefined, entry: OptionEntries[string], guild: Guild): OptionValue => {
  if (option && PEOPLE.includes(option.type)) return guild.find(String(entry)) ?? entry;
  if (option?.type === CHANNEL) return guild.channels.find(({ id }) => id === String(entry)) ?? entry;
  return entry;
};
