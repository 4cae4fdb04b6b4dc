import type { Logger } from 'pino';
import { UserError } from '../../base/errors.ts';
import { admitInbound, type Inbound, type InboundStages } from '../../base/inbound.ts';
import type { Throttle } from '../../base/throttle.ts';
import { DiscordErrorCode, isRefusedWith, toLoggable } from '../gateway/api-errors.ts';
import type { ClaimAccess } from '../outbound/reply-promise.ts';
import type { ClaimQueue } from './claim-queue.ts';
import type { PersonQueues } from './person-queue.ts';

/** One inbound, and how to acknowledge it, run it, and tell the person what went wrong. */
export type InboundTask = {
  inbound: Inbound;
  /** How long ago it was done when it was heard here, in milliseconds; nothing if it's heard at once. */
  age?: number;
  /** Acknowledges it at Discord. */
  acknowledge(): Promise<unknown>;
  /**
   * Does what was asked. Only taking a place in the order of arrival comes before `ready`; everything else, and all that
   * people see, waits for it. Resolves once it's under way: an answer may take longer. If it throws synchronously, the
   * person is told before anything is acknowledged.
   */
  run(ready: Promise<unknown>): Promise<void>;
  /** Tells only the person what went wrong. */
  tell(error: unknown): Promise<void>;
  /** Another process answers it, as far as this one knows: sees to it that it isn't lost without a word. It never rejects. */
  leave?(): Promise<void>;
};

/** What everything passes. `queues` hold each person's presses; `refusals` limit how often one is told to slow down. */
export type Pipeline = {
  claims: Pick<ClaimAccess, 'noteOthers'>;
  claimQueue: ClaimQueue;
  queues: PersonQueues;
  refusals: Throttle;
  stages: InboundStages;
};

/**
 * The one way for everything that people do and write: claim -> acknowledge -> access -> budget -> run. What asks the
 * model takes its place in the queue at once, but is asked only after the stages have passed it. This is also the error
 * boundary: the person is told a `UserError`; every other error is logged and told in one bland sentence. Never rejects.
 */
export const dispatch = async (task: InboundTask, pipeline: Pipeline, log: Logger): Promise<void> => {
  const { person, place, is, arrival } = task.inbound;
  try {
    // A message may wait for another process for as long as its author does. Discord gives an interaction up after three seconds.
    const entering = pipeline.claimQueue.enter(person.id, place, is === 'message', task.age);
    const noting = entering.then((isOurs) => isOurs && arrival?.noteClaim());
    // Meanwhile the stages read what they need, so that they're quick when they're asked.
    await Promise.all([noting, pipeline.stages.warm?.(place)]);
    if (!(await entering)) {
      log.debug({ is }, 'another process answers this');
      return await task.leave?.();
    }
    const take = () => runTask(task, pipeline.stages);
    if (is === 'button' || is === 'select') await takePress(person.id, take, pipeline);
    else await take();
  } catch (error) {
    // Discord takes one acknowledgement: another process, which the store couldn't tell us of, was faster.
    if (isRefusedWith(error, DiscordErrorCode.alreadyAcknowledged)) pipeline.claims.noteOthers(place.channel);
    await reportFailure(task, error, log);
  }
};

/** Acknowledges and passes the stages at the same time, because Discord waits for only three seconds. */
const runTask = async (task: InboundTask, stages: InboundStages): Promise<void> => {
  const ready = Promise.withResolvers<unknown>();
  ready.promise.catch(() => {});
  const running = task.run(ready.promise);
  ready.resolve(Promise.all([task.acknowledge(), admitInbound(task.inbound, stages)]));
  await running;
};

/** Handles a press after the person's earlier ones. A flood is ignored; Discord shows the sender that a press failed. */
const takePress = async (person: string, press: () => Promise<void>, { queues, refusals }: Pipeline): Promise<void> => {
  if (await queues.run(person, press)) return;
  if (refusals.may(person)) throw new UserError({ code: 'asking.too-many-presses' });
};

/** Tells the person what went wrong, and logs every error that isn't meant for them. Never rejects. */
export const reportFailure = async (task: InboundTask, error: unknown, log: Logger): Promise<void> => {
  const { is } = task.inbound;
  if (isRefusedWith(error, DiscordErrorCode.unknownInteraction, DiscordErrorCode.alreadyAcknowledged))
    return log.warn(
      { event: 'interaction.late', is, code: error.code },
      'an interaction came too late or was answered by another process',
    );
  if (error instanceof UserError) log.debug({ is, reason: error.text.code }, 'something was refused');
  else if (is === 'message')
    log.error({ event: 'question.not_asked', err: toLoggable(error) }, 'a question could not be asked');
  else log.error({ event: 'command.failed', is, err: toLoggable(error) }, 'a command failed');
  await task
    .tell(error)
    .catch((reason) =>
      log.warn(
        { event: 'interaction.not_answered', is, err: toLoggable(reason) },
        'nobody could be told what went wrong',
      ),
    );
};
