import {
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  type APIMessage,
  ButtonStyle,
  ComponentType,
  type Message,
} from 'discord.js';
import { type BrokenAnswer, isContinuation } from '../../conversation/turns/continuation.ts';
import type { NumberedTurn, StoredTurn } from '../../conversation/turns/stored-turn.ts';
import type { Turn } from '../../conversation/turns/turn.ts';
import { isHopeless } from '../../conversation/turns/typed-question.ts';
import type { Say } from '../../text/languages.ts';

/** A row of buttons under a message. */
export type Buttons = APIActionRowComponent<APIButtonComponentWithCustomId>;

/** A button. Its `custom_id` starts with the name of the command that handles the press, and a colon. */
export const makeButton = (
  label: string,
  custom_id: string,
  style: APIButtonComponentWithCustomId['style'],
): APIButtonComponentWithCustomId => ({ type: ComponentType.Button, style, label, custom_id });

/** At most five buttons side by side. */
export const makeButtonRow = (...components: APIButtonComponentWithCustomId[]): Buttons => ({
  type: ComponentType.ActionRow,
  components,
});

/**
 * The button that says yes to what becomes of one's words. It has no name in it: whoever presses it agrees for themselves, so
 * nobody can agree for anybody else.
 */
export const makeAgreeRow = (say: Say): Buttons =>
  makeButtonRow(makeButton(say({ code: 'button.agree' }), 'privacy:agree', ButtonStyle.Success));

/**
 * The button that asks for the rest of a broken answer, for an ended turn. Other answers have none, nor does an answer
 * that isn't in the transcript.
 */
export const offerContinue = ({ end, question, number: { value: number } }: Turn, say: Say): Buttons | undefined =>
  end?.is === 'broken' && number !== undefined ? makeContinueButton({ number, at: question.at }, say) : undefined;

/**
 * The buttons under a typed answer that has ended. Continue and Ask again work in whatever process gets the press; Listen
 * works as long as the sound is kept. A spoken answer has only {@link offerContinue}.
 */
export const makeEndButtons = (turn: Turn, { isKept, say }: { isKept: boolean; say: Say }): Buttons | undefined => {
  const { id, person, at } = turn.question;
  const listen = makeButton(say({ code: 'button.listen' }), `ask:listen:${person.id}:${at}`, ButtonStyle.Secondary);
  const again = isHopeless(turn) ? [] : offerAgain({ id, person, at, number: turn.number.value }, say);
  return toRow([...(isKept ? [listen] : []), ...(offerContinue(turn, say)?.components ?? []), ...again]);
};

/**
 * The button that asks the same question again. The rest of an answer has none: its question, the person's own, stands
 * above the first part.
 */
const offerAgain = (answer: AskedAnswer, say: Say): APIButtonComponentWithCustomId[] =>
  isContinuation(answer) ? [] : [makeAgainButton(answer, say)];

/** Discord takes no row without buttons. */
const toRow = (buttons: readonly APIButtonComponentWithCustomId[]): Buttons | undefined =>
  buttons.length > 0 ? makeButtonRow(...buttons) : undefined;

/** The button that asks the same question again, by its number in the transcript if it has one. */
const makeAgainButton = ({ person, at, number = 0 }: AskedAnswer, say: Say): APIButtonComponentWithCustomId =>
  makeButton(say({ code: 'button.again' }), `ask:again:${person.id}:${at}:${number}`, ButtonStyle.Secondary);

type AskedAnswer = Pick<StoredTurn, 'id' | 'person' | 'at'> & { number: number | undefined };

/** The buttons under an answer whose process died, which has no sound any more. */
export const makeCrashButtons = (answer: NumberedTurn, say: Say): Buttons | undefined => {
  const rest = answer.ended === 'complete' || answer.number === 0 ? [] : makeContinueButton(answer, say).components;
  return toRow([...rest, ...offerAgain(answer, say)]);
};

/** What a message with a Stop button shows: words of the answer, or only that Gemini is slow. */
type StopStage = 'growing' | 'slow';

/**
 * The button that stops a typed answer while it grows, or while people wait for its first words. It names the answer and
 * works as long as this process lives.
 */
export const makeStopButton = ({ question }: Turn, stage: StopStage, say: Say): Buttons | undefined => {
  if (question.aloud) return undefined;
  return makeButtonRow(makeButton(say({ code: 'button.stop' }), stopId(question, stage), ButtonStyle.Secondary));
};

/**
 * Whether a message has this answer's Stop button. If it has, the answer hadn't ended when its process last wrote there.
 */
export const isUnfinished = (
  { components }: Pick<Message, 'components'>,
  answer: Pick<StoredTurn, 'person' | 'at'>,
): boolean => {
  const ids = [stopId(answer, 'growing'), stopId(answer, 'slow')];
  return components.some(
    (row) => 'components' in row && row.components.some((one) => 'customId' in one && ids.includes(one.customId ?? '')),
  );
};

/** Whether all that a message says is that Gemini is slow. Its Stop button tells so, in whatever language its words are. */
export const isSlowNotice = ({ components = [] }: Pick<APIMessage, 'components'>): boolean =>
  components.some(
    (row) => 'components' in row && row.components.some((one) => 'custom_id' in one && SLOW_ID.test(one.custom_id)),
  );

const stopId = ({ person, at }: Pick<StoredTurn, 'person' | 'at'>, stage: StopStage): string =>
  `stop:answer:${person.id}:${at}${stage === 'slow' ? ':slow' : ''}`;

/** The ids of the buttons under an answer that grows, and under one that has ended. */
export const GROWING_ID = /^stop:answer:(?!.*:slow$)/;
export const AGAIN_ID = /^ask:again:/;

/** Whether a message has a button whose id matches. */
export const hasButton = ({ components }: Pick<Message, 'components'>, id: RegExp): boolean =>
  components.some(
    (row) => 'components' in row && row.components.some((one) => 'customId' in one && id.test(one.customId ?? '')),
  );

const SLOW_ID = /^stop:answer:.*:slow$/;

/** The button that asks for the rest of an answer. It carries all that's needed, so it still works after a restart. */
const makeContinueButton = ({ number, at }: BrokenAnswer, say: Say): Buttons =>
  makeButtonRow(makeButton(say({ code: 'button.continue' }), `ask:continue:${number}:${at}`, ButtonStyle.Primary));
