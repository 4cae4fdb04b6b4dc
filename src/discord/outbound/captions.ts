import type { SendableChannels } from 'discord.js';
import type { Logger } from 'pino';
import { isBlank } from '../../base/blank.ts';
import { type Clock, within } from '../../base/clock.ts';
import { toText } from '../../base/errors.ts';
import { Mutex } from '../../base/mutex.ts';
import type { CaptionMode, CaptionStyle } from '../../calls/contract.ts';
import { sanitizeName } from '../../conversation/people/person.ts';
import type { AnswerEnd } from '../../conversation/turns/answer-end.ts';
import type { Turn } from '../../conversation/turns/turn.ts';
import type { Block } from '../../markdown/block.ts';
import { loadMarkdown } from '../../markdown/load-markdown.ts';
import type { Say } from '../../text/languages.ts';
import { toInline } from '../../text/markdown-escape.ts';
import type { Text } from '../../text/text.ts';
import { toLoggable } from '../gateway/api-errors.ts';
import { AnswerBlocks, makeTextBlock } from './answer-blocks.ts';
import { type Buttons, offerContinue } from './answer-buttons.ts';
import { MOST_FILES, makeMissingFileNote, makeWrittenFiles } from './answer-file.ts';
import { makeSourceBlocks } from './answer-sources.ts';
import { EDIT_PACE, waitUntilStored } from './answer-writer.ts';
import { divideBlocks } from './block-pages.ts';
import { countFound, followLateSources } from './late-sources.ts';
import { breakLinks } from './links.ts';
import { MessageRow } from './message-row.ts';
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
export type CaptionMeans = Pick<CaptionStyle, 'captions' | 'mark' | 'unsaid'> & {
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
  const { captions, mark, unsaid, log } = means;
  const onFailure = (error: unknown) =>
    log.info({ event: 'caption.not_shown', err: toLoggable(error) }, 'a caption could not be shown');
  try {
    const answer = new AnswerBlocks(await loadMarkdown(), means.say);
    const following = { ...means, answer, onFailure };
    // What was written has to be seen, and so has what was found on the web; and words that nobody could hear are written
    // even if captions are off.
    let row = captions !== 'off' || (await hasToSee(turn)) ? await openRow(means) : undefined;
    if (row) {
      await followOrTell(turn, captions === 'off' ? 'written' : captions, row, following);
      await addFiles(turn, row, following);
    }
    if (captions === 'off' && ((await mark) || (await unsaid))) {
      row ??= await openRow(means);
      await followOrTell(turn, 'answers', row, following);
    }
    if (row) return;
    const showLate = async () => {
      if (row || turn.isEmpty) return;
      row = await openRow(means);
      await followOrTell(turn, 'written', row, following);
    };
    followLateSources(turn, { shown: 0, show: showLate, clock: means.clock, log });
  } catch (error) {
    onFailure(error);
  }
};

/** Waits until something is written, or the turn ends. */
const hasToSee = async (turn: Turn): Promise<boolean> => {
  for await (const { is } of turn.follow()) if (is === 'written') return true;
  return !turn.isEmpty && countFound(turn) > 0;
};

const openRow = async ({ channel }: CaptionMeans): Promise<MessageRow> => new MessageRow(await channel());

/** What a row shows of a turn; `written` without anything that's said. */
type Shows = CaptionMode | 'written';

type FollowMeans = Pick<CaptionMeans, 'mark' | 'continued' | 'say' | 'clock' | 'log'> & {
  answer: AnswerBlocks;
  /** What comes late, when nobody waits for it any more, couldn't be shown. */
  onFailure(error: unknown): void;
};

/** Sends the written parts that are too long for messages, as files or, if none is accepted, as messages. */
const addFiles = async (turn: Turn, row: MessageRow, { answer, say, clock, log }: FollowMeans): Promise<void> => {
  const { files } = answer.render(turn.parts, 'whole');
  if (files.length === 0) return;
  for (const [at, sheet] of makeWrittenFiles(files, {}, say).entries()) {
    const trying = { what: () => 'file' as const, given: new Set<never>(), target: row, clock, log };
    if ((await insist(() => row.add(sheet), trying)) !== 'messages') continue;
    const pages = [...divideBlocks(answer.renderFiles(turn.parts, at * MOST_FILES)).take(MOST_PAGES + 1)];
    for (const content of pages.slice(0, MOST_PAGES)) await row.add({ content });
    if (pages.length > MOST_PAGES) await row.add(makeMissingFileNote({}, say));
    return;
  }
};

/** How a turn is shown that has ended. `isLate`: more of its question is understood only now, or what was found is told. */
type CaptionEnd = { end?: AnswerEnd; buttons?: Buttons | undefined; unheard?: Text | undefined; isLate?: boolean };

