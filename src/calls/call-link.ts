import { isDeepStrictEqual } from 'node:util';
import type { Logger } from 'pino';
import type { Clock } from '../base/clock.ts';
import type { FromCall, FromEars, FromMouth, HearingPolicy, LossReason, ToProcess } from '../voice/bridge/protocol.ts';
import type { VoiceWorker, VoiceWorkers } from '../voice/bridge/voice-worker.ts';
import type { CallView, Venue } from './contract.ts';
import { GatewayOutbox } from './gateway-outbox.ts';

/**
 * Discord has ended the connection: it removed the bot, or it dropped the session of the bot's gateway (Discord docs,
 * topics/opcodes-and-status-codes, voice close event codes).
 */
const DISCONNECTED = 4014;

/** A call returns no more often than this after its gateway's session was dropped, in milliseconds. */
const BETWEEN_RETURNS = 60_000;

/** What a link needs of the rest of the program. */
type CallLinkMeans = {
  venue: Pick<Venue, 'adapter' | 'userId'>;
  remotes: VoiceWorkers;
  clock: Clock;
  log: Logger;
};

/** What a call hears over its link, until it leaves. */
type CallLinkEvents = {
  /** What the ears and the mouth report. */
  message(message: FromEars | FromMouth): void;
  /** The connection stands; `before` says what it did until now. */
  onReady(before: CallView['state']): void;
  /** The connection stood, and is being mended. */
  onBreak(): void;
  /** The voice process knows nothing of the call any more, which has to join again. */
  onRestart(): void;
  /** The gateway, the connection or the voice process is gone for good. */
  onLoss(why: LossReason): void;
};

/** A call's way to its voice process, and between that and Discord's gateway. When it is left, nothing passes any more. */
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
  /** When it last joined again because Discord had disconnected it. */
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

  /** How it is with the connection; one that was left is as good as being mended. */
  get state(): CallView['state'] {
    return this.#state === 'left' ? 'mending' : this.#state;
  }

  /** Enters a voice channel. Ears and mouth are new: they hear as they are told here, and nothing is muted. */
  join(channelId: string, hearing: HearingPolicy): void {
    this.#hearing = hearing;
    this.#isMuted = false;
    const { userId } = this.#means.venue;
    this.send({ is: 'join', call: this.#guildId, guildId: this.#guildId, channelId, userId, hearing });
  }

  /** Tells the ears whom they hear, if that is new to them. */
  hear(hearing: HearingPolicy): void {
    if (isDeepStrictEqual(hearing, this.#hearing)) return;
    this.#hearing = hearing;
    this.send({ is: 'hearing', call: this.#guildId, hearing });
  }

  /** Tells the mouth whether nobody can hear it, if that is new to it. */
  mute(muted: boolean): void {
    if (muted === this.#isMuted) return;
    this.#isMuted = muted;
    this.send({ is: 'mute', call: this.#guildId, muted });
  }

  /** Sends to the voice process what is no matter of the link itself. */
  send(message: ToProcess): void {
    if (this.#state !== 'left') this.#worker.send(message);
  }

  /** Has the voice process leave. {@link close} has to follow. */
  leave(): void {
    this.send({ is: 'leave', call: this.#guildId });
    this.#state = 'left';
  }

  /** Takes the bot out of the voice channel, and ends the link. */
  close(): void {
    this.#outbox.close();
    this.#worker.close();
  }

  /** Ends the link and tells Discord nothing: another process is in the voice channel now, whom that would throw out. */
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
        log.info({ event: 'voice.broke', code: message.code }, 'the voice connection broke and is being mended');
        this.#mend();
        break;
      case 'lost':
        log.warn({ event: 'voice.lost', why: message.why, code: message.code }, 'the voice connection is lost');
        if (message.code === DISCONNECTED && this.#mayReturn()) this.#rejoin();
        else this.#events.onLoss(message.why);
        break;
      case 'loss':
        log.warn({ event: 'call.loss', what: message.what, bytes: message.bytes }, 'something was lost in a call');
        break;
      default:
        this.#events.message(message);
    }
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

  /** Begins anew in the voice process. Discord tells the way in only after a clean leave. */
  #rejoin(): void {
    this.#mend();
    this.#outbox.postLeave();
    this.#events.onRestart();
  }

  /** Somebody who removes the bot is told of as well; a connection that is gone without that went with the session. */
  #mayReturn(): boolean {
    const now = this.#means.clock.now();
    const may = this.#state !== 'joining' && now - this.#returned >= BETWEEN_RETURNS;
    this.#returned = now;
    return may;
  }
}
