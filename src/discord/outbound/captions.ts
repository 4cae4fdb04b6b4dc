import type { SendableChannels } from 'discord.js';
import type { Logger } from 'pino';
import { isBlank } from '../../base/blank.ts';
import { type Clock, within } from '../../base/clock.ts';
import { toText } from '../../base/errors.ts';
import type { CaptionMode, CaptionStyle } from '../../calls/contract.ts';
import { sanitizeName } from '../../conversation/people/person.ts';
import type { AnswerEnd } from '../../conversation/turns/answer-end.ts';
import type { Turn } from '../../conversation/turns/turn.ts';
import type { Say } from '../../text/languages.ts';
import { toVerbatim } from '../../text/markdown-escape.ts';
import type { Text } from '../../text/text.ts';
import { toLoggable } from '../gateway/api-errors.ts';
import { type Buttons, offerContinue } from './answer-buttons.ts';
import { EDIT_PACE, waitUntilStored } from './answer-writer.ts';
import { breakLinks } from './links.ts';
import { MessageRow } from './message-row.ts';
import { closeCodeBlock, splitPages } from './pages.ts';
import type { MessageContent } from './reply-target.ts';
import { type Concessions, insist, SendRefusedError } from './send-attempts.ts';
import { REFUSED } from './send-remedy.ts';
import { markSmall, markWarning } from './sentence-marks.ts';

/** The most messages for one spoken turn. No person speaks this long; a model that does is still heard. */
const MOST_PAGES = 10;

/** Shown after an answer was taken back, until another one comes. */
const PENDING = '…';

/**
 * What captions need. `channel` finds where they're shown, and `continued` tells whether people can ask there for the rest
 * of a broken answer.
 */
export type CaptionMeans = Pick<CaptionStyle, 'captions' | 'mark'> & {
  channel(): Promise<SendableChannels>;
  continued: boolean;
  /** Speaks the language of the people who read the captions. */
  say: Say;
  clock: Clock;
  log: Logger;
};

/**
 * Shows a spoken turn as it grows: what was heard, if that is wanted, and the answer under it, in one message unless it's
 * too long. The first words come at once, then at most one edit every 1.2 seconds, and the whole as soon as it's complete.
 * An answer that is taken back disappears. It never rejects and never stops the turn.
 */
export const showCaptions = async (turn: Turn, means: CaptionMeans): Promise<void> => {
  const { channel, captions, mark, log } = means;
  try {
    if (captions !== 'off') await followOrTell(turn, captions, new MessageRow(await channel()), means);
    // Words that nobody could hear are written even if captions are off.
    else if (await mark) await followOrTell(turn, 'answers', new MessageRow(await channel()), means);
  } catch (error) {
    log.info({ event: 'caption.not_shown', err: toLoggable(error) }, 'a caption could not be shown');
  }
};

type FollowMeans = Pick<CaptionMeans, 'mark' | 'continued' | 'say' | 'clock' | 'log'>;

const follow = async (
  turn: Turn,
  captions: CaptionMode,
  row: MessageRow,
  { mark, continued, say, clock, log }: FollowMeans,
) => {
  let last = Number.NEGATIVE_INFINITY;
  const given: Concessions = new Set();
  const bring = async (end?: AnswerEnd, buttons?: Buttons, unheard?: Text) => {
    const sheets = () =>
      sheetsOf(
        renderCaptions(turn, captions, { end, row, unheard, say }),
        given.has('plain') ? undefined : buttons,
      ).map((sheet) => (given.has('unlinked') ? { ...sheet, content: breakLinks(sheet.content) } : sheet));
    if (row.holds(sheets())) return;
    const early = last + EDIT_PACE - clock.now();
    if (early > 0 && !end) await within(clock, early, turn.ended);
    // The last call shows the complete turn, with its buttons.
    if (turn.end && !end) return;
    // This includes the words that came during the wait.
    const show = () => row.show(sheets());
    const trying = { what: () => row.doing, given, target: row, once: end === undefined, clock, log };
    const done = await insist(show, trying).finally(() => {
      last = clock.now();
    });
    if (done === 'file') throw new SendRefusedError(REFUSED);
  };
  const pieces = turn.follow();
  do await bring();
  while (!(await pieces.next()).done);
  const end = await turn.ended;
  await waitUntilStored(turn.number.settled, clock);
  const buttons = continued ? offerContinue(turn, say) : undefined;
  await bring(end, buttons);
  const unheard = await mark;
  if (unheard !== undefined) await bring(end, buttons, unheard);
};

/** Shows a turn. If Discord refuses it in every form, a sentence says so, if Discord accepts at least that. */
const followOrTell = async (turn: Turn, captions: CaptionMode, row: MessageRow, following: FollowMeans) => {
  try {
    await follow(turn, captions, row, following);
  } catch (error) {
    if (!(error instanceof SendRefusedError)) throw error;
    const { text, ways } = error.telling;
    if (ways.includes('next')) await row.add({ content: markWarning(text, following.say) }).catch(() => {});
    throw error.cause ?? error;
  }
};

/** One message for each text; the last one has the buttons. */
const sheetsOf = (texts: readonly string[], buttons: Buttons | undefined): MessageContent[] =>
  texts.map((content, at) => (buttons && at === texts.length - 1 ? { content, buttons } : { content }));

/** The texts of the messages that show a turn so far; `end` is absent while it runs. */
const renderCaptions = (
  turn: Turn,
  captions: CaptionMode,
  { end, row, unheard, say }: { end: AnswerEnd | undefined; row: MessageRow; unheard: Text | undefined; say: Say },
): string[] => {
  const { heard } = turn;
  const name = toVerbatim(sanitizeName(turn.speaker.name));
  const question =
    captions === 'all' && !isBlank(heard) ? say({ code: 'answer.heard', name, words: toVerbatim(heard) }) : '';
  const said = answer(turn.text, end, say);
  const text = [question, said, said && unheard && markSmall(unheard, say)].filter(Boolean).join('\n');
  const isPending = text === '' && !end && !row.holds([]);
  const all = [...splitPages(isPending ? PENDING : text).take(MOST_PAGES + 1)];
  if (all.length <= MOST_PAGES) return all;
  const tooLong = markSmall({ code: 'answer.caption-too-long' }, say);
  return [...all.slice(0, MOST_PAGES), [tooLong, trouble(end, say)].filter(Boolean).join('\n\n')];
};

/** A sentence about what went wrong, if anything did. */
const trouble = (end: AnswerEnd | undefined, say: Say): string =>
  end?.is === 'broken' || end?.is === 'failed' ? markWarning(toText(end.error), say) : '';

/** An answer as it's written down, with what its readers need to know about how it ended. */
const answer = (text: string, end: AnswerEnd | undefined, say: Say): string => {
  const isSaid = !isBlank(text);
  const said = isSaid && end ? closeCodeBlock(text).trimEnd() : isSaid ? text.trim() : '';
  switch (end?.is) {
    case 'interrupted':
      return isSaid ? `${said}${said.endsWith('```') ? '\n—' : ' —'}` : '';
    case 'broken':
    case 'failed':
      return [said, trouble(end, say)].filter(Boolean).join('\n\n');
    case 'silent':
      // People who only talk to each other get no answer, and that needs no sentence.
      return end.reason ? markWarning(end.reason, say) : '';
    default:
      return said;
  }
};
