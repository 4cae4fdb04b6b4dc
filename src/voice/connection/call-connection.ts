import type { Clock } from '../../base/clock.ts';
import { Timer } from '../../base/timer.ts';
import { type FromProcess, type LossReason, makeVoiceStatePayload } from '../bridge/protocol.ts';
import { backOff, judgeVoiceClose, type VoiceVerdict } from './rejoin-policy.ts';
import type { VoiceLink, VoiceLinkEvent } from './voice-link.ts';

/** How long each attempt to connect may take, and the first join with all its attempts, in milliseconds. */
const READY_WITHIN = 15_000;

/**
 * How long to wait for a voice server, in milliseconds. Discord usually names one at once. If it doesn't, it believes that
 * the bot is still in the channel, so the bot has to leave first.
 */
const NAMED_WITHIN = 3_000;

/** How long a dismissed connection waits for a new voice server, which means that the bot was only moved. Milliseconds. */
const MOVED_WITHIN = 5_000;

/** How often a ready connection is inspected, in milliseconds. */
const INSPECTION = 1_000;

/** The state of a connection. `gone` is final. */
type State =
  /** Waiting for a voice server, or connecting to it. */
  | 'joining'
  | 'ready'
  /** The library is resuming the session on a new socket. */
  | 'resuming'
  /** Waiting out a back-off before the next join. */
  | 'resting'
  /** Discord has withdrawn the voice server and is looking for another. */
  | 'serverless'
  /** Closed with 4014 or 4022. A move looks the same as a kick until a new server is named. */
  | 'dismissed'
  | 'gone';

/** The states in which the bot is in the channel and hasn't asked to leave. Without a channel, it was removed. */
const IN_CHANNEL = new Set<State>(['ready', 'resuming', 'dismissed']);

type CallConnectionOptions = {
  /** The call's name, for its reports. */
  call: string;
  guildId: string;
  channelId: string;
  clock: Clock;
  /** A random number from 0 to 1. */
  random: () => number;
  line: (on: (event: VoiceLinkEvent) => void) => VoiceLink;
  report: (message: FromProcess) => void;
};

/**
 * The bot's connection to one voice channel, for as long as Discord lets it stay. Only this class asks to join; the library
 * isn't allowed to. So every op 4 has a reason and, after the first one, a back-off.
 */
export class CallConnection {
  readonly line: VoiceLink;
  readonly #options: CallConnectionOptions;
  readonly #tries: number[] = [];
  #state: State = 'joining';
  /** Rings when whatever the current state is waiting for hasn't come in time. */
  readonly #timeout: Timer;
  #channelId: string;
  /** Since when there has been no connection, in milliseconds. */
  #since: number;
  /** When the first join has taken too long, in milliseconds. Infinite once it has succeeded. */
  #due: number;

