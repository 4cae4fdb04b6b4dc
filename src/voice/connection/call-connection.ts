import type { Clock } from '../../base/clock.ts';
import { Timer } from '../../base/timer.ts';
import { type FromProcess, type LossReason, makeVoiceStatePayload } from '../bridge/protocol.ts';
import { backOff, judgeVoiceClose, type VoiceVerdict } from './rejoin-policy.ts';
import type { VoiceLink, VoiceLinkEvent } from './voice-link.ts';

/** Every attempt to connect, and the first join as a whole, must stand within so many milliseconds. */
const STAND_WITHIN = 15_000;

/** Discord names a voice server at once. If not, it thinks we are still in the channel, and is told otherwise. */
const NAMED_WITHIN = 3_000;

/** A dismissed connection that was only moved to another channel is told of its new server within so many milliseconds. */
const MOVED_WITHIN = 5_000;

/** How often a connection that stands is looked at, in milliseconds. */
const INSPECTION = 1_000;

/** Where a connection is. There is no way out of `gone`. */
type Place =
  /** Waiting for a voice server, or connecting to it. */
  | 'joining'
  | 'standing'
  /** The library resumes the session on a new socket. */
  | 'resuming'
  /** Waiting until it may ask again. */
  | 'resting'
  /** Discord has taken the voice server away and looks for another. */
  | 'serverless'
  /** Told to go (4014, 4022); a move looks the same until the new server is named. */
  | 'dismissed'
  | 'gone';

/** Where the bot is in the channel, or was until a moment ago, without having asked to leave it. */
const IN_CHANNEL = new Set<Place>(['standing', 'resuming', 'dismissed']);

type CallConnectionOptions = {
  /** The call's name, for what is reported of it. */
  call: string;
  guildId: string;
  channelId: string;
  clock: Clock;
  /** A number from 0 to 1, by chance. */
  random: () => number;
  line: (on: (event: VoiceLinkEvent) => void) => VoiceLink;
  report: (message: FromProcess) => void;
};

/**
 * The bot's connection to one voice channel, for as long as Discord wants it there. Alone it asks to join (the library is
 * not let), so every op 4 that leaves has a reason and, after the first, a back-off.
 */
export class CallConnection {
  readonly line: VoiceLink;
  readonly #options: CallConnectionOptions;
  readonly #tries: number[] = [];
  #place: Place = 'joining';
  /** Rings when what is waited for in the place where the connection is has not come. */
  readonly #here: Timer;
  #channelId: string;
  /** Since when there has been no connection. */
  #since: number;
  /** When the first join has taken too long. */
  #due: number;

  constructor(options: CallConnectionOptions) {
    this.#options = options;
    this.#here = new Timer(options.clock);
    this.#channelId = options.channelId;
    this.#since = options.clock.now();
    this.#due = this.#since + STAND_WITHIN;
    this.line = options.line((event) => this.#on(event));
    this.#ask(false);
  }

  /** A VOICE_STATE_UPDATE about the bot. Without a channel, somebody has removed it from there. */
  voiceState(event: Record<string, unknown>): void {
    if (this.#place === 'gone') return;
    this.line.voiceState(event);
    if (typeof event.channel_id === 'string') this.#channelId = event.channel_id;
    else if (IN_CHANNEL.has(this.#place)) this.#lose('removed');
  }

  /** A VOICE_SERVER_UPDATE for the bot's server. */
  voiceServer(event: Record<string, unknown>): void {
    // Between tries no answer is awaited, and a late one would be to a question that was given up.
    if (this.#place !== 'gone' && this.#place !== 'resting') this.line.voiceServer(event);
  }

  /** Leaves, silently and at once. */
  leave(): void {
    if (this.#place === 'gone') return;
    this.#enter('gone');
    this.line.end();
    this.#wish(null);
  }

  #on(event: VoiceLinkEvent): void {
    if (this.#place === 'gone') return;
    switch (event.is) {
      case 'dialling':
        this.#mend();
        this.#await();
        break;
      case 'ready':
        this.#stand();
        break;
      case 'closed':
        this.#handleClose(event.code, judgeVoiceClose(event.code, event.phase));
        break;
      case 'serverless':
        this.#mend();
        this.#enter('serverless', () => this.#late());
        break;
      case 'broken':
        this.#mend();
        // For Discord this connection is alive, and it would not name a server for another beside it.
        if (this.#place !== 'resting') this.#retry(true);
    }
  }

  #handleClose(code: number, verdict: VoiceVerdict): void {
    // What the server that was taken away has to say does not matter any more.
    if (this.#place === 'serverless') return;
    if (verdict.is !== 'lost') this.#mend(code);
    switch (verdict.is) {
      case 'lost':
        this.#lose(verdict.why, code);
        break;
      case 'rejoin':
        this.#retry(this.#tries.length > 0);
        break;
      case 'resume':
        this.#enter('resuming', () => this.#late());
        break;
      case 'dismissed':
        this.#enter('dismissed', () => this.#lose('removed', code), MOVED_WITHIN);
    }
  }

  #stand(): void {
    const { call, clock, report } = this.#options;
    this.#due = Number.POSITIVE_INFINITY;
    this.#enter('standing', () => this.#inspect(), INSPECTION);
    report({ is: 'ready', call, delay: clock.now() - this.#since });
  }

  #inspect(): void {
    this.#here.set(INSPECTION, () => this.#inspect());
    const bytes = this.line.takeLoss();
    if (bytes > 0) this.#options.report({ is: 'loss', call: this.#options.call, what: 'packets', bytes });
    this.line.inspect();
  }

  /** Tells, once, that a connection that stood does not any more. */
  #mend(code?: number): void {
    if (this.#place !== 'standing') return;
    this.#since = this.#options.clock.now();
    this.#options.report({ is: 'mending', call: this.#options.call, code });
  }

  /**
   * Asks to join, and to be named a voice server.
   * @param again Discord may think that the bot is still there, and is told first that it is not
   */
  #ask(again: boolean): void {
    if (again) this.#wish(null);
    this.#wish(this.#channelId);
    this.#enter(
      'joining',
      () => {
        if (again) this.#await();
        else this.#ask(true);
      },
      Math.min(NAMED_WITHIN, this.#patience()),
    );
  }

  /** Waits for the connection to stand, or for the next voice server to be named. */
  #await(): void {
    this.#enter('joining', () => this.#late());
  }

  /** Asks again after a back-off, unless it was tried too often, or the first join would take too long. */
  #retry(again: boolean): void {
    const now = this.#options.clock.now();
    const pause = backOff(this.#tries, now, this.#options.random());
    const why = this.line.obstacle ?? 'timeout';
    this.line.drop();
    if (pause === undefined || now + pause >= this.#due) this.#lose(why);
    else {
      this.#tries.push(now);
      this.#enter('resting', () => this.#ask(again), pause);
    }
  }

  #late(): void {
    if (this.#due <= this.#options.clock.now()) this.#lose(this.line.obstacle ?? 'timeout');
    else this.#retry(true);
  }

  #lose(why: LossReason, code?: number): void {
    const { call, report } = this.#options;
    this.leave();
    report({ is: 'lost', call, why, code });
  }

  #wish(channelId: string | null): void {
    const { call, guildId, report } = this.#options;
    report({ is: 'payload', call, payload: makeVoiceStatePayload(guildId, channelId) });
  }

  #patience(): number {
    return Math.min(STAND_WITHIN, this.#due - this.#options.clock.now());
  }

  #enter(place: Place, then?: () => void, after = this.#patience()): void {
    this.#place = place;
    if (then) this.#here.set(after, then);
    else this.#here.stop();
  }
}
