import {
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  ButtonStyle,
  ComponentType,
  type Message,
} from 'discord.js';
import type { BrokenAnswer } from '../../conversation/turns/continuation.ts';
import type { Turn } from '../../conversation/turns/turn.ts';
import type { TurnRecord } from '../../conversation/turns/turn-record.ts';

/** A row of buttons under a message. */
export type Buttons = APIActionRowComponent<APIButtonComponentWithCustomId>;

/** A button; its `custom_id` begins with the name of the command that takes the press, and a colon. */
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
 * The button that asks for the rest of an ended turn's answer, if it broke off; nothing else has one, and neither has an
 * answer that is in no transcript.
 */
export const offerContinue = ({ end, question, record: { number } }: Turn): Buttons | undefined =>
  end?.is === 'broken' && number !== undefined ? makeContinueButton({ number, at: question.at }) : undefined;

/** The button that stops a typed answer as long as it grows. It tells which one, for as long as this process lives. */
export const makeStopButton = ({ question }: Turn): Buttons | undefined =>
  question.aloud ? undefined : makeButtonRow(makeButton('Stop', haltOf(question), ButtonStyle.Secondary));

/** Whether a message has the button that stops this answer: then it was growing when its process last wrote there. */
export const isGrowing = (
  { components }: Pick<Message, 'components'>,
  answer: Pick<TurnRecord, 'person' | 'at'>,
): boolean => components.some((row) => 'components' in row && row.components.some(hasId(haltOf(answer))));

const haltOf = ({ person, at }: Pick<TurnRecord, 'person' | 'at'>): string => `stop:answer:${person.id}:${at}`;

const hasId = (id: string) => (component: object) => 'customId' in component && component.customId === id;

/** The button that asks for the rest of an answer. It carries all there is to know, so it still works after a restart. */
export const makeContinueButton = ({ number, at }: BrokenAnswer): Buttons =>
  makeButtonRow(makeButton('Continue', `ask:continue:${number}:${at}`, ButtonStyle.Primary));
