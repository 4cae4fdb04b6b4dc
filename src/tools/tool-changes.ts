import { BoundedMap } from '../base/bounded-map.ts';
import { type Clock, within } from '../base/clock.ts';
import { UserError } from '../base/errors.ts';
import type { Place } from '../base/place.ts';
import { Timer } from '../base/timer.ts';
import type { CallAsker } from '../live/protocol/tool-call.ts';
import type { Text } from '../text/text.ts';
import type { Right, Rights } from './rights.ts';
import type { ToolResult } from './tool.ts';

/**
 * What became of a change: `told` is for people, `says` and `why` are for the model. `isError`: it was asked for, and whoever
 * does it says that it failed. `isUncertain`: it may have been done all the same.
 */
export type ToolChangeResult =
  | { is: 'done'; told: Text; says?: Record<string, unknown>; isError?: boolean }
  | { is: 'refused'; told: Text; why: string; isUncertain?: boolean };

/**
 * What became of a button, for the conversation in which it was shown: it was pressed and what it asked was done, failed, or may have
 * been done; it was pressed and isn't allowed any more; whoever was asked left it; nobody pressed it in time.
 */
export type ButtonNews = {
  asker: CallAsker;
  place: Place;
  question: Text;
  became: 'done' | 'failed' | 'uncertain' | 'forbidden' | 'left' | 'late';
};

/** Something that a tool changes on somebody's behalf. */
export type ToolChange = {
  /** What Discord must let the asker do, when they ask and when they press the button. */
  needs: readonly Right[];
  /** What the asker is asked above the buttons. */
  question: Text;
  /** Whether its result brings in what others wrote. */
  isForeign?: true;
  /** Does it, once. */
  run(): Promise<ToolChangeResult>;
};

/** A question with its buttons, as people see it. */
export type ShownQuestion = {
  /** Puts a sentence in its place, and takes the buttons away. Never rejects. */
  close(told: Text): Promise<void>;
};

/** Shows a question with buttons in a place; nothing if it can't be shown there. `id` is what the buttons carry. */
export type ShowQuestion = (
  place: Place,
  question: { id: string; asker: string; text: Text },
) => Promise<ShownQuestion | undefined>;

/** A change that waits for its button. */
type OpenChange = {
  asker: CallAsker;
  place: Place;
  change: ToolChange;
  /** Whether the tool is still on there. */
  isOn(): Promise<boolean>;
  expiry: Timer;
};

/** For whom something is changed, and whether that may happen without asking. */
export type ChangeOrder = {
  asker: CallAsker;
  place: Place;
  isAllowed: boolean;
  isOn(): Promise<boolean>;
  /** Aborts when nobody waits for it any more. */
  signal: AbortSignal;
};

export type ToolChangesOptions = {
  rights: Rights;
  show: ShowQuestion;
  clock: Clock;
  /** An id that nobody can guess. */
  makeId(): string;
};

/** How long a button can be pressed, in milliseconds. */
export const OPEN_FOR = 5 * 60_000;

/** How many changes wait in the process. The oldest one gives way, and its button then says that it's too late. */
const MOST_OPEN = 500;

/** How many changes one question may lead to, whether they ask or not. */
const MOST_EACH = 3;

/** How long Discord may take to show a question, in milliseconds. */
const PATIENCE = 8_000;

const WAITING =
  'NOT done yet. The person who asked sees a button in the channel and has to press it; only they can, within five ' +
  'minutes. Tell them to press it, and never say that it is done.';

/**
 * What tools change on people's behalf, and the buttons that are asked first. Whether somebody may is decided by who asked,
 * again when the button is pressed, and never by what was said. Nothing of it is stored: after a restart a button is dead.
 */
export class ToolChanges {
  readonly #options: ToolChangesOptions;
  readonly #open = new BoundedMap<string, OpenChange>(MOST_OPEN);
  /** Who pressed the buttons that were pressed lately, by their ids. */
  readonly #pressed = new BoundedMap<string, string>(MOST_OPEN);
  readonly #counts = new WeakMap<CallAsker, number>();
  #listener: (news: ButtonNews) => void = () => {};

  constructor(options: ToolChangesOptions) {
    this.#options = options;
  }

  /** Calls `listener` with what becomes of each button. There's one listener. */
  onPress(listener: (news: ButtonNews) => void): void {
    this.#listener = listener;
  }

