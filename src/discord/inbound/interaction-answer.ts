import type { RepliableInteraction } from 'discord.js';
import type { Logger } from 'pino';
import type { Clock } from '../../base/clock.ts';
import type { Introduce } from '../../base/first-notice.ts';
import type { Inbound } from '../../base/inbound.ts';
import { findHome } from '../../base/place.ts';
import type { Turn } from '../../conversation/turns/turn.ts';
import type { Languages } from '../../text/languages.ts';
import { type KeptSounds, showAnswer } from '../outbound/answer-writer.ts';
import {
  endForsakenAnswer,
  excuseInteraction,
  type ForsakenMeans,
  findSendable,
  type PatientWork,
} from '../outbound/forsaken-answer.ts';
import { InteractionTarget } from '../outbound/interaction-target.ts';
import { quoteQuestion } from '../outbound/question-quote.ts';
import { type ClaimAccess, noteSlow, type ReplyPromises } from '../outbound/reply-promise.ts';
import { sendFirstNotice } from './notice-delivery.ts';
import type { PendingQuestions } from './pending-questions.ts';
import type { PostponedQuestions } from './postponed-questions.ts';
import { type SoundDelivery, sendAnswerSound } from './sound-delivery.ts';

/**
 * What showing answers needs. `track` is called with the work that goes on in a channel, `trackPatient` with what waits for
 * another process.
 */
export type AnswerMeans = {
  claims: ClaimAccess;
  promises: ReplyPromises;
  waits: PendingQuestions;
  postponed: PostponedQuestions;
  sounds: KeptSounds & SoundDelivery['sounds'];
  introduce: Introduce;
  track(work: Promise<unknown>, channel: string): void;
  trackPatient(work: PatientWork): void;
  languages: Languages;
  clock: Clock;
  log: Logger;
};

/**
 * What was asked, and where people wait for the answer: in the reply, or below a `message` whose component was used. If it's
 * neither, it begins with the question.
 */
export type AwaitedAnswer = {
  interaction: RepliableInteraction;
  inbound: Inbound;
  message: string | undefined;
  hasReply: boolean;
  turn: Turn;
};

/** Shows a turn's answer as the reply to an interaction, or below its message. It doesn't wait for the end. */
export const followTurn = (
  { interaction, inbound, message, hasReply, turn }: AwaitedAnswer,
  { claims, promises, waits, sounds, introduce, track, trackPatient, languages, clock, log }: AnswerMeans,
): void => {
  const { id } = interaction;
  const { place } = inbound;
  const { channel, server = null, parent = null } = place;
  const shared = languages.in(place, interaction.guildLocale ?? interaction.locale);
  const personal = languages.in(place, interaction.locale);
  const about = log.child({ interaction: id, channel });
  const target = new InteractionTarget(interaction, clock, {
    asked: quoteQuestion(interaction, turn.question, shared),
    isHeaded: turn.question.written !== undefined || (!hasReply && message === undefined),
    hasReply,
    say: personal,
  });
  const say = target.isPrivate ? personal : shared;
  const wait = waits.begin({ ...(message && { message }), within: [channel, server, parent] });
  wait.hold(turn);
  const shown = showAnswer(turn, target, {
    mayTalk: () => claims.holds(channel),
    // A pending reply has been noted already.
    slow: hasReply ? undefined : noteSlow(promises, { id, place, clock }),
    isKept: () => sounds.isKept(channel, turn),
    say,
    clock,
    log: about,
  }).then(async (outcome) => {
    wait.end();
    promises.settle(findHome(place), id);
    const holds = () => claims.holds(channel);
    const means = { outcome, holds, languages, clock, log: about };
    trackPatient((stopping) => endForsaken({ interaction, hasReply, turn }, target, { ...means, stopping }));
    if (!(await holds())) return;
    await sendFirstNotice(interaction, await introduce(place, inbound.person), personal, about);
    await sendAnswerSound(interaction, { channel, turn, target, sounds, say, log: about });
  });
  track(shown, channel);
};

/** What another process has taken is ended here, if that one doesn't; see `endForsakenAnswer`. */
const endForsaken = (
  { interaction, hasReply, turn }: Pick<AwaitedAnswer, 'interaction' | 'hasReply' | 'turn'>,
  target: InteractionTarget,
  means: Pick<ForsakenMeans, 'outcome' | 'holds' | 'stopping' | 'languages' | 'clock' | 'log'>,
): Promise<void> =>
  endForsakenAnswer(turn, {
    message: target.message,
    // Nobody but the asker can see it, so nobody finds it in the channel.
    channel: target.isPrivate ? undefined : findSendable(interaction.client, interaction.channelId ?? ''),
    excuse: () => excuseInteraction(interaction, { hasReply, target, languages: means.languages }),
    ...means,
  });
