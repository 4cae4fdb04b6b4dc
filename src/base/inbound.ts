import type { InboundTime } from './inbound-time.ts';
import type { Place } from './place.ts';

/** What Discord lets somebody do, as far as Parley's own rules depend on it. */
export type Power = 'administrator' | 'manage-server' | 'manage-channel';

/**
 * Who did something. `name` is the one that other people see, `roles` are the ids of their roles except @everyone, if
 * they're known, and `locale` is Discord's name for their language (`en-GB`), if it's known.
 */
export type Sender = {
  id: string;
  name: string;
  roles: readonly string[] | undefined;
  /** What they may do here and now, as Discord said with this very event. In a direct message it's nothing. */
  powers: readonly Power[];
  locale: string | undefined;
  kind: 'member' | 'bot' | 'webhook';
  /** Whose message a webhook repeats, if that's known. Rights, budgets and privacy are theirs; only the name isn't. */
  behind?: string;
  /** What a bot or a webhook can be named by: its id, and the ids of the webhook and of its application. */
  as?: readonly string[];
};

/**
 * One thing that a person did or said to Parley. With `asks`, it goes to the model, so it costs something. `arrival` is when it
 * came, where somebody may want to know that.
 */
export type Inbound = { place: Place; person: Sender; asks: boolean; arrival?: InboundTime } & InboundKind;

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

/**
 * The checks that everything has to pass: whether the person may, whether they agreed to what becomes of their words, and
 * whether there's money for it. `warm` reads what they need of a place beforehand, if there's anything to read; it never
 * rejects.
 */
export type InboundStages = {
  access: InboundStage;
  consent: InboundStage;
  budget: InboundStage;
  warm?: (place: Place) => Promise<void>;
};

/** Each check is asked only if those before it let it pass. @throws UserError of the check that refuses. */
export const admitInbound = async (inbound: Inbound, { access, consent, budget }: InboundStages): Promise<void> => {
  await access(inbound);
  await consent(inbound);
  await budget(inbound);
};