  /** Changes something for the asker of a question, or asks them by a button first. */
  async propose(change: ToolChange, order: ChangeOrder): Promise<ToolResult> {
    const { asker, place, isAllowed } = order;
    const count = (this.#counts.get(asker) ?? 0) + 1;
    this.#counts.set(asker, count);
    if (count > MOST_EACH) return { is: 'refused', why: 'That is too much for one question. Nothing was changed.' };
    if (!(await this.#options.rights.may(asker.id, place, change.needs)))
      return {
        is: 'refused',
        why: 'Discord does not let the person who asked do that here, so it was not done. Nobody else can allow it.',
      };
    if (order.signal.aborted) return { is: 'refused', why: 'Nobody waits for that any more.' };
    if (!isAllowed) return this.#ask(change, order);
    const result = await change.run();
    return result.is === 'done'
      ? { is: 'done', says: { done: true, ...result.says } }
      : { is: 'refused', why: result.why };
  }

  /**
   * Somebody pressed the button that does it. It works once, and only for whoever asked.
   *
   * @returns what is said in place of the question; nothing if they press again, because the first press says what became of it
   * @throws UserError, after which the question stands as before, if it's somebody else
   */
  async confirm(id: string, person: string, channel: string): Promise<Text | undefined> {
    const open = this.#take(id, person, channel);
    if (open === 'pressed') return undefined;
    if (!open) return { code: 'tools.too-late' };
    // Whatever goes wrong from here on, it isn't known how far that came.
    let became: ButtonNews['became'] = 'uncertain';
    try {
      const result = await this.#run(open, person);
      became = result.became;
      return result.told;
    } catch (error) {
      // The buttons are still there.
      this.#pressed.delete(id);
      throw error;
    } finally {
      this.#tell(open, became);
    }
  }

  /** Somebody pressed the button that lets it be: the same as with {@link confirm}. @throws UserError if it isn't whoever asked */
  dismiss(id: string, person: string, channel: string): Text | undefined {
    const open = this.#take(id, person, channel);
    if (open === 'pressed') return undefined;
    if (!open) return { code: 'tools.too-late' };
    this.#tell(open, 'left');
    return { code: 'tools.dismissed' };
  }

  async #run(
    { change, place, isOn }: OpenChange,
    person: string,
  ): Promise<{ told: Text; became: ButtonNews['became'] }> {
    if (!(await isOn())) return { told: { code: 'tools.switched-off' }, became: 'forbidden' };
    if (!(await this.#options.rights.may(person, place, change.needs)))
      return { told: { code: 'tools.not-allowed' }, became: 'forbidden' };
    const result = await change.run();
    return { told: result.told, became: judge(result) };
  }

  #tell({ asker, place, change: { question } }: OpenChange, became: ButtonNews['became']): void {
    this.#listener({ asker, place, question, became });
  }

  /** Takes a change out, so that no second press finds it. */
  #take(id: string, person: string, channel: string): OpenChange | 'pressed' | undefined {
    const open = this.#open.get(id);
    const asker = this.#pressed.get(id) ?? open?.asker.id;
    if (asker === undefined || (open && open.place.channel !== channel)) return undefined;
    if (asker !== person) throw new UserError({ code: 'tools.not-yours' });
    if (!open) return 'pressed';
    this.#open.delete(id);
    this.#pressed.set(id, person);
    open.expiry.stop();
    return open;
  }

  async #ask(change: ToolChange, { asker, place, isOn }: ChangeOrder): Promise<ToolResult> {
    const { show, clock, makeId } = this.#options;
    const id = makeId();
    const expiry = new Timer(clock);
    // The button may be pressed before Discord's answer is here.
    const open: OpenChange = { asker, place, change, isOn, expiry };
    this.#open.set(id, open);
    const shown = await within(clock, PATIENCE, show(place, { id, asker: asker.id, text: change.question }));
    if (shown === undefined || shown === 'late') {
      this.#open.delete(id);
      return { is: 'refused', why: 'I could not show the button that this needs, so nothing was done.' };
    }
    if (this.#open.has(id))
      expiry.set(OPEN_FOR, () => {
        if (!this.#open.delete(id)) return;
        this.#tell(open, 'late');
        void shown.close({ code: 'tools.too-late' });
      });
    return { is: 'done', says: { done: false, waits_for_button: WAITING } };
  }
}

const judge = (result: ToolChangeResult): ButtonNews['became'] => {
  if (result.is === 'done') return result.isError ? 'failed' : 'done';
  return result.isUncertain ? 'uncertain' : 'failed';
};
