import { UserError } from '../base/errors.ts';
import type { Shelf } from '../store/store.ts';
import { StoreUnavailableError } from '../store/store-errors.ts';
import { addWishes } from './call-rules.ts';
import type { CallSettings, JoinRequest } from './contract.ts';

/** What people last wished for the calls of each conversation, and when; it outlives the calls. */
export class CallWishes {
  readonly #shelf: Shelf<CallSettings>;

  /** `shelf` holds the wishes by conversation. */
  constructor(shelf: Shelf<CallSettings>) {
    this.#shelf = shelf;
  }

  /**
   * Adds what is wished now, `at` milliseconds since the epoch, and returns all that is wished in the conversation.
   *
   * @throws UserError if the store can't tell what was wished before and this wish doesn't name all of it.
   */
  async add(wish: Pick<JoinRequest, 'conversationId' | 'settings'>, at: number): Promise<CallSettings> {
    const before = await this.#findBefore(wish);
    const { listen, captions } = wish.settings;
    if (!listen && !captions) return before;
    const wishes = addWishes(before, wish.settings, at);
    await this.#shelf.set(wish.conversationId, wishes);
    return wishes;
  }

  /** Without these a call might listen to people who were promised that it wouldn't. */
  async #findBefore({
    conversationId,
    settings,
  }: Pick<JoinRequest, 'conversationId' | 'settings'>): Promise<CallSettings> {
    if (settings.listen && settings.captions) return {};
    try {
      return (await this.#shelf.get(conversationId)) ?? {};
    } catch (error) {
      if (!(error instanceof StoreUnavailableError)) throw error;
      throw new UserError({ code: 'call.settings-unknown' }, { cause: error });
    }
  }
}
