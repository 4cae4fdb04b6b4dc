import type { SendableChannels } from 'discord.js';
import type { Logger } from 'pino';
import type { Clock } from '../../base/clock.ts';
import type { UnfinishedAnswer } from '../../conversation/recovery/crash-recovery.ts';
import type { Languages, Say } from '../../text/languages.ts';
import { makeCrashButtons } from './answer-buttons.ts';
import {
  type AnswerFoot,
  isLongAnswerEnd,
  MOST_PAGES,
  MOST_WITHOUT_FILE,
  makeAnswerFile,
  makeMissingFileNote,
} from './answer-file.ts';
import { readChannelLocale } from './channel-locale.ts';
import { locateCrashedAnswer, MOST_FURTHER, readOwnMessages } from './crash-location.ts';
import { CrashedPages } from './crash-pages.ts';
import { closeCodeBlock, splitPages } from './pages.ts';
import { markWarning } from './sentence-marks.ts';

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
  const say = languages.to(readChannelLocale(channel));
  const { text, foot } = composeEnd(answer, say);
  const pages = [...splitPages(text)];
  const first = await locateCrashedAnswer(channel, answer, pages);
  if (!first) return;
  const further = pages.length > first.page + 1 ? await readOwnMessages(channel, first.message, MOST_FURTHER) : [];
  const shown = new CrashedPages(pages, { channel, question: answer.id, first, further, clock, log });
  await shown.bring(0, MOST_PAGES, foot.buttons);
  if (pages.length <= MOST_PAGES || further.some(isLongAnswerEnd)) return;
  const file = makeAnswerFile(text, foot, { code: 'delivery.file-too-long' }, say);
  if ((await shown.add(file, MOST_PAGES)) !== 'messages') return;
  await shown.bring(MOST_PAGES, MOST_WITHOUT_FILE, foot.buttons);
  if (pages.length > MOST_WITHOUT_FILE) await shown.add(makeMissingFileNote(foot, say), MOST_WITHOUT_FILE);
};

/** The whole text that people should see, and what stands under its end. */
const composeEnd = (answer: UnfinishedAnswer, say: Say): { text: string; foot: AnswerFoot } => {
  if (answer.ended === 'complete') return { text: answer.answered, foot: { buttons: makeCrashButtons(answer, say) } };
  const note = markWarning({ code: 'answer.unfinished-restart' }, say);
  const text = [closeCodeBlock(answer.answered), note].join('\n\n');
  return { text, foot: { note, buttons: makeCrashButtons(answer, say) } };
};
