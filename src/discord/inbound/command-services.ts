import type { ChatInputCommandInteraction } from 'discord.js';
import type { Logger } from 'pino';
import type { Clock } from '../../base/clock.ts';
import type { Venue } from '../../calls/contract.ts';
import type { Turn } from '../../conversation/turns/turn.ts';
import type { Languages } from '../../text/languages.ts';
import { showAnswer, waitUntilStored } from '../outbound/answer-writer.ts';
import { type Answerable, InteractionTarget } from '../outbound/interaction-target.ts';
import { quoteQuestion } from '../outbound/question-quote.ts';
import {
  type ClaimAccess,
  noteSlow,
  type ReplyPromises,
  TOKEN_LIFETIME,
  toHomeAddress,
} from '../outbound/reply-promise.ts';
import type { PendingQuestions } from './pending-questions.ts';
import { resolveReferences } from './reference-visibility.ts';

/** What the text side of Discord gives to commands. */
export type CommandServices = {
  /**
   * Shows a turn's answer as the reply to a deferred command, or below the message of a button whose press was
   * acknowledged. Resolves when it is all there; never rejects.
   */
  answer(interaction: Answerable, turn: Turn): Promise<void>;
  /** Acknowledges a command, whose reply people see being thought about from then on, even should this process die. */
  defer(interaction: ChatInputCommandInteraction): Promise<void>;
  /** What somebody wrote, with everything that they refer to by id told by the name that they see of it. Never rejects. */
  inWords(interaction: ChatInputCommandInteraction, text: string): Promise<string>;
  /** A command as people can click on it in a message, or just its name while Discord's id for it is not known. */
  mention(command: string): string;
  /** The voice channels. */
  venue: Venue;
};

/** What that is made of. `ids` are Discord's for the commands, and `track` is told of what goes on in a channel. */
type Means = {
  ownership: ClaimAccess;
  promises: ReplyPromises;
  waits: PendingQuestions;
  ids: ReadonlyMap<string, string>;
  venue: Venue;
  track(work: Promise<unknown>, channel: string): void;
  languages: Languages;
  clock: Clock;
  log: Logger;
};

/** What commands are given, besides what they need of the rest of the program. */
export const makeCommandServices = ({
  ownership,
  promises,
  waits,
  ids,
  venue,
  track,
  languages,
  clock,
  log,
}: Means): CommandServices => {
  /** The messages that say that an answer is being thought about. */
  const replies = new WeakMap<Answerable, string>();
  return {
    answer: (interaction, turn) => {
      const { id, channelId, guildId, channel } = interaction;
      const address = toHomeAddress(interaction);
      const within = [channelId, guildId, channel?.isThread() ? channel.parentId : null];
      const message = interaction.isButton() ? interaction.message.id : replies.get(interaction);
      const answered = waits
        .run({ ...(message && { message }), within }, async (wait) => {
          wait.hold(turn);
          await showAnswer(turn, new InteractionTarget(interaction, clock, quoteQuestion(interaction, turn.question)), {
            mayTalk: () => ownership.holds(channelId),
            // The reply to a command is noted already.
            slow: interaction.isButton() ? noteSlow(promises, { id, address, clock }) : undefined,
            say: languages.to(interaction.guildLocale ?? interaction.locale),
            clock,
            log: log.child({ interaction: id, channel: channelId }),
          });
        })
        .then(() => promises.settle(address.home, id));
      track(answered, channelId);
      return answered;
    },
    defer: async (interaction) => {
      const { id, channelId: channel, applicationId: application, token: reply } = interaction;
      const address = toHomeAddress(interaction);
      // Noted first: a process may be killed between any two of its words.
      const until = clock.wall() + TOKEN_LIFETIME;
      await waitUntilStored(promises.promise(address, { id, channel, application, token: reply, until }), clock);
      try {
        const { interaction: callback } = await interaction.deferReply({ withResponse: true });
        if (callback.responseMessageId) replies.set(interaction, callback.responseMessageId);
      } catch (error) {
        promises.withdraw(address.home, id);
        throw error;
      }
    },
    inWords: ({ client, guild, channelId, user, member }, text) =>
      resolveReferences(text, { client, guild, channelId, user, member }, clock),
    mention: (name) => (ids.has(name) ? `</${name}:${ids.get(name)}>` : `\`/${name}\``),
    venue,
  };
};
