import { Events } from 'discord.js';
import type { Logger } from 'pino';
import type { Clock } from '../base/clock.ts';
import type { Observe } from '../base/events.ts';
import type { InboundStages } from '../base/inbound.ts';
import { Throttle } from '../base/throttle.ts';
import type { Venue } from '../calls/contract.ts';
import type { PromisedReply } from '../conversation/recovery/crash-note-shelf.ts';
import type { UnfinishedAnswer } from '../conversation/recovery/crash-recovery.ts';
import type { Languages } from '../text/languages.ts';
import { toLoggable } from './gateway/api-errors.ts';
import type { Registration } from './gateway/command-registration.ts';
import { logOut, makeGatewayClient } from './gateway/gateway-client.ts';
import { registerAndLogIn } from './gateway/login.ts';
import { ClaimQueue } from './inbound/claim-queue.ts';
import { type Command, defineCommand } from './inbound/command.ts';
import { type CommandServices, makeCommandServices } from './inbound/command-services.ts';
import { handleInteraction } from './inbound/interactions.ts';
import { type Askable, Messages } from './inbound/messages.ts';
import { followDeletions, PendingQuestions } from './inbound/pending-questions.ts';
import { PersonQueues } from './inbound/person-queue.ts';
import { finishCrashedAnswer } from './outbound/crash-answer.ts';
import { excuseReply } from './outbound/crash-excuse.ts';
import type { ClaimAccess, ReplyPromises } from './outbound/reply-promise.ts';
import { DiscordVenue } from './voice-channels/venue.ts';

/** What the bot is started with. `S` is what its commands need besides {@link CommandServices}. */
export type BotOptions<S extends { conversations: Askable }> = {
  token: string;
  /** Another REST endpoint of Discord, e.g. `http://127.0.0.1:9001/api`. */
  apiUrl?: string;
  /** The proxy by which Discord is reached, as people know it. */
  proxy?: string | undefined;
  /** The one server to register commands in. */
  guildId?: string;
  shards?: { ids: number[]; count: number };
  commands: readonly Command<S & CommandServices>[];
  /** What everything that people do has to pass. */
  stages: InboundStages;
  /** Who answers what is said where, if several processes hear it. */
  ownership: ClaimAccess;
  promises: ReplyPromises;
  /** What people are spoken to in. */
  languages: Languages;
  /** Makes what the commands need, which may need the voice channels; called once, before anything can come. */
  services(venue: Venue): S;
  /** What else must be right before the bot logs in; rejects with what is wrong. */
  admitted?: Promise<unknown>;
  clock: Clock;
  log: Logger;
  observe?: Observe;
  /** Gives up starting. It has no effect afterwards: call `stop`. */
  signal?: AbortSignal;
};

/** A running bot. */
export type Bot = {
  /** The bot's own user. */
  user: { id: string; name: string };
  registration: Registration['is'];
  /** The link that adds the bot to a server, if it is in none. */
  invite: string | undefined;
  /** The servers that Discord has told of so far; the venue tells of those that come later. */
  guildIds(): string[];
  /** Settles, with the reason, only if Discord closes a connection for good while the bot runs. */
  lost: Promise<Error>;
  /** Shows the end of an answer that a process left unfinished when it died; never rejects. */
  finish(channelId: string, remnant: UnfinishedAnswer): Promise<void>;
  /** Says in place of a reply that a dead process promised that it will not come; never rejects. */
  excuse(promised: PromisedReply): Promise<void>;
  /** Lets what is being answered come to its end, for at most `ms`, and leaves. New questions are the conversations' to refuse. */
  stop(ms: number): Promise<void>;
};

/**
 * Registers the commands and logs in; resolves when people can use them.
 *
 * @throws an error that says what to do: the token is wrong, the server is not one of the bot's, Discord is out of reach.
 *   It is a {@link ConfigError} when only the owner can change that.
 */
export const startBot = async <S extends { conversations: Askable }>(options: BotOptions<S>): Promise<Bot> => {
  const { apiUrl, shards, commands, stages, ownership, promises, languages, clock, log, observe } = options;
  const discord = makeGatewayClient({ apiUrl, shards, clock, log, observe });
  const running = new Set<Promise<unknown>>();
  /** What people see or wait for is waited for by a stop, and no other process gets the channel meanwhile. */
  const track = (work: Promise<unknown>, channel: string | null) => {
    running.add(work);
    void work.finally(() => running.delete(work));
    if (channel !== null) ownership.keep(channel, work);
  };
  const venue = new DiscordVenue({ client: discord, languages, clock, log, track });
  const services = options.services(venue);
  const ids = new Map<string, string>();
  const waits = new PendingQuestions();
  const given = makeCommandServices({ ids, venue, clock });
  const pipeline = {
    claims: new ClaimQueue(ownership),
    queues: new PersonQueues(clock),
    refusals: new Throttle(clock, ONCE_TOLD),
    stages,
  };
  const answers = { ownership, promises, waits, track, languages, clock, log };
  const routing = { ...answers, commands, services: { ...services, ...given }, pipeline };
  const { conversations } = services;
  const messages = new Messages({ ...answers, conversations, pipeline, mention: given.mention });
  discord.on(Events.InteractionCreate, (interaction) =>
    track(handleInteraction(interaction, routing), interaction.channelId),
  );
  discord.on(Events.MessageCreate, (message) => track(messages.handleMessage(message), message.channelId));
  discord.on(Events.MessageUpdate, (_, message) => track(messages.handleEdit(message), message.channelId));
  followDeletions(discord, waits);
  const lost = Promise.withResolvers<Error>();
  discord.on(Events.ShardDisconnect, ({ code }, shard) => {
    log.error({ event: 'gateway.closed', code, shard }, 'Discord closed the gateway for good');
    lost.resolve(new Error(`Discord closed the gateway for good (code ${code})`));
  });

  const { user, registered, invite } = await registerAndLogIn(discord, {
    ...options,
    commands: commands.flatMap((command) => defineCommand(command, languages)),
  });
  for (const [name, id] of registered.ids) ids.set(name, id);
  log.info({ event: 'bot.ready', user: user.id, guilds: discord.guilds.cache.size, commands: registered.is }, 'ready');

  return {
    user: { id: user.id, name: user.username },
    registration: registered.is,
    invite,
    guildIds: () => discord.guilds.cache.filter(({ available }) => available).map(({ id }) => id),
    lost: lost.promise,
    async finish(channelId, remnant) {
      try {
        const channel = await discord.channels.fetch(channelId);
        if (channel?.isSendable()) await finishCrashedAnswer(channel, remnant, { languages, clock, log });
      } catch (error) {
        log.warn(
          { event: 'answer.not_finished', err: toLoggable(error), channel: channelId },
          'the end of an answer could not be shown after a restart',
        );
      }
    },
    async excuse(promised) {
      try {
        await excuseReply(discord, promised, languages);
      } catch (error) {
        log.warn(
          { event: 'reply.not_excused', err: toLoggable(error) },
          'nobody could be told that a reply will not come',
        );
      }
    },
    async stop(ms) {
      const enough = new AbortController();
      const late = clock.sleep(ms, enough.signal).catch(() => {});
      while (running.size > 0) {
        const all = Promise.all(running).then(() => 'done' as const);
        if ((await Promise.race([all, late])) !== 'done') break;
      }
      enough.abort();
      if (running.size > 0)
        log.warn({ event: 'bot.left_early', answers: running.size }, 'leaving before all answers were shown');
      await logOut(discord);
    },
  };
};

/** Nobody is told the same twice within a minute: what a flood is told would be one, too. */
const ONCE_TOLD = 60_000;
