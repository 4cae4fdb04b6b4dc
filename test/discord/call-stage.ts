import { isDeepStrictEqual } from 'node:util';
import type { Sender } from '../../src/base/inbound.ts';
import type { CallControl } from '../../src/calls/call-control.ts';
import type {
  CallView,
  CaptionMode,
  CaptionStyle,
  JoinRequest,
  TalkGrant,
  Venue,
  VenueChange,
} from '../../src/calls/contract.ts';
import type { HearingWish } from '../../src/text/values.ts';
import { Changes } from '../../world/discord/changes.ts';

/** How an answer is written in a channel that was heard. */
export const writing = ({ id: noticeIn }: { id: string }, captions: CaptionMode): CaptionStyle => ({
  captions,
  noticeIn,
  mark: Promise.resolve(undefined),
});

/** Calls that a test speaks for: they do what is asked at once, and remember it. */
export class ScriptedCalls implements CallControl {
  readonly wishes: JoinRequest[] = [];
  readonly stopped: string[] = [];
  readonly granted: { guildId: string; userId: string }[] = [];
  readonly consents: { guildId: string; userId: string; heard: boolean }[] = [];
  /** In which servers it was asked again who may be heard. */
  readonly reviewed: string[] = [];
  /** Whose choices were stored. */
  readonly kept: { guildId: string; userId: string }[] = [];
  /** What else is true of the calls that are joined. */
  told: Partial<CallView> = {};
  /** What becomes of it if somebody asks for the floor. */
  grants: TalkGrant = 'given';
  /** What's known of the wishes of people who chose nothing. */
  hearing: HearingWish = 'heard';
  /** What `join` throws. */
  refusal: Error | undefined;
  /** Whether calls may interpret. */
  mayInterpret = true;
  readonly interpreting: CallControl['interpreting'] = {
    mayBegin: () => this.mayInterpret,
    begin: async (guildId, interpreting) => {
      const view = this.#views.get(guildId);
      if (!view) throw new Error('there is no call');
      return this.begin({ ...view, interpreting });
    },
    end: async (guildId) => {
      const view = this.#views.get(guildId);
      if (!view?.interpreting) return false;
      this.begin({ ...view, interpreting: undefined });
      return true;
    },
  };
  readonly #views = new Map<string, CallView>();

  /** Begins a call behind everybody's back. */
  begin(view: CallView): CallView {
    this.#views.set(view.guildId, view);
    return view;
  }

  async join(wish: JoinRequest): Promise<CallView> {
    if (this.refusal) throw this.refusal;
    this.wishes.push(wish);
    const { guildId, channelId, conversationId, settings } = wish;
    const listen = settings.listen === 'auto' ? undefined : settings.listen;
    const { captions = 'answers' } = settings;
    const told = { listen: listen ?? 'everyone', hears: { is: 'people' }, speaks: 'aloud' } as const;
    const noticeIn = conversationId;
    const usual = { chat: 'mentions', consent: 'notice', days: 30, state: 'on' } as const;
    return this.begin({ guildId, channelId, conversationId, noticeIn, ...told, captions, ...usual, ...this.told });
  }

  async leave(guildId: string): Promise<boolean> {
    return this.#views.delete(guildId);
  }

  stop(guildId: string): boolean {
    this.stopped.push(guildId);
    return this.#views.has(guildId);
  }

  grant(guildId: string, { id: userId }: Sender): TalkGrant {
    if (this.grants !== 'given') return this.grants;
    this.granted.push({ guildId, userId });
    return 'given';
  }

  heed(guildId: string, userId: string, heard: boolean): void {
    this.consents.push({ guildId, userId, heard });
  }

  async consent(guildId: string, userId: string): Promise<void> {
    this.kept.push({ guildId, userId });
  }

  async findWish(guildId: string, userId: string): Promise<HearingWish> {
    const last = this.consents.findLast((one) => one.guildId === guildId && one.userId === userId);
    return last?.heard === false ? 'unheard' : this.hearing;
  }

  review(guildId: string): void {
    this.reviewed.push(guildId);
  }

  view(guildId: string): CallView | undefined {
    return this.#views.get(guildId);
  }
}

/** The changes of the voice channels from now on, for a test to wait for in their order. */
export class Heard {
  readonly changes: VenueChange[] = [];
  readonly #changes = new Changes();

  constructor(venue: Venue) {
    venue.on((change) => {
      this.changes.push(change);
      this.#changes.happened();
    });
  }

  /** Resolves once a change like this was told; the changes up to it are forgotten. */
  async told(change: VenueChange): Promise<void> {
    const find = () => this.changes.findIndex((other) => isDeepStrictEqual(other, change));
    await this.until(() => find() >= 0);
    this.changes.splice(0, find() + 1);
  }

  /** Resolves once this is true; looked at again with every change. */
  until(holds: () => boolean): Promise<void> {
    return this.#changes.until(holds, () => `Told: ${JSON.stringify(this.changes)}`);
  }
}
