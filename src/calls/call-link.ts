import { isDeepStrictEqual } from 'node:util';
import type { Logger } from 'pino';
import type { Clock } from '../base/clock.ts';
import type { Observe } from '../base/events.ts';
import type {
  FromCall,
  FromEars,
  FromFloor,
  FromMouth,
  HearingPolicy,
  LossReason,
  ToProcess,
} from '../voice/bridge/protocol.ts';
import type { VoiceWorker, VoiceWorkers } from '../voice/bridge/voice-worker.ts';
import type { CallView, Venue } from './contract.ts';
import { GatewayOutbox } from './gateway-outbox.ts';

/**
 * Discord has ended the connection, because the bot was removed or because its gateway session was dropped (Discord docs,
 * topics/opcodes-and-status-codes, voice close event codes).
 */
const DISCONNECTED = 4014;

/** The least time between two returns to a channel after {@link DISCONNECTED}, in milliseconds. */
const BETWEEN_RETURNS = 60_000;

/** What a link needs of the rest of the program. */
type CallLinkMeans = {
  venue: Pick<Venue, 'adapter' | 'user'>;
  remotes: VoiceWorkers;
  observe: Observe;
  clock: Clock;
  log: Logger;
};

/** What a link tells its call. Nothing comes after the call has left. */
type CallLinkEvents = {
  /** A message from the ears or the mouth, or of who waits. */
  message(message: FromEars | FromFloor | FromMouth): void;
  /** The voice connection is ready. `before` is the state until now. */
  onReady(before: CallView['state']): void;
  /** Somebody speaks who isn't heard, because nobody knows who it is. It's told once. */
  onUnknown(): void;
  /** The voice connection broke and is being restored. */
  onBreak(): void;
  /** The call has to join again: the voice process was replaced, or Discord dropped the session. */
  onRestart(): void;
  /** The gateway, the connection or the voice process is gone for good. */
  onLoss(why: LossReason): void;
};

/** Connects a call with its voice process, and the voice process with Discord's gateway. After `leave` nothing passes. */
export class CallLink {
  readonly #guildId: string;
  readonly #means: CallLinkMeans;
  readonly #events: CallLinkEvents;
  readonly #outbox: GatewayOutbox;
  readonly #worker: VoiceWorker;
  #state: CallView['state'] | 'left' = 'joining';
  /** What the voice process was last told of the ears and the mouth. */
  #hearing: HearingPolicy | undefined;
  #isMuted = false;
  #isUnknownTold = false;
  /** When the call last returned after {@link DISCONNECTED}. */
  #returned = Number.NEGATIVE_INFINITY;

  constructor(guildId: string, means: CallLinkMeans, events: CallLinkEvents) {
    const { venue, remotes, clock } = means;
    this.#guildId = guildId;
    this.#means = means;
    this.#events = events;
    const gateway = venue.adapter(guildId, {
      state: (event) => this.send({ is: 'voiceState', call: guildId, event }),
      server: (event) => this.send({ is: 'voiceServer', call: guildId, event }),
      onGone: () => events.onLoss('unreachable'),
    });
    this.#outbox = new GatewayOutbox(gateway, guildId, clock, () => events.onLoss('unreachable'));
    this.#worker = remotes.open(guildId, {
      message: (message) => this.#receive(message),
      onRestart: () => this.#restart(),
      onGone: () => events.onLoss('refused'),
    });
  }

  /** The connection's state. After leaving it's `mending`, because nothing can be heard or said. */
  get state(): CallView['state'] {
    return this.#state === 'left' ? 'mending' : this.#state;
  }

  /** Enters a voice channel, with new ears that follow `hearing` and a new mouth that isn't muted. */
  join(channelId: string, hearing: HearingPolicy): void {
    this.#hearing = hearing;
    this.#isMuted = false;
    const { id: userId } = this.#means.venue.user;
    this.send({ is: 'join', call: this.#guildId, guildId: this.#guildId, channelId, userId, hearing });
  }

  /** Tells the ears whom to hear, unless they know already. */
  hear(hearing: HearingPolicy): void {
    if (isDeepStrictEqual(hearing, this.#hearing)) return;
    this.#hearing = hearing;
    this.send({ is: 'hearing', call: this.#guildId, hearing });
  }

  /** Tells the mouth whether Discord lets anyone hear it, unless it knows already. */
  mute(muted: boolean): void {
    if (muted === this.#isMuted) return;
    this.#isMuted = muted;
    this.send({ is: 'mute', call: this.#guildId, muted });
  }

  /** Sends a message to the voice process. Does nothing after leaving. */
  send(message: ToProcess): void {
    if (this.#state !== 'left') this.#worker.send(message);
  }

  /** Makes the voice process leave. {@link close} must follow. */
  leave(): void {
    this.send({ is: 'leave', call: this.#guildId });
    this.#state = 'left';
  }

  /** Takes the bot out of the voice channel and ends the link. */
  close(): void {
    this.#outbox.close();
    this.#worker.close();
  }

  /** Ends the link without leaving the channel: another process is in there now, and leaving would throw it out, too. */
  abandon(): void {
    this.#outbox.abandon();
    this.leave();
    this.#worker.close();
  }

  #receive(message: FromCall): void {
    if (this.#state === 'left') return;
    const { log } = this.#means;
    switch (message.is) {
      case 'payload':
        this.#outbox.post(message.payload);
        break;
      case 'ready':
        log.info({ event: 'call.entered', delay: message.delay }, 'in the voice channel');
        this.#stand(this.#state);
        break;
      case 'mending':
        log.info({ event: 'voice.broke', code: message.code }, 'the voice connection broke and is being restored');
        this.#mend();
        break;
      case 'lost':
        log.warn({ event: 'voice.lost', why: message.why, code: message.code }, 'the voice connection is lost');
        if (message.code === DISCONNECTED && this.#mayReturn()) this.#rejoin();
        else this.#events.onLoss(message.why);
        break;
      case 'source':
        this.#means.observe({ is: 'source', how: message.how });
        log.info({ event: 'call.source', how: message.how }, 'somebody spoke whom Discord had not announced');
        if (message.how === 'unknown') this.#tellUnknown();
        break;
      case 'loss':
        log.warn(
          { event: 'call.loss', what: message.what, bytes: message.bytes },
          'sound or packets of a call were dropped',
        );
        break;
      default:
        this.#events.message(message);
    }
  }

  #tellUnknown(): void {
    if (this.#isUnknownTold) return;
    this.#isUnknownTold = true;
    this.#events.onUnknown();
  }

  #stand(before: CallView['state']): void {
    this.#state = 'on';
    this.#events.onReady(before);
  }

  #mend(): void {
    if (this.#state !== 'on') return;
    this.#state = 'mending';
    this.#events.onBreak();
  }

  #restart(): void {
    if (this.#state === 'left') return;
    this.#means.log.warn({ event: 'call.rejoining' }, 'the voice process died; joining again with another');
    this.#rejoin();
  }

  /** Joins again from the start. Discord only names a voice server again after the bot has left. */
  #rejoin(): void {
    this.#mend();
    this.#outbox.postLeave();
    this.#events.onRestart();
  }

  /**
   * Whether to return after {@link DISCONNECTED}. If the bot was removed, the gateway says so as well, and the call ends
   * then; so here the gateway session may have been dropped. Trying again too soon would fail again.
   */
  #mayReturn(): boolean {
    const now = this.#means.clock.now();
    const may = this.#state !== 'joining' && now - this.#returned >= BETWEEN_RETURNS;
    this.#returned = now;
    return may;
  }
}
