import {
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  ButtonStyle,
  ComponentType,
  type Message,
} from 'discord.js';
import type { BrokenAnswer } from '../../conversation/turns/continuation.ts';
import type { StoredTurn } from '../../conversation/turns/stored-turn.ts';
import type { Turn } from '../../conversation/turns/turn.ts';

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
 * The button that asks for the rest of a broken answer, for an ended turn. Other answers have none, nor does an answer
 * that isn't in the transcript.
 */
export const offerContinue = ({ end, question, number: { value: number } }: Turn): Buttons | undefined =>
  end?.is === 'broken' && number !== undefined ? makeContinueButton({ number, at: question.at }) : undefined;

/** The button that stops a typed answer while it grows. It names the answer, and works as long as this process lives. */
export const makeStopButton = ({ question }: Turn): Buttons | undefined =>
  question.aloud ? undefined : makeButtonRow(makeButton('Stop', haltOf(question), ButtonStyle.Secondary));

/**
 * Whether a message has this answer's Stop button. If it has, the answer was growing when its process last wrote there.
 */
export const isGrowing = (
  { components }: Pick<Message, 'components'>,
  answer: Pick<StoredTurn, 'person' | 'at'>,
): boolean => components.some((row) => 'components' in row && row.components.some(hasId(haltOf(answer))));

const haltOf = ({ person, at }: Pick<StoredTurn, 'person' | 'at'>): string => `stop:answer:${person.id}:${at}`;

const hasId = (id: string) => (component: object) => 'customId' in component && component.customId === id;

/** The button that asks for the rest of an answer. It carries all that's needed, so it still works after a restart. */
export const makeContinueButton = ({ number, at }: BrokenAnswer): Buttons =>
  makeButtonRow(makeButton('Continue', `ask:continue:${number}:${at}`, ButtonStyle.Primary));
