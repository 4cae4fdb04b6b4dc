import type { Logger } from 'pino';
import type { Clock } from '../base/clock.ts';
import { toText, UserError } from '../base/errors.ts';
import type { Claim } from '../claims/claim.ts';
import type { Claims } from '../claims/claims.ts';
import type { Settings } from '../settings/settings.ts';
import { LeaseLostError } from '../store/store-errors.ts';
import type { Say } from '../text/languages.ts';
import type { CallMinutesNotes, EndedCall } from './call-minutes-note.ts';
import type { MadeMinutes, MinutesMaker } from './minutes-maker.ts';
import { composeMinutes, listMinutesNotes, writeMinutes } from './minutes-text.ts';
import type { Reading, TranscriptReader } from './transcript-reader.ts';

/** Where the recap of a call is posted, in the language of everyone there. */
type Board = {
  locale: string | undefined;
  say: Say;
  post(minutes: {
    nonce: string;
    content: string;
    files?: readonly { name: string; text: string }[];
    thread?: { name: string; opening: string } | undefined;
    pin: boolean;
  }): Promise<void>;
};

export type CallMinutesOptions = {
  notes: CallMinutesNotes;
  transcripts: Pick<TranscriptReader, 'read'>;
  minutes: Pick<MinutesMaker, 'make'>;
  settings: Pick<Settings, 'of'>;
  claims: Pick<Claims, 'enter' | 'find' | 'keep' | 'on'>;
  openBoard(channel: string): Promise<Board>;
  clock: Clock;
  log: Logger;
};

/** A longer call, or one in which more was asked, gets a thread where the settings say so. In milliseconds. */
const LONG_CALL = 30 * 60_000;
const MANY_TURNS = 40;

/** As much as a recap can be made of, in tokens. */
const MOST_TOKENS = 50_000;

/** How often a recap is tried while conversations need every connection, and the pause between, in milliseconds. */
const MOST_TRIES = 10;
const PAUSE = 30_000;

/**
 * Posts recaps of calls that have ended, where the settings want them. Each is noted before the call's own record goes, so that another
 * process makes it if this one dies; if it died while it was posting, people read that the recap may be lost. All of it happens under
 * the claim on the server: whoever has lost that posts nothing more.
 */
export class CallMinutes {
  readonly #options: CallMinutesOptions;
  readonly #running = new Set<string>();
  readonly #closing = new AbortController();
  readonly #unsubscribe: () => void;

