import type { Place } from './place.ts';

/**
 * Who did something. `name` is the one that other people see, `roles` are the ids of their roles except @everyone, and
 * `locale` is Discord's name for their language (`en-GB`), if it's known.
 */
export type Sender = {
  id: string;
  name: string;
  roles: readonly string[];
  locale: string | undefined;
  kind: 'member' | 'bot' | 'webhook';
};

/** One thing that a person did or said to Parley. With `asks`, it goes to the model, so it costs something. */
export type Inbound = { place: Place; person: Sender; asks: boolean } & InboundKind;

/** What was done. `action` is the part of a component's or form's id that follows its command's name. */
export type InboundKind =
  | { is: 'slash' | 'user menu' | 'message menu'; command: string }
  | { is: 'autocomplete'; command: string; option: string }
  | { is: 'button' | 'select' | 'modal'; command: string; action: string }
  | { is: 'message' }
  | { is: 'speech' };

/**
 * A check on the way in. Resolves if it lets something pass.
 *
 * @throws UserError that tells the person why not, and what to do.
 */
export type InboundStage = (inbound: Inbound) => Promise<void>;

/** The checks that everything has to pass. */
export type InboundStages = { access: InboundStage; budget: InboundStage };

/** Checks access first, and the budget only if that is granted. @throws UserError of the check that refuses. */
export const admitInbound = async (inbound: Inbound, { access, budget }: InboundStages): Promise<void> => {
  await access(inbound);
  await budget(inbound);
};
