import type { Place } from './place.ts';

/**
 * Who does something: `name` as the others see it, `roles` by id without the one that everybody has, and `locale` as Discord
 * names it (`en-GB`), where that is known.
 */
export type Sender = {
  id: string;
  name: string;
  roles: readonly string[];
  locale: string | undefined;
  kind: 'member' | 'bot' | 'webhook';
};

/** One thing that somebody did or said to Parley. `asks`: it goes to the model, so it costs something. */
export type Inbound = { place: Place; person: Sender; asks: boolean } & InboundKind;

/** What was done. `action` is what a component or a form says of itself after its command's name. */
export type InboundKind =
  | { is: 'slash' | 'user menu' | 'message menu'; command: string }
  | { is: 'autocomplete'; command: string; option: string }
  | { is: 'button' | 'select' | 'modal'; command: string; action: string }
  | { is: 'message' }
  | { is: 'speech' };

/** A gate on the way in. Resolves to let something pass. @throws UserError for the person: what is refused, and what to do. */
export type InboundStage = (inbound: Inbound) => Promise<void>;

/** The gates that everything passes. */
export type InboundStages = { access: InboundStage; budget: InboundStage };

/** Asks every gate: access first, and the budget only of those who may. @throws UserError as the first that refuses does. */
export const admitInbound = async (inbound: Inbound, { access, budget }: InboundStages): Promise<void> => {
  await access(inbound);
  await budget(inbound);
};