const follow = async (
  turn: Turn,
  shows: Shows,
  row: MessageRow,
  { answer, mark, continued, onFailure, say, clock, log }: FollowMeans,
) => {
  let last = Number.NEGATIVE_INFINITY;
  const given: Concessions = new Set();
  const bring = async ({ end, buttons, unheard, isLate }: CaptionEnd = {}) => {
    const sheets = () => makeSheets(renderCaptions(turn, shows, answer, { end, row, unheard, say }), buttons, given);
    if (row.holds(sheets())) return;
    const early = last + EDIT_PACE - clock.now();
    if (early > 0 && isLate) await clock.sleep(early);
    else if (early > 0 && !end) await within(clock, early, turn.ended);
    // The last call shows the complete turn, with its buttons.
    if (turn.end && !end) return;
    // This includes the words that came during the wait.
    const show = () => row.show(sheets());
    const trying = { what: () => row.doing, given, target: row, once: end === undefined, clock, log };
    const done = await insist(show, trying).finally(() => {
      last = clock.now();
    });
    if (done === 'file') throw new SendRefusedError(REFUSED);
    turn.moments.note(turn.isEmpty ? 'noticed' : 'shown');
  };
  const pieces = turn.follow();
  do await bring();
  while (!(await pieces.next()).done);
  const end = await turn.ended;
  await waitUntilStored(turn.number.settled, clock);
  const whole: CaptionEnd = { end, buttons: continued ? offerContinue(turn, say) : undefined };
  const showing = new Mutex();
  turn.changes.on(async (change) => {
    if (change === 'understood' || change === 'grounded')
      await showing.run(() => bring({ ...whole, isLate: true })).catch(onFailure);
  });
  await showing.run(() => bring(whole));
  whole.unheard = shows === 'written' ? undefined : await mark;
  if (whole.unheard !== undefined) await showing.run(() => bring(whole));
};

/** Shows a turn. If Discord refuses it in every form, a sentence says so, if Discord accepts at least that. */
const followOrTell = async (turn: Turn, shows: Shows, row: MessageRow, following: FollowMeans) => {
  try {
    await follow(turn, shows, row, following);
  } catch (error) {
    if (!(error instanceof SendRefusedError)) throw error;
    const { text, ways } = error.telling;
    if (ways.includes('next')) await row.add({ content: markWarning(text, following.say) }).catch(() => {});
    throw error.cause ?? error;
  }
};

/** One message for each text, as far as Discord takes it; the last one has the buttons. */
const makeSheets = (texts: readonly string[], buttons: Buttons | undefined, given: Concessions): MessageContent[] =>
  texts
    .map((text) => (given.has('unlinked') ? breakLinks(text) : text))
    .map((content, at) =>
      buttons && !given.has('plain') && at === texts.length - 1 ? { content, buttons } : { content },
    );

/** How a turn is shown so far; `end` is absent while it runs. */
type CaptionState = { end: AnswerEnd | undefined; row: MessageRow; unheard: Text | undefined; say: Say };

/** The texts of the messages that show a turn so far. */
const renderCaptions = (turn: Turn, shows: Shows, answer: AnswerBlocks, state: CaptionState): string[] => {
  const { end, row, unheard, say } = state;
  const question = shows === 'all' ? renderQuestion(turn, say) : [];
  const said = renderAnswer(turn, shows, answer, state);
  const below = said.length > 0 && unheard ? [makeTextBlock(markSmall(unheard, say), '\n')] : [];
  const blocks = [...question, ...said, ...below];
  const isPending = blocks.length === 0 && !end && !row.holds([]);
  const all = [...divideBlocks(isPending ? [makeTextBlock(PENDING)] : blocks).take(MOST_PAGES + 1)];
  if (all.length <= MOST_PAGES) return all;
  const tooLong = markSmall({ code: 'answer.caption-too-long' }, say);
  return [...all.slice(0, MOST_PAGES), [tooLong, trouble(end, say)].filter(Boolean).join('\n\n')];
};

/** The line that says what was heard, once something was. */
const renderQuestion = ({ heard, speaker }: Turn, say: Say): Block[] => {
  if (isBlank(heard)) return [];
  const name = toInline(sanitizeName(speaker.name));
  return [makeTextBlock(say({ code: 'answer.heard', name, words: toInline(heard) }))];
};

/** A sentence about what went wrong, if anything did. */
const trouble = (end: AnswerEnd | undefined, say: Say): string =>
  end?.is === 'broken' || end?.is === 'failed' ? markWarning(toText(end.error), say) : '';

/** An answer as it's written down, with what its readers need to know about how it ended, and about search. */
const renderAnswer = (turn: Turn, shows: Shows, answer: AnswerBlocks, { end, say }: CaptionState): Block[] => {
  const all = turn.isEmpty ? [] : turn.parts;
  const parts = shows === 'written' ? all.filter((part) => part.is === 'written') : all;
  const { blocks } = answer.render(parts, end ? 'whole' : 'growing');
  const [first, ...others] = blocks;
  const shown: Block[] = first ? [{ ...first, gap: '\n' }, ...others] : [];
  const found = end && !turn.isEmpty ? makeSourceBlocks(turn.grounding, say) : [];
  if (shows === 'written') return [...shown, ...found];
  if (!first && !end && turn.work.isSlow) return [makeTextBlock(say({ code: 'answer.calling' }), '\n')];
  // People who only talk to each other get no answer, and that needs no sentence.
  if (end?.is === 'silent') return end.reason ? [makeTextBlock(markWarning(end.reason, say), '\n')] : [];
  if (end?.is === 'interrupted') return first ? [...breakOff(shown), ...found] : [];
  const notes = [trouble(end, say), end && turn.source.refused.has('search') ? markSmall(NO_SEARCH, say) : ''];
  const note = notes.filter(Boolean).join('\n');
  const below = note === '' ? [] : [makeTextBlock(note, first ? '\n\n' : '\n')];
  return [...shown, ...below, ...found];
};

const NO_SEARCH = { code: 'gemini.no-search' } as const;

/** An answer that was interrupted ends in a dash. */
const breakOff = (blocks: readonly Block[]): Block[] => [
  ...blocks,
  makeTextBlock('—', blocks.at(-1)?.is === 'text' ? ' ' : '\n'),
];
