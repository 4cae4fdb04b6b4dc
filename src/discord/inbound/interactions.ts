import { type Interaction, MessageFlags, type RepliableInteraction } from 'discord.js';
import type { Logger } from 'pino';
import { toText, UserError } from '../../base/errors.ts';
import type { Inbound } from '../../base/inbound.ts';
import { InboundTime } from '../../base/inbound-time.ts';
import type { Place } from '../../base/place.ts';
import { Turn } from '../../conversation/turns/turn.ts';
import type { Say } from '../../text/languages.ts';
import { toLoggable } from '../gateway/api-errors.ts';
import { Acknowledgement } from './acknowledgement.ts';
import type { Command } from './command.ts';
import { type AnswerMeans, followTurn } from './interaction-answer.ts';
import { findRoute, type RoutedAction, selectCommand } from './interaction-route.ts';
import { dispatch, type InboundTask, type Pipeline, reportFailure } from './pipeline.ts';
import { makeRefusalButtons } from './refusal-buttons.ts';
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
    const content = means.languages.in(readPlace(interaction), interaction.locale)(toText(error));
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
  const common = { place, person: readUser(interaction), arrival: new InboundTime(means.clock) };
  const inbound: Inbound = { ...common, asks: action?.asks ?? false, ...kind };
  const isPublic = action?.acknowledge === 'visible';
  const say = means.languages.in(place, (isPublic && interaction.guildLocale) || interaction.locale);
  const acknowledgement = new Acknowledgement(interaction, action?.acknowledge ?? 'private', { ...means, place });
  /** Shows the outcome once the person has passed every stage. */
  const show = async (outcome: ReturnType<NonNullable<typeof action>['run']>, ready: Promise<unknown>) => {
    const result = await outcome;
    await (result instanceof Turn ? waitUntilReady(result, { place, ready }, means) : ready);
    if (result === undefined) return;
    if (result instanceof Turn) {
      const hasReply = action?.acknowledge !== 'update';
      followTurn({ interaction, inbound, message: acknowledgement.message, hasReply, turn: result }, means);
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
    tell: (error) => {
      if (action && isPublic) postpone({ interaction, inbound, acknowledgement, action, values, say }, error, means);
      return tellAlone(interaction, acknowledgement, error, means);
    },
  };
};

/** Waits until a question may be asked. Until then it's dropped if its channel or server is gone, as it is once it waits in the queue. */
const waitUntilReady = async (
  turn: Turn,
  { place, ready }: { place: Place; ready: Promise<unknown> },
  { waits }: Pick<AnswerMeans, 'waits'>,
): Promise<void> => {
  const { channel, server = null, parent = null } = place;
  using wait = waits.begin({ within: [channel, server, parent] });
  wait.hold(turn);
  await ready;
};

const tellAlone = (
  interaction: RepliableInteraction,
  acknowledgement: Acknowledgement,
  error: unknown,
  { languages }: Pick<AnswerMeans, 'languages'>,
): Promise<void> => {
  const [own, text] = [languages.in(readPlace(interaction), interaction.locale), toText(error)];
  return acknowledgement.tell(own(text), makeRefusalButtons(text, own));
};

/** A question that an interaction asks, and everything that asking it takes. */
type InteractionQuestion<S> = {
  interaction: RepliableInteraction;
  inbound: Inbound;
  acknowledgement: Acknowledgement;
  action: RoutedAction<S>;
  values: readonly string[];
  say: Say;
};

/**
 * Remembers a question that was refused only because its asker has to agree first. Its pending reply is gone by the time they
 * do, so the answer is a new message that begins with the question.
 */
const postpone = <S>(question: InteractionQuestion<S>, error: unknown, means: InteractionMeans<S>): void => {
  const { interaction, inbound, acknowledgement, action, values, say } = question;
  if (!inbound.asks || toText(error).code !== 'agreement.ask') return;
  const { pipeline, services, postponed, track, clock, log } = means;
  postponed.add(inbound, (person, earlier) => {
    const { promise: placed, resolve: notePlaced } = Promise.withResolvers<void>();
    const renewed = { ...inbound, person, arrival: new InboundTime(clock) };
    const task: InboundTask = {
      inbound: renewed,
      acknowledge: async () => {},
      async run(ready) {
        const asking = action.run({ inbound: renewed, values, ready, say }, services);
        notePlaced();
        const turn = await asking;
        await ready;
        if (turn instanceof Turn)
          followTurn({ interaction, inbound: renewed, message: undefined, hasReply: false, turn }, means);
      },
      tell: (reason) => tellAlone(interaction, acknowledgement, reason, means),
    };
    const asked = earlier.then(() => dispatch(task, pipeline, log.child({ interaction: interaction.id })));
    track(asked.finally(notePlaced), inbound.place.channel);
    return placed;
  });
};
