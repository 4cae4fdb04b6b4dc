import { isDeepStrictEqual } from 'node:util';
import { ButtonStyle, type SendableChannels } from 'discord.js';
import type { Logger } from 'pino';
import type { Clock } from '../../base/clock.ts';
import { composePanel, renderAnnouncement } from '../../calls/announcements.ts';
import type { CallView, Panel, PanelPost } from '../../calls/contract.ts';
import type { Say } from '../../text/languages.ts';
import type { Text } from '../../text/text.ts';
import { DiscordErrorCode, isRefusal, isRefusedWith, toLoggable } from '../gateway/api-errors.ts';
import { type Buttons, makeAgreeRow, makeButton, makeButtonRow } from '../outbound/answer-buttons.ts';
import { toCreatePayload, toMessagePayload } from '../outbound/reply-target.ts';

/** What a panel needs: where it stands, and the id of its message if that was sent before. */
export type PanelOptions = {
  channelId: string;
  channel(): Promise<SendableChannels>;
  messageId: string | undefined;
  /** Renders sentences in the language of the people who read the panel. */
  say: Say;
  clock: Clock;
  log: Logger;
};

/** How long to wait before each new attempt to show that the call has ended, in milliseconds. */
const AGAIN = [2_000, 10_000, 60_000, 300_000];

/**
 * The panel of a call. Changes are made one after another, and a change is skipped if a newer one is already waiting. A
 * panel that was deleted, or that Discord doesn't let us edit, is sent again with the next change, because people must be
 * able to read that the bot listens to them.
 */
export class CallPanel implements Panel {
  #options: PanelOptions;
  #messageId: string | undefined;
  #posted: PanelPost = { is: 'missing', why: { code: 'notice.pending' } };
  /** What the message is known to contain. Undefined if that isn't certain. */
  #body: Body | undefined;
  /** How often {@link doubt} was called, so that a call during an edit is noticed. */
  #doubts = 0;
  /** The number of the newest change. */
  #newest = 0;
  #working: Promise<void> = Promise.resolve();

  constructor(options: PanelOptions) {
    this.#options = options;
    this.#messageId = options.messageId;
  }

  async show(view: CallView, note?: Text | readonly Text[]): Promise<PanelPost> {
    const components = makeRows(view, this.#options.say);
    const { say } = this.#options;
    const content = renderAnnouncement(composePanel(view), say);
    await this.#update({ content: note ? `${content}\n-# ${say(note)}` : content, components }, view);
    return this.#posted;
  }

  doubt(): void {
    this.#doubts += 1;
    this.#body = undefined;
  }

  async end(text: Text): Promise<void> {
    const body: Body = { content: this.#options.say(text), components: [] };
    const brought = this.#update(body);
    const number = this.#newest;
    await brought;
    void this.#insist(body, number);
  }

  /** Keeps trying to show the end: otherwise the message would say for ever that the bot is listening. */
  async #insist(body: Body, number: number): Promise<void> {
    for (const pause of AGAIN) {
      if (this.#messageId === undefined || isDeepStrictEqual(body, this.#body)) return;
      await this.#options.clock.sleep(pause);
      if (number !== this.#newest) return;
      await this.#update(body);
      number = this.#newest;
    }
  }

  #update(body: Body, view?: CallView): Promise<void> {
    this.#newest += 1;
    const number = this.#newest;
    this.#working = this.#working.then(async () => {
      if (number === this.#newest) this.#posted = await this.#try(body, view);
    });
    return this.#working;
  }

  async #try(body: Body, view: CallView | undefined): Promise<PanelPost> {
    const { channelId, log } = this.#options;
    try {
      let doubts: number;
      // If a doubt arises during the edit, the message may have been deleted before Discord answered.
      do {
        doubts = this.#doubts;
        await this.#write(body);
      } while (doubts !== this.#doubts);
      const id = this.#messageId;
      return id !== undefined && view ? { is: 'stands', id, view } : { is: 'missing', why: { code: 'notice.over' } };
    } catch (error) {
      log.warn({ event: 'panel.not_shown', err: toLoggable(error) }, 'the panel of a call could not be shown');
      this.#body = undefined;
      // A network error says nothing about the message, so what stood there probably still does.
      if (!isRefusal(error) && this.#posted.is === 'stands') return this.#posted;
      const forbidden = isRefusedWith(error, DiscordErrorCode.missingAccess, DiscordErrorCode.missingPermissions);
      const code = forbidden ? 'notice.forbidden' : 'notice.refused';
      return { is: 'missing', why: { code, channel: channelId } };
    }
  }

  async #write(body: Body): Promise<void> {
    if (isDeepStrictEqual(body, this.#body)) return;
    const channel = await this.#options.channel();
    const before = this.#messageId;
    const doubts = this.#doubts;
    if (before === undefined || !(await this.#edit(channel, before, body))) await this.#send(channel, body);
    if (doubts === this.#doubts) this.#body = body;
  }

  /** False if the message can't be edited and a new one has to be sent. Rejects with network errors and the like. */
  async #edit(channel: SendableChannels, messageId: string, { content, components }: Body): Promise<boolean> {
    try {
      await channel.messages.edit(messageId, { ...toMessagePayload({ content }), components });
      return true;
    } catch (error) {
      const isGone = isRefusedWith(error, DiscordErrorCode.unknownMessage);
      if (isGone) this.#messageId = undefined;
      if (isGone || (isRefusal(error) && components.length > 0)) return false;
      throw error;
    }
  }

  async #send(channel: SendableChannels, { content, components }: Body): Promise<void> {
    // A call that is over needs no new panel.
    if (components.length === 0) return;
    const before = this.#messageId;
    this.#messageId = (await channel.send({ ...toCreatePayload({ content }), components })).id;
    // Two panels could contradict each other.
    if (before !== undefined) await channel.messages.delete(before).catch(() => {});
  }
}

type Body = { content: string; components: Buttons[] };

/** Whether a call takes words of people that aren't clearly for Parley: what they say, or what they write in its chat. */
const takesWords = ({ listen, chat }: CallView): boolean => listen !== 'off' || chat === 'addressed';

/** The call's buttons, and in a row of its own the one that people need to be heard at all. */
const makeRows = (view: CallView, say: Say): Buttons[] => [
  ...(view.consent === 'opt-in' && takesWords(view) ? [makeAgreeRow(say)] : []),
  makeCallRow(view, say),
];

/** The buttons' ids hold everything that's needed to handle them, so they still work after a restart. */
const makeCallRow = (view: CallView, say: Say) => {
  const { channelId, listen, interpreting } = view;
  return makeButtonRow(
    ...(listen === 'button'
      ? [makeButton(say({ code: 'button.talk' }), `join:talk:${channelId}`, ButtonStyle.Primary)]
      : []),
    ...(takesWords(view)
      ? [
          makeButton(say({ code: 'button.unheard' }), 'join:unheard', ButtonStyle.Secondary),
          makeButton(say({ code: 'button.heard' }), 'join:heard', ButtonStyle.Secondary),
        ]
      : []),
    ...(interpreting
      ? [makeButton(say({ code: 'button.interpret-end' }), `interpret:end:${channelId}`, ButtonStyle.Secondary)]
      : []),
    makeButton(say({ code: 'button.stop' }), `stop:${channelId}`, ButtonStyle.Secondary),
    makeButton(say({ code: 'button.leave' }), `leave:${channelId}`, ButtonStyle.Danger),
  );
};
