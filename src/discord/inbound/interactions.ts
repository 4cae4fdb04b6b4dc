import {
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type Interaction,
  MessageFlags,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
  type RepliableInteraction,
} from 'discord.js';
import type { Logger } from 'pino';
import { toText, UserError } from '../../base/errors.ts';
import type { Throttle } from '../../base/throttle.ts';
import type { Languages } from '../../text/languages.ts';
import { DiscordErrorCode, isRefusedWith, toLoggable } from '../gateway/api-errors.ts';
import { toHomeAddress } from '../outbound/reply-promise.ts';
import type { ClaimQueue } from './claim-queue.ts';
import type { PersonQueues } from './person-queue.ts';

/** Something a person can ask for. `S` is whatever its commands need of the rest of the program. */
export type RoutedCommand<S> = {
  /** What Discord is told about it. */
  data: RESTPostAPIChatInputApplicationCommandsJSONBody;
  execute(interaction: ChatInputCommandInteraction, services: S): Promise<void>;
  /**
   * A press on a button whose `custom_id` begins with the command's name and a colon. Resolves when it is taken, for until
   * then no other press of the same person is; an answer goes on.
   */
  press?(interaction: ButtonInteraction, services: S): Promise<void>;
  /**
   * What a press does in the moment in which it arrives, before Discord has acknowledged it and before it is known which
   * process answers it. Every process that hears of it does this; it must be quick, and must not throw.
   */
  heed?(interaction: ButtonInteraction, services: S): void;
};

/** Who answers interactions, and with what. */
export type InteractionMeans<S> = {
  commands: readonly RoutedCommand<S>[];
  services: S;
  entrance: ClaimQueue;
  presses: PressLimits;
  languages: Languages;
  log: Logger;
};

/** Each person's presses of buttons, and who may be told that theirs are too many. */
export type PressLimits = { lanes: PersonQueues; refusals: Throttle };

const TOO_FAST =
  'I take your button presses one at a time, and several are still waiting. Please try again in a moment.';
const UNKNOWN = 'I no longer know how to do that. Please look at /help for what I can do.';

/**
 * Answers one interaction. This is where every error of a command ends: one that is for the person is told to them alone,
 * every other is logged and told in one bland sentence. It never rejects.
 */
export const handleInteraction = async <S>(
  interaction: Interaction,
  { commands, services, entrance, presses, languages, log }: InteractionMeans<S>,
): Promise<void> => {
  const about = log.child({ interaction: interaction.id, channel: interaction.channelId });
  try {
    if (interaction.isButton()) findNamed(commands, interaction.customId)?.heed?.(interaction, services);
    const { guildId, channelId } = interaction;
    if (channelId === null) throw new UserError(UNKNOWN);
    if (!(await entrance.enter(interaction.user.id, toHomeAddress({ guildId, channelId }))))
      return about.debug('another process answers this interaction');
    const run = findAction(interaction, commands, services);
    if (!run) throw new UserError(UNKNOWN);
    if (interaction.isMessageComponent()) await take(interaction.user.id, run, presses);
    else await run();
  } catch (error) {
    await report(interaction, error, languages, about);
  }
};

/** Takes a press when the person's earlier ones are taken. A flood of them is passed over: Discord tells its sender that. */
const take = async (person: string, press: () => Promise<void>, { lanes, refusals }: PressLimits): Promise<void> => {
  if (await lanes.run(person, press)) return;
  if (refusals.may(person)) throw new UserError(TOO_FAST);
};

/** What there is to run for an interaction: one line for each kind that can come. */
const findAction = <S>(
  interaction: Interaction,
  commands: readonly RoutedCommand<S>[],
  services: S,
): (() => Promise<void>) | undefined => {
  if (interaction.isChatInputCommand()) {
    const command = findNamed(commands, interaction.commandName);
    return command && (() => command.execute(interaction, services));
  }
  if (interaction.isButton()) {
    const press = findNamed(commands, interaction.customId)?.press;
    return press && (() => press(interaction, services));
  }
  return undefined;
};

/** The command of a name, or of a `custom_id` that begins with it. */
const findNamed = <S>(commands: readonly RoutedCommand<S>[], id: string): RoutedCommand<S> | undefined =>
  commands.find(({ data }) => data.name === id.split(':')[0]);

const report = async (interaction: Interaction, error: unknown, languages: Languages, log: Logger): Promise<void> => {
  if (isRefusedWith(error, DiscordErrorCode.unknownInteraction, DiscordErrorCode.alreadyAcknowledged)) {
    return log.warn(
      { event: 'interaction.late', code: error.code },
      'an interaction came too late or was answered by somebody else',
    );
  }
  if (error instanceof UserError) log.debug({ reason: error.text.code }, 'a command was refused');
  else log.error({ event: 'command.failed', err: toLoggable(error) }, 'a command failed');
  if (!interaction.isRepliable()) return;
  await tell(interaction, languages.to(interaction.locale)(toText(error))).catch((reason) =>
    log.warn({ event: 'interaction.not_answered', err: toLoggable(reason) }, 'nobody could be told what went wrong'),
  );
};

/** Tells the person alone, whatever was said before. */
const tell = async (interaction: RepliableInteraction, content: string): Promise<void> => {
  const alone = { content, flags: MessageFlags.Ephemeral } as const;
  if (!interaction.deferred && !interaction.replied) {
    await interaction.reply(alone);
  } else if (interaction.isCommand() && !interaction.replied && interaction.ephemeral) {
    await interaction.editReply({ content });
  } else {
    // A reply that was promised to everybody cannot become private, and the first follow-up would fill it: it goes first.
    if (interaction.isCommand() && !interaction.replied) await interaction.deleteReply();
    await interaction.followUp(alone);
  }
};
