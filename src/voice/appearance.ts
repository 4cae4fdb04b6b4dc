import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { CallView, Panel, Venue } from '../conversation/calling.ts';

/** What Discord can keep from a call. */
export type Hindrance = 'muted' | 'deafened' | 'suppressed';

/** How long leaving waits for Discord to take back the channel's status line, in milliseconds. */
const STATUS_PATIENCE = 1_000;

/** How a call shows itself to people: its message in the conversation, and the line under the voice channel's name. */
export class Appearance {
  #venue: Venue;
  #panel: Panel;
  #clock: Clock;
  #log: Logger;
  /** What Discord keeps from the call, each in a sentence. */
  #hindrances = new Map<Hindrance, string>();

  constructor(venue: Venue, panel: Panel, clock: Clock, log: Logger) {
    this.#venue = venue;
    this.#panel = panel;
    this.#clock = clock;
    this.#log = log;
  }

  /** Brings the message up to date, with a sentence if there is something to say. Resolves to the message's id. */
  show(view: CallView, sentence?: string): Promise<string | undefined> {
    const notes = [...this.#hindrances.values(), ...(sentence ? [sentence] : [])];
    return this.#panel.show(view, notes.join(' ') || undefined);
  }

  /** Makes itself known in a voice channel, and becomes a speaker where that has to be asked for. */
  async arrive({ guildId, channelId }: CallView): Promise<void> {
    void this.#venue.status(channelId, 'Parley is listening');
    if (this.#venue.channel(channelId)?.kind !== 'stage') return;
    const speaking = await this.#venue.speakOnStage(guildId).catch((error) => {
      this.#log.warn({ event: 'stage.not_asked', err: error }, 'could not ask to speak on a stage');
      return 'asked' as const;
    });
    if (speaking === 'asked')
      this.#hindrances.set('suppressed', 'I have asked to speak on this stage; a moderator has to allow it.');
  }

  /** Discord says that the bot may not be heard, may not hear, or may again. */
  hinder(what: Hindrance, now: boolean): void {
    const done = what === 'suppressed' ? 'made a listener' : what;
    const cannot = what === 'deafened' ? 'hear anybody' : 'be heard';
    if (now) this.#hindrances.set(what, `I was ${done} here, so I cannot ${cannot}.`);
    else this.#hindrances.delete(what);
  }

  /** Takes back the line under a channel's name; only somebody who is in the channel may do that. */
  async depart(channelId: string): Promise<void> {
    await Promise.race([this.#venue.status(channelId, undefined), this.#clock.sleep(STATUS_PATIENCE)]);
  }

  /** The call is over: one sentence stays. */
  end(sentence: string): Promise<void> {
    return this.#panel.end(sentence);
  }
}
