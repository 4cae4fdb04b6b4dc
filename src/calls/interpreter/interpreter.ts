import { UserError } from '../../base/errors.ts';
import type { Spender } from '../../base/expense.ts';
import { Throttle } from '../../base/throttle.ts';
import { Turn } from '../../conversation/turns/turn.ts';
import type { TranslationSink } from '../../live/translation/translation-sink.ts';
import type { Text } from '../../text/text.ts';
import type { FromEars, FromMouth } from '../../voice/bridge/protocol.ts';
import type { CallView, Venue } from '../contract.ts';
import type { DialogueOptions } from '../dialogue-options.ts';
import { Speaker } from '../speaker.ts';
import { InterpretedSpeech } from './interpreted-speech.ts';
import type { LateTranslations } from './late-translations.ts';
import { ROOM_STEP } from './speech-room.ts';
import { TranslatedTurn } from './translated-turn.ts';
import type { Translations, Translator } from './translations.ts';

/** What an interpreter needs of its call. */
export type InterpreterOptions = Pick<
  DialogueOptions,
  'place' | 'view' | 'person' | 'admit' | 'mayHear' | 'send' | 'nextTurn' | 'onFailure' | 'clock' | 'log'
> & { venue: Pick<Venue, 'caption' | 'user'>; translations: Translations; late: Pick<LateTranslations, 'add'> };

/** How many translations may wait to be said. People who are told what others said a minute ago don't follow any more. */
const MOST_WAITING = 3;

/** The least time between two notes about the same trouble, in milliseconds. */
const TELL_AGAIN = 60_000;

const UNMARKED = Promise.resolve(undefined);

/** The languages of a call, and what translates into each. */
type Booth = { pair: NonNullable<CallView['interpreting']>; translators: Translator[] };

/**
 * Interprets in a call: each utterance is translated into both languages, of which its speaker's own brings nothing, and shown or said
 * with who spoke. It's none of the conversation, whose transcript knows nothing of it.
 */
export class Interpreter {
  readonly #options: InterpreterOptions;
  readonly #speaker: Speaker;
  readonly #told: Throttle;
  /** What is said, by the number of the utterance. */
  readonly #speeches = new Map<number, InterpretedSpeech>();
  #booth: Booth | undefined;