  constructor(options: CallMinutesOptions) {
    this.#options = options;
    this.#unsubscribe = options.claims.on((change) => {
      if (change.is === 'gained') void this.restore([change.claim.home]);
    });
  }

  /** A call is over for good. Resolves once its recap is noted, if there's to be one; that is made afterwards. Never rejects. */
  noteEnd(call: Pick<EndedCall, 'place' | 'from'>): Promise<void> {
    const noting = this.#note(call);
    this.#options.claims.keep(call.place.channel, noting);
    return noting;
  }

  /** Goes on with what dead processes have left in these servers, once this process may talk there. Never rejects. */
  async restore(servers: readonly string[]): Promise<void> {
    const { notes, log } = this.#options;
    try {
      for (const call of await notes.listDue(servers)) void this.#finish(call);
    } catch (error) {
      log.warn({ event: 'minutes.not_noted', err: error }, 'recaps of calls could not be looked up');
    }
  }

  /** Posts nothing more. What isn't posted yet is left to the next process. */
  close(): void {
    this.#unsubscribe();
    this.#closing.abort(new Error('the process is stopping'));
  }

  async #note(call: Pick<EndedCall, 'place' | 'from'>): Promise<void> {
    const { server, channel } = call.place;
    const { notes, settings, claims, clock, log } = this.#options;
    if (server === undefined) return;
    try {
      const { values } = await settings.of(call.place);
      if (values['call.recap'] === 'off') return;
      const ended: EndedCall = { ...call, to: clock.wall(), is: 'due' };
      if (await notes.begin(server, ended, claims.find(channel))) void this.#finish(ended);
    } catch (error) {
      log.warn({ event: 'minutes.not_noted', err: error, guild: server }, 'the recap of a call could not be noted');
    }
  }

  async #finish(call: EndedCall): Promise<void> {
    const { server, channel } = call.place;
    const key = `${server}:${call.from}`;
    if (server === undefined || this.#running.has(key) || this.#closing.signal.aborted) return;
    this.#running.add(key);
    const { claims, log } = this.#options;
    const work = this.#end(server, call)
      .catch((error: unknown) => {
        // That one goes on from what is noted.
        if (error instanceof LeaseLostError) return log.debug({ channel }, 'another process sees to a recap');
        log.warn({ event: 'minutes.not_posted', err: error, channel }, 'the recap of a call could not be posted');
      })
      .finally(() => this.#running.delete(key));
    claims.keep(channel, work);
    await work;
  }

  async #end(server: string, call: EndedCall): Promise<void> {
    const { claims, notes } = this.#options;
    if (!(await claims.enter(call.place, true))) return;
    const claim = claims.find(call.place.channel);
    if (!claim) return;
    const outcome = await (call.is === 'posting' ? this.#tellLost(call) : this.#post(server, call, claim));
    if (outcome === 'done') await notes.advance(server, { ...call, is: 'done' }, claim);
  }

  /** The process that posted it has died, and nobody knows how far it came. */
  async #tellLost({ place, from, inThread }: EndedCall): Promise<'done'> {
    const { say, post } = await this.#options.openBoard(place.channel);
    // As one message it has this nonce itself: if it was posted, Discord makes no second one.
    const nonce = `${nameNonce(from)}${inThread ? 'l' : ''}`;
    await post({ nonce, content: say({ code: 'recap.call-lost' }), pin: false });
    return 'done';
  }

  async #post(server: string, call: EndedCall, claim: Claim): Promise<'done' | 'later'> {
    const { settings, notes, transcripts, openBoard } = this.#options;
    const { place, from, to } = call;
    const { values } = await settings.of(place);
    const { 'call.recap': wanted, 'call.recap-pin': pin } = values;
    if (wanted === 'off') return 'done';
    const since = { is: 'moment', at: from } as const;
    const reading = await transcripts.read(place, { person: '', since, tokens: MOST_TOKENS });
    const turns = reading.turns.filter(({ at }) => at <= to);
    if (turns.length === 0) return 'done';
    const board = await openBoard(place.channel);
    const made = await this.#make(call, { ...reading, turns }, board);
    if (made === 'later' || this.#closing.signal.aborted) return 'later';
    const { say } = board;
    const isLong = to - from > LONG_CALL || turns.length > MANY_TURNS;
    const thread =
      wanted === 'thread' && isLong && typeof made !== 'string'
        ? { name: say({ code: 'part.recap-thread' }), opening: say({ code: 'recap.call-thread', from }) }
        : undefined;
    await notes.advance(server, { ...call, is: 'posting', inThread: thread !== undefined }, claim);
    // From here on it's the next process that says what became of it.
    if (this.#closing.signal.aborted || !(await claim.holds())) return 'later';
    const shown = made instanceof UserError ? tellNone(made, say) : show(made, { ...reading, turns }, from, say);
    await board.post({ nonce: nameNonce(from), ...shown, thread, pin: pin && !(made instanceof UserError) });
    return 'done';
  }

  /** Makes it, once there's a connection for it. People read why there's none. */
  async #make(
    { place }: EndedCall,
    reading: Pick<Reading, 'turns' | 'zone'>,
    { locale }: Board,
  ): Promise<MadeMinutes | UserError | 'later'> {
    const { minutes, clock } = this.#options;
    for (let tries = 1; ; tries++) {
      try {
        return await minutes.make({ place, spender: { is: 'place', aside: true }, reading, locale });
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        const { code } = toText(error);
        if (code === 'asking.restarting') return 'later';
        const isBusy = code === 'recap.busy' || code === 'recap.under-way';
        if (!isBusy || tries >= MOST_TRIES) return error;
        await clock.sleep(PAUSE, this.#closing.signal).catch(() => {});
        if (this.#closing.signal.aborted) return 'later';
      }
    }
  }
}

/** The nonce of the recap of a call that began at this moment. */
const nameNonce = (from: number): string => `recap${from}`;

const tellNone = (error: UserError, say: Say) => ({ content: say([{ code: 'recap.call-none' }, toText(error)]) });

const show = (made: MadeMinutes, reading: Pick<Reading, 'turns' | 'isCut' | 'notes'>, from: number, say: Say) => {
  const frame = {
    title: { code: 'recap.call-title', from } as const,
    notes: [...listMinutesNotes(made, reading), ...reading.notes],
  };
  const { content, isWhole } = composeMinutes(made, frame, say);
  const { name, data } = writeMinutes(made, frame, say);
  return { content, ...(!isWhole && { files: [{ name, text: new TextDecoder().decode(data) }] }) };
};
