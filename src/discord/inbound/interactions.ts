import { type Interaction, MessageFlags, type RepliableInteraction } from 'discord.js';
import type { Logger } from 'pino';
import { toText, UserError } from '../../base/errors.ts';
import type { Inbound } from '../../base/inbound.ts';
import { Turn } from '../../conversation/turns/turn.ts';
import { toLoggable } from '../gateway/api-errors.ts';
import { Acknowledgement } from './acknowledgement.ts';
import type { Command } from './command.ts';
import { type AnswerMeans, followTurn } from './interaction-answer.ts';
import { findRoute, selectCommand } from './interaction-route.ts';
import { dispatch, type InboundTask, type Pipeline, reportFailure } from './pipeline.ts';
import { readPlace, readUser } from './sender.ts';
import { toSuggestionTask } from './suggestions.ts';

/** What handling interactions needs. */
export type InteractionMeans<S> = AnswerMeans & { commands: readonly Command<S>[]; services: S; pipeline: Pipeline };

/** For a person who uses a command, a button or a form that this version doesn't have. */
const explainUnknown = (interaction: Interaction): UserError =>
  new UserError({ code: interaction.isCommand() ? 'asking.unknown-command' : 'asking.old-button' });

/** Handles one interaction. Never rejects. */
export const handleInteraction = async <S>(interaction: Interaction, means: InteractionMeans<S>): Promise<void> => {
  const log = means.log.child({ interaction: interaction.id, channel: interaction.channelId });
  try {
    await take(interaction, means, log);
  } catch (error) {
    // An event may lack fields that it should have, so that we can't even read what the person wants.
    log.error({ event: 'command.failed', err: toLoggable(error) }, 'an interaction could not be read');
    if (!interaction.isRepliable()) return;
    const content = means.languages.to(interaction.locale)(toText(error));
    await interaction
      .reply({ content, flags: MessageFlags.Ephemeral })
      .catch((reason) => log.debug({ err: toLoggable(reason) }, 'nobody could be told that'));
  }
};

const take = async <S>(interaction: Interaction, means: InteractionMeans<S>, log: Logger): Promise<void> => {
  const { commands, services, pipeline } = means;
  if (interaction.isButton()) selectCommand(commands, interaction.customId)?.heed?.(interaction, services);
  const task = interaction.isAutocomplete() ? toSuggestionTask(interaction, means) : toTask(interaction, means);
  if (!task) return;
  if (interaction.channelId === null) await reportFailure(task, explainUnknown(interaction), log);
  else await dispatch(task, pipeline, log);
};

/** What to do for an interaction that can be replied to. */
const toTask = <S>(interaction: RepliableInteraction, means: InteractionMeans<S>): InboundTask | undefined => {
  const route = findRoute(interaction, means.commands);
  if (!route) return undefined;
  const { kind, values, action } = route;
  const place = readPlace(interaction);
  const inbound: Inbound = { place, person: readUser(interaction), asks: action?.asks ?? false, ...kind };
  const isPublic = action?.acknowledge === 'visible';
  const say = means.languages.to((isPublic && interaction.guildLocale) || interaction.locale);
  const acknowledgement = new Acknowledgement(interaction, action?.acknowledge ?? 'private', { ...means, place });
  /** Shows the outcome once the person has passed every stage. */
  const show = async (outcome: ReturnType<NonNullable<typeof action>['run']>, ready: Promise<unknown>) => {
    const result = await outcome;
    await ready;
    if (result === undefined) return;
    if (result instanceof Turn) {
      const hasReply = action?.acknowledge !== 'update';
      followTurn({ interaction, place, message: acknowledgement.message, hasReply, turn: result }, means);
    } else if ('content' in result) await acknowledgement.reply(result);
    else if (!interaction.isModalSubmit()) await interaction.showModal(result);
  };
  return {
    inbound,
    acknowledge: () => acknowledgement.begin(),
    run(ready) {
      if (!action) throw explainUnknown(interaction);
      const run = () => action.run({ inbound, values, ready, say }, means.services);
      return show(action.asks ? run() : ready.then(run), ready);
    },
    tell: (error) => acknowledgement.tell(means.languages.to(interaction.locale)(toText(error))),
  };
};