  constructor(options: InterpreterOptions) {
    const { view, send, nextTurn, clock, log } = options;
    this.#options = options;
    this.#told = new Throttle(clock, TELL_AGAIN);
    this.#speaker = new Speaker({
      call: view().guildId,
      send,
      nextTurn,
      // Whoever speaks meanwhile is heard at once, and the translation goes on: it's what somebody else said.
      interrupters: () => ({ judged: 'all' }),
      silent: () => {},
      onLoss: (bytes) => log.warn({ event: 'answer.lost', bytes }, 'a translation was too long to keep'),
    });
  }

  /** Whether somebody is interpreted, or a translation is being said. */
  get isBusy(): boolean {
    return this.#speeches.size > 0 || this.#speaker.isBusy;
  }

  /** Takes a message from the ears. Returns false if it's about nothing that is interpreted. */
  take(message: FromEars): boolean {
    if (message.is === 'begun' || message.is === 'again') return this.#begin(message);
    const speech = this.#speeches.get(message.utterance);
    if (!speech) return false;
    if (message.is === 'heard') {
      const { buffer, byteOffset, byteLength } = message.pcm;
      speech.write(Buffer.from(buffer, byteOffset, byteLength));
    } else if (message.is !== 'pausing' && message.is !== 'resumed') speech.end();
    return true;
  }

  /** Takes a message from the mouth. */
  receive(message: FromMouth): void {
    this.#speaker.receive(message);
  }

  /** Other languages may be interpreted now, or none: then nobody wants to know what was said before. */
  follow(): void {
    const pair = this.#options.view().interpreting;
    if (this.#booth && this.#booth.pair !== pair) void this.forgo();
  }

  /** Only these people are heard from now on: what another is saying ends here. */
  keep(members: readonly string[]): void {
    for (const speech of this.#speeches.values()) if (!members.includes(speech.userId)) speech.end();
  }

  /** A person opted out. */
  drop(userId: string): void {
    for (const speech of this.#speeches.values()) if (speech.userId === userId) speech.unhear();
  }

  /** Nobody can hear the bot any more: what waits to be said is out of date by the time that somebody can. */
  silence(): void {
    this.#speaker.giveUp();
  }

  /** Nobody wants anything more of what was said. Resolves when no session is open any more. */
  async forgo(): Promise<void> {
    const { translators = [] } = this.#booth ?? {};
    this.#booth = undefined;
    for (const speech of this.#speeches.values()) speech.drop();
    this.#speaker.withdraw(() => true);
    await Promise.all(translators.map((translator) => translator.close()));
  }

  /** The ears and the mouth are gone. What was heard is still translated. */
  stop(): void {
    for (const speech of this.#speeches.values()) speech.end();
    this.#speaker.noteLoss();
  }

  /** After {@link stop}, the call goes on after a restart or in another process, where nobody says again what was heard here. */
  leave(): void {
    const { late, view } = this.#options;
    late.add(view().guildId, this);
  }

  /** Resolves once all that was heard is translated and no session is open any more. It never rejects. */
  async finish(): Promise<void> {
    while (this.#speeches.size > 0) await Promise.all(Array.from(this.#speeches.values(), ({ done }) => done));
    await this.forgo();
  }

  /** There's no time for more: what isn't translated by now never will be, and people read why. */
  halt(why: Text): void {
    for (const speech of this.#speeches.values()) speech.halt(new UserError(why));
  }

  #begin(message: Extract<FromEars, { is: 'begun' | 'again' }>): boolean {
    const { utterance } = message;
    const userId = message.is === 'begun' ? message.userId : this.#speeches.get(utterance)?.userId;
    const booth = this.#enterBooth();
    if (!booth || userId === undefined) return false;
    const { view, send, mayHear } = this.#options;
    if ('duringAnswer' in message) send({ is: 'release', call: view().guildId, utterance });
    if (!mayHear(userId)) return true;
    this.#speeches.get(utterance)?.end();
    const speech = this.#interpret(userId, booth);
    this.#speeches.set(utterance, speech);
    void speech.done.then(() => {
      if (this.#speeches.get(utterance) === speech) this.#speeches.delete(utterance);
    });
    return true;
  }

  /** What translates now, if anything is to be interpreted. */
  #enterBooth(): Booth | undefined {
    const { translations, view } = this.#options;
    this.follow();
    const pair = view().interpreting;
    if (pair) this.#booth ??= { pair, translators: pair.languages.map((language) => translations.open(language)) };
    return this.#booth;
  }

  #interpret(userId: string, { pair, translators }: Booth): InterpretedSpeech {
    const { translations, place, view, person, admit, clock } = this.#options;
    const onFailure = (text: Text) => this.#tell(text);
    const spender: Spender = { is: 'person', id: userId, aside: true };
    const { model } = translations;
    const at = clock.wall();
    const count: TranslationSink['count'] = ({ total, kinds, estimated }) => {
      if (total > 0) translations.spend({ place, spender, by: 'live', model, kinds, estimated });
    };
    const soundMs = translators.length * ROOM_STEP;
    return new InterpretedSpeech(userId, {
      translators,
      makeTurn: () =>
        new TranslatedTurn({
          person: person(userId),
          at,
          withOriginal: view().captions === 'all',
          aloud: pair.aloud,
          onBegin: (turn) => this.#show(turn, pair.aloud),
          onFailure,
          count,
        }),
      admit: () => admit(userId),
      hold: () =>
        translations.hold(place, spender, { questionTokens: 0, soundMs, pictures: 0, model, isNoQuestion: true }),
      onFailure,
    });
  }

  /** Writes where the translations are why there's none. What ends the interpreting, the call's own message says. */
  #tell(text: Text): void {
    const { venue, view, clock, onFailure } = this.#options;
    if (!this.#told.may(text.code)) return;
    if (text.code === 'interpret.no-model') {
      onFailure(text);
      return;
    }
    const { conversationId, noticeIn } = view();
    const turn = new Turn({ person: venue.user, text: '', at: clock.wall(), aloud: true });
    turn.refuse(new UserError(text));
    void venue.caption(conversationId, turn, { captions: 'answers', noticeIn, mark: UNMARKED });
  }

  #show(turn: Turn, aloud: boolean): void {
    const { venue, view, onFailure } = this.#options;
    const { conversationId, noticeIn, speaks } = view();
    void venue.caption(conversationId, turn, { captions: 'all', noticeIn, mark: UNMARKED });
    if (!aloud || speaks !== 'aloud') return;
    if (this.#speaker.waiting < MOST_WAITING) void this.#speaker.speak(turn, Promise.resolve(true));
    else if (this.#told.may('written')) onFailure({ code: 'interpret.only-written' });
  }
}
