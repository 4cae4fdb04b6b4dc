import type { Logger } from 'pino';
import { UserError } from '../../base/errors.ts';
import { admitInbound, type Inbound, type InboundStages } from '../../base/inbound.ts';
import type { Throttle } from '../../base/throttle.ts';
import { DiscordErrorCode, isRefusedWith, toLoggable } from '../gateway/api-errors.ts';
import type { ClaimQueue } from './claim-queue.ts';
import type { PersonQueues } from './person-queue.ts';

/** One inbound, and how it is acknowledged, done and refused where it came from. */
export type InboundTask = {
  inbound: Inbound;
  /** Tells Discord that it has arrived. */
  acknowledge(): Promise<unknown>;
  /**
   * Does it. What takes no place in the order of arrival waits for `ready`, and so does all that people see. Resolves when it
   * is taken; an answer may go on. What it throws at once is told before anything is acknowledged.
   */
  run(ready: Promise<unknown>): Promise<void>;
  /** Tells the person alone what went wrong. */
  tell(error: unknown): Promise<void>;
};

/** What everything passes: `queues` are each person's presses, and `refusals` are those that were just told to stop. */
export type Pipeline = {
  claims: ClaimQueue;
  queues: PersonQueues;
  refusals: Throttle;
  stages: InboundStages;
};

/**
 * The one way of everything that people do and write: claim -> acknowledge -> access -> budget -> run. This is where every
 * error ends: one that is for the person is told to them alone, every other is logged and told in one bland sentence. It
 * never rejects.
 */
export const dispatch = async (task: InboundTask, pipeline: Pipeline, log: Logger): Promise<void> => {
  const { person, place, is } = task.inbound;
  try {
    if (!(await pipeline.claims.enter(person.id, place))) return log.debug({ is }, 'another process answers this');
    const take = () => runTask(task, pipeline.stages);
    if (is === 'button' || is === 'select') await takePress(person.id, take, pipeline);
    else await take();
  } catch (error) {
    await reportFailure(task, error, log);
  }
};

/** The acknowledgement and the stages go side by side: neither takes Discord's three seconds from the other. */
const runTask = async (task: InboundTask, stages: InboundStages): Promise<void> => {
  const ready = Promise.withResolvers<unknown>();
  ready.promise.catch(() => {});
  const running = task.run(ready.promise);
  ready.resolve(Promise.all([task.acknowledge(), admitInbound(task.inbound, stages)]));
  await running;
};

/** Takes a press when the person's earlier ones are taken. A flood of them is passed over: Discord tells its sender that. */
const takePress = async (person: string, press: () => Promise<void>, { queues, refusals }: Pipeline): Promise<void> => {
  if (await queues.run(person, press)) return;
  if (refusals.may(person)) throw new UserError({ code: 'asking.too-many-presses' });
};

/** Tells the person what is for them, and the log everything else. Never rejects. */
export const reportFailure = async (task: InboundTask, error: unknown, log: Logger): Promise<void> => {
  const { is } = task.inbound;
  if (isRefusedWith(error, DiscordErrorCode.unknownInteraction, DiscordErrorCode.alreadyAcknowledged))
    return log.warn(
      { event: 'interaction.late', is, code: error.code },
      'an interaction came too late or was answered by somebody else',
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
