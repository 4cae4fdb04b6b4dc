import { type Client, Events } from 'discord.js';
import type { Introduce } from '../../base/first-notice.ts';
import type { InboundStages } from '../../base/inbound.ts';
import { Throttle } from '../../base/throttle.ts';
import type { Venue } from '../../calls/contract.ts';
import { watchPeople } from '../gateway/overheard-messages.ts';
import { ClaimQueue } from './claim-queue.ts';
import type { Command } from './command.ts';
import { type CommandServices, makeCommandServices } from './command-services.ts';
import type { FileReader } from './file-reader.ts';
import type { AnswerMeans } from './interaction-answer.ts';
import { handleInteraction } from './interactions.ts';
import type { Askable } from './message-answers.ts';
import { type MessageMeans, Messages } from './messages.ts';
import { followDeletions, PendingQuestions } from './pending-questions.ts';
import { PersonQueues } from './person-queue.ts';
import { PostponedQuestions } from './postponed-questions.ts';

/** What the inbox itself needs of the services. */
export type InboxServices = { conversations: Askable; sounds: AnswerMeans['sounds'] };

/** What taking in what people do needs. `S` is what the commands need besides {@link CommandServices}. */
export type InboxOptions<S extends InboxServices> = Omit<
  AnswerMeans,
  'waits' | 'postponed' | 'track' | 'sounds' | 'introduce'
> &
  Pick<MessageMeans, 'settings' | 'readsContent' | 'findOmission'> &
  Partial<Pick<MessageMeans, 'spare' | 'introduce' | 'isMeant'>> & {
    /** Told of work that people see or wait for. It never rejects. */
    track(work: Promise<unknown>, channel: string | null): void;
    commands: readonly Command<S & CommandServices>[];
    /** Discord's ids of the commands, by name. */
    commandIds: ReadonlyMap<string, string>;
    services: S;
    venue: Venue;
    reader: FileReader;
    /** What everything that people do has to pass. */
    stages: InboundStages;
    /** Told of each channel in which a person writes. */
    noteHuman(channel: string): void;
  };

/** How often the same person is told the same refusal at most, in milliseconds; otherwise a flood would cause another. */
const TELL_AGAIN = 60_000;

const spareNobody = async () => new Set<string>();
const introduceNobody: Introduce = async () => undefined;

/** Sends everything that people do on the one way in, from now on. */
export const openInbox = <S extends InboxServices>(client: Client, options: InboxOptions<S>): void => {
  const { commands, commandIds: ids, services, venue, reader, stages, claims, track, languages, clock } = options;
  const pipeline = {
    claims,
    claimQueue: new ClaimQueue(claims),
    queues: new PersonQueues(clock),
    refusals: new Throttle(clock, TELL_AGAIN),
    stages,
  };
  const waits = new PendingQuestions();
  const { spare = spareNobody, introduce = introduceNobody, findOmission } = options;
  const postponed = new PostponedQuestions(clock);
  const given = makeCommandServices({ ids, venue, reader, findOmission, postponed, languages, clock });
  const means = { ...options, introduce, postponed, sounds: services.sounds, waits, pipeline };
  const routing = { ...means, commands, services: { ...services, ...given } };
  const messages = new Messages({ ...means, spare, conversations: services.conversations, mention: given.mention });
  client.on(Events.InteractionCreate, (interaction) =>
    track(handleInteraction(interaction, routing), interaction.channelId),
  );
  watchPeople(client, options.noteHuman);
  client.on(Events.MessageCreate, (message) => track(messages.handleMessage(message), message.channelId));
  client.on(Events.MessageUpdate, (_, message) => track(messages.handleEdit(message), message.channelId));
  client.on(Events.MessageDelete, ({ id }) => messages.handleDeletion(id));
  followDeletions(client, waits);
  postponed.follow(client);
  given.targets.follow(client);
};
