import type { SendableChannels } from 'discord.js';
import type { Logger } from 'pino';
import type { Clock } from '../../base/clock.ts';
import type { UnfinishedAnswer } from '../../conversation/recovery/crash-recovery.ts';
import { listParts } from '../../conversation/turns/answer-part.ts';
import { loadMarkdown } from '../../markdown/load-markdown.ts';
import type { Languages, Say } from '../../text/languages.ts';
import { toInline } from '../../text/markdown-escape.ts';
import { AnswerBlocks, type WholeAnswer } from './answer-blocks.ts';
import { makeCrashButtons } from './answer-buttons.ts';
import {
  type AnswerFoot,
  countSent,
  MOST_FILES,
  MOST_PAGES,
  MOST_WITHOUT_FILE,
  makeAnswerFile,
  makeMissingFileNote,
  makeWrittenFiles,
} from './answer-file.ts';
import { hasSources } from './answer-sources.ts';
import { divideBlocks } from './block-pages.ts';
import { sayIn } from './channel-language.ts';
import { locateCrashedAnswer, MOST_FURTHER, readOwnMessages } from './crash-location.ts';
import { CrashedPages } from './crash-pages.ts';
import { markSmall, markWarning } from './sentence-marks.ts';

/**
 * Completes an answer whose process died while it was being shown: with the rest, if that was recorded, or else with a
 * sentence that says so and a button that asks for the rest. Doing it again changes nothing. Neither does it where the
 * whole answer was shown already, or where the question has been answered again in the same message.
 *
 * @throws Discord's error if it refuses that in every form
 */
export const finishCrashedAnswer = async (
  channel: SendableChannels,
  answer: UnfinishedAnswer,
  { languages, clock, log }: { languages: Languages; clock: Clock; log: Logger },
): Promise<void> => {
  const say = sayIn(channel, languages);
  const { whole, known, foot } = composeEnd(answer, new AnswerBlocks(await loadMarkdown(), say), say);
  const pages = [...divideBlocks(whole.blocks)];
  const first = await locateCrashedAnswer(channel, answer, [...divideBlocks(known.blocks)]);
  if (!first) return;
  if (answer.ended === 'complete' && answer.sites && (await hasShownSources(channel, first.message))) return;
  const { files } = whole;
  const isMore = pages.length > first.page + 1 || files.length > 0;
  const further = isMore ? await readOwnMessages(channel, first.message, MOST_FURTHER) : [];
  const means = { channel, question: answer.id, first, further, clock, log };
  const shown = new CrashedPages(pages, means);
  const buttons = files.length > 0 ? undefined : foot.buttons;
  await shown.bring(0, MOST_PAGES, buttons);
  const sheets =
    pages.length > MOST_PAGES
      ? [makeAnswerFile(whole.text, foot, { code: 'delivery.file-too-long' }, say)]
      : makeWrittenFiles(files, foot, say);
  const sent = countSent(further, sheets);
  const end = Math.min(pages.length, MOST_PAGES);
  for (const [at, sheet] of sheets.entries()) {
    if (at < sent || (await shown.add(sheet, end + at)) !== 'messages') continue;
    // The messages as they are, and those that are still to come.
    const there = [...pages.slice(0, end), ...sheets.slice(0, at).map(({ content }) => content)];
    const all = [...there, ...pages.slice(end), ...divideBlocks(whole.inMessages(at * MOST_FILES))];
    await new CrashedPages(all, means).bring(there.length, MOST_WITHOUT_FILE, foot.buttons);
    if (all.length > MOST_WITHOUT_FILE) await shown.add(makeMissingFileNote(foot, say), MOST_WITHOUT_FILE);
    return;
  }
};

/** Whether all of an answer stands there already, with links to the pages that it was found on, which nobody knows any more. */
const hasShownSources = async (channel: SendableChannels, message: string): Promise<boolean> => {
  const there = await channel.messages.fetch({ message, force: true }).catch(() => undefined);
  const after = there ? await readOwnMessages(channel, message, MOST_FURTHER).catch(() => []) : [];
  return [there, ...after].some((one) => one !== undefined && hasSources(one.content));
};

/** The whole answer that people should see, what is `known` of its own words, and what stands under its end. */
const composeEnd = (
  answer: UnfinishedAnswer,
  renderer: AnswerBlocks,
  say: Say,
): { whole: WholeAnswer; known: WholeAnswer; foot: AnswerFoot } => {
  const parts = listParts(answer.answered, answer.written ?? []);
  const buttons = makeCrashButtons(answer, say);
  const why = answer.ended === 'complete' ? '' : markWarning({ code: 'answer.unfinished-restart' }, say);
  const note = [why, nameSites(answer.sites ?? [], say)].filter(Boolean).join('\n');
  return { whole: renderer.compose(parts, note), known: renderer.compose(parts, ''), foot: { note, buttons } };
};

/** The addresses of pages aren't recorded, but on which sites they were. */
const nameSites = (sites: readonly string[], say: Say): string =>
  sites.length > 0 ? markSmall({ code: 'part.sources', links: sites.map(toInline), more: 0 }, say) : '';
