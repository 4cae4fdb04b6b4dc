import type { Reply } from '../../world/discord/reply.ts';
import type { Asker } from '../servers/event-stream.ts';
import { fineClock } from '../stage.ts';

/** How long somebody goes on asking, in milliseconds; a bot that needs it is broken. */
const PATIENCE = 60_000;

/** What somebody asks, which answer counts, and how long they wait before they ask again, in milliseconds. */
export type Insistence = {
  ask(asker: Asker): Promise<Reply>;
  counts(reply: Reply): boolean;
  pause: number;
};

/** A question for the model, whose answer is the one that the script of `streamEvents` gives. */
export const ASKING: Insistence = {
  ask: ({ member, channel }) => member.slash('ask', { question: 'Is it?' }, { in: channel }),
  counts: ({ text }) => text.includes('Yes.'),
  pause: 500,
};

/**
 * What is answered without the model. It's asked less often than that, because a process leaves no server in which somebody did something
 * within the last half second, and one that joins would get the last of its shards when that process' patience is at its end.
 */
export const HELP: Insistence = {
  ask: ({ member, channel }) => member.slash('help', {}, { in: channel }),
  counts: ({ acknowledged }) => acknowledged !== undefined,
  pause: 1_200,
};

/**
 * Somebody asks again and again, as what nobody hears is lost. Resolves to when the first answer came, to whichever question.
 *
 * @throws if none comes within a minute
 */
export const insist = async (asker: Asker, { ask, counts, pause }: Insistence): Promise<number> => {
  const { now, sleep } = fineClock;
  const heard = new AbortController();
  let at: number | undefined;
  const until = now() + PATIENCE;
  while (at === undefined && now() < until) {
    const reply = await ask(asker);
    const note = () => {
      at ??= now();
      heard.abort('there is an answer');
    };
    reply.until(counts, { deadline: PATIENCE }).then(note, () => {});
    await sleep(pause, heard.signal).catch(() => {});
  }
  if (at === undefined) throw new Error(`nobody answers in ${asker.channel}`);
  return at;
};