  constructor(options: CallConnectionOptions) {
    this.#options = options;
    this.#timeout = new Timer(options.clock);
    this.#channelId = options.channelId;
    this.#since = options.clock.now();
    this.#due = this.#since + READY_WITHIN;
    this.line = options.line((event) => this.#on(event));
    this.#ask(false);
  }

  /** A VOICE_STATE_UPDATE about the bot. If it names no channel, the bot was removed. */
  voiceState(event: Record<string, unknown>): void {
    if (this.#state === 'gone') return;
    this.line.voiceState(event);
    if (typeof event.channel_id === 'string') this.#channelId = event.channel_id;
    else if (IN_CHANNEL.has(this.#state)) this.#lose('removed');
  }

  /** A VOICE_SERVER_UPDATE for the bot's server. */
  voiceServer(event: Record<string, unknown>): void {
    // During a back-off nothing was asked for: this answers an attempt that has been given up.
    if (this.#state !== 'gone' && this.#state !== 'resting') this.line.voiceServer(event);
  }

  /** Leaves at once, without reporting a loss. */
  leave(): void {
    if (this.#state === 'gone') return;
    this.#enter('gone');
    this.line.end();
    this.#request(null);
  }

  #on(event: VoiceLinkEvent): void {
    if (this.#state === 'gone') return;
    switch (event.is) {
      case 'dialling':
        this.#mend();
        this.#await();
        break;
      case 'ready':
        this.#becomeReady();
        break;
      case 'closed':
        this.#handleClose(event.code, judgeVoiceClose(event.code, event.phase));
        break;
      case 'serverless':
        this.#mend();
        this.#enter('serverless', () => this.#handleTimeout());
        break;
      case 'source':
        this.#options.report({ is: 'source', call: this.#options.call, how: event.how });
        break;
      case 'broken':
        this.#mend();
        // To Discord this connection is alive, so it would name no server for a new one unless the bot leaves first.
        if (this.#state !== 'resting') this.#retry(true);
    }
  }

  #handleClose(code: number, verdict: VoiceVerdict): void {
    // The server was withdrawn, so it doesn't matter how its socket closed.
    if (this.#state === 'serverless') return;
    if (verdict.is !== 'lost') this.#mend(code);
    switch (verdict.is) {
      case 'lost':
        this.#lose(verdict.why, code);
        break;
      case 'rejoin':
        this.#retry(this.#tries.length > 0);
        break;
      case 'resume':
        this.#enter('resuming', () => this.#handleTimeout());
        break;
      case 'dismissed':
        this.#enter('dismissed', () => this.#lose('removed', code), MOVED_WITHIN);
    }
  }

  #becomeReady(): void {
    const { call, clock, report } = this.#options;
    this.#due = Number.POSITIVE_INFINITY;
    this.#enter('ready', () => this.#inspect(), INSPECTION);
    report({ is: 'ready', call, delay: clock.now() - this.#since });
  }

  #inspect(): void {
    this.#timeout.set(INSPECTION, () => this.#inspect());
    const bytes = this.line.takeLoss();
    if (bytes > 0) this.#options.report({ is: 'loss', call: this.#options.call, what: 'packets', bytes });
    this.line.inspect();
  }

  /** Reports, once, that a connection that was ready has broken. */
  #mend(code?: number): void {
    if (this.#state !== 'ready') return;
    this.#since = this.#options.clock.now();
    this.#options.report({ is: 'mending', call: this.#options.call, code });
  }

  /**
   * Asks to join, so that Discord names a voice server.
   *
   * @param again leave first, because Discord may believe that the bot is still in the channel.
   */
  #ask(again: boolean): void {
    if (again) this.#request(null);
    this.#request(this.#channelId);
    this.#enter(
      'joining',
      () => {
        if (again) this.#await();
        else this.#ask(true);
      },
      Math.min(NAMED_WITHIN, this.#patience()),
    );
  }

  /** Waits until the connection is ready, or Discord names another voice server. */
  #await(): void {
    this.#enter('joining', () => this.#handleTimeout());
  }

  /** Asks again after a back-off. Gives up after too many attempts, or if the first join would take too long. */
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

  #handleTimeout(): void {
    if (this.#due <= this.#options.clock.now()) this.#lose(this.line.obstacle ?? 'timeout');
    else this.#retry(true);
  }

  #lose(why: LossReason, code?: number): void {
    const { call, report } = this.#options;
    this.leave();
    report({ is: 'lost', call, why, code });
  }

  /** Asks Discord to put the bot into a channel, or with `null` to take it out. */
  #request(channelId: string | null): void {
    const { call, guildId, report } = this.#options;
    report({ is: 'payload', call, payload: makeVoiceStatePayload(guildId, channelId) });
  }

  #patience(): number {
    return Math.min(READY_WITHIN, this.#due - this.#options.clock.now());
  }

  /** Enters a state, and calls `then` if that state lasts for `after` milliseconds. */
  #enter(state: State, then?: () => void, after = this.#patience()): void {
    this.#state = state;
    if (then) this.#timeout.set(after, then);
    else this.#timeout.stop();
  }
}
