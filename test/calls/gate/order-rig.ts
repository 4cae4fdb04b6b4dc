import assert from 'node:assert/strict';
import { pino } from 'pino';
import { NO_HOLD } from '../../../src/base/expense.ts';
import type { Place } from '../../../src/base/place.ts';
import { Dialogue } from '../../../src/calls/dialogue.ts';
import { loadEverydayWords } from '../../../src/calls/names/everyday-words.ts';
import { Conversations } from '../../../src/conversation/conversations.ts';
import { openTranscriptArchive, type TranscriptArchive } from '../../../src/conversation/memory/transcript-archive.ts';
import { openCrashNotes } from '../../../src/conversation/recovery/crash-note-shelf.ts';
import { ToldRefusals } from '../../../src/conversation/told-refusals.ts';
import type { Turn } from '../../../src/conversation/turns/turn.ts';
import type { StoredHandle } from '../../../src/live/session/resumption-handle.ts';
import { RECORD_KINDS } from '../../../src/store/record-kinds.ts';
import { openStore, type Store } from '../../../src/store/store.ts';
import type { FromEars } from '../../../src/voice/bridge/protocol.ts';
import { ALONE } from '../../claims/alone.ts';
import { NO_RECAPS } from '../../conversation/no-recaps.ts';
import { at } from '../../place.ts';
import { VirtualClock } from '../../virtual-clock.ts';
import { ScriptedVenue, USUAL_RULES } from '../stage.ts';
import { findPiece, listNumbers, OrderGoogle, PIECE, type Piece, type ToldTurn } from './order-google.ts';
import { AROUND, MEANT } from './policy-rig.ts';
import { ScriptedGate } from './scripted-gate.ts';

const PEOPLE = ['1', '2', '3'].map((id) => ({ id, name: `Person ${id}`, bot: false }));

/** Long enough for everything that doesn't wait for time. */
const flush = async () => {
  for (let turn = 0; turn < 3; turn++) await new Promise(setImmediate);
};

/** After an answer a person needn't say whom they mean for so long, in milliseconds. */
const ATTENTION = 20_000;

const log = pino({ level: 'silent' });

/** One store for all rigs, each of which has a channel of its own. */
const shared = openStore('memory:', log);
let rigs = 0;

/** Who is saying what, as the ears tell it. */
type Speaking = { person: string; utterance: number; is: 'speaking' | 'pausing' | 'ended'; meant: boolean };

/**
 * The dialogue of a call and its conversation, to which things happen in any order. A gate that is never wrong but may fail says
 * who is spoken to, or there's none. What people say is transcribed at any time, or never.
 */
export class OrderRig {
  readonly #clock = new VirtualClock(flush);
  readonly #gate = new ScriptedGate();
  readonly #settled = new Set<object>();
  readonly #pieces: Piece[] = [];
  readonly #google = new OrderGoogle(this.#clock, this.#pieces);
  /** The turns of all that was passed on, and those that began, in order. */
  readonly #heard: Turn[] = [];
  readonly #turns: Turn[] = [];
  /** Those whose people needn't say whom they meant. */
  readonly #attended = new Set<Turn>();
  /** The numbers of those that are spoken, in their order. */
  readonly #spoken: number[] = [];
  /** Those that the mouth hasn't ended, and wasn't told to. */
  readonly #loud = new Set<number>();
  /** The questions to the gate that were asked in mid sentence. */
  readonly #looks = new Set<object>();
  /** The utterances of which the gate has said that nothing of them is meant. */
  readonly #around = new Set<number>();
  readonly #answered = new Map<string, number>();
  readonly #place: Place;
  readonly #archive: TranscriptArchive;
  readonly #dialogue: Dialogue;
  #speaker: Speaking | undefined;
  #utterances = 0;

  static async open(hasGate: boolean): Promise<OrderRig> {
    await loadEverydayWords();
    return new OrderRig(await shared, hasGate);
  }

  private constructor(store: Store, hasGate: boolean) {
    this.#place = at(`general${++rigs}`, 'guild');
    this.#archive = openTranscriptArchive(store);
    const conversations = this.#openConversations(store);
    this.#dialogue = this.#openDialogue(conversations, hasGate);
    conversations.onTurn((_, turn) => {
      this.#turns.push(turn);
      this.#dialogue.take(turn);
    });
  }

  /** Somebody begins, if nobody speaks. */
  async begins(person: string, meant: boolean): Promise<void> {
    if (this.#speaker && this.#speaker.is !== 'ended') return;
    if (this.#speaker) await this.#tell('over');
    this.#speaker = { person, utterance: ++this.#utterances, is: 'speaking', meant };
    this.#dialogue.receive({ is: 'begun', call: 'guild', utterance: this.#utterances, userId: person });
    await this.#say(true);
  }

  async goesOn(): Promise<void> {
    if (!this.#speaker || this.#speaker.is === 'ended') return;
    if (this.#speaker.is === 'pausing') await this.#tell('resumed');
    this.#speaker.is = 'speaking';
    this.#around.delete(this.#speaker.utterance);
    await this.#say(false);
  }

  async pauses(): Promise<void> {
    if (this.#speaker?.is !== 'speaking') return;
    this.#speaker.is = 'pausing';
    await this.#tell('pausing');
  }

  async ends(): Promise<void> {
    if (!this.#speaker || this.#speaker.is === 'ended') return;
    this.#speaker.is = 'ended';
    await this.#tell('ended');
    this.#checkLoud();
  }

  /** Whoever spoke goes on after all, perhaps to somebody else. */
  async goesOnAgain(meant: boolean): Promise<void> {
    if (this.#speaker?.is !== 'ended') return;
    Object.assign(this.#speaker, { is: 'speaking', meant });
    this.#around.delete(this.#speaker.utterance);
    await this.#tell('again');
    await this.#say(true);
  }

  /** The gate answers one of its questions. */
  async decides(at: number, how: 'truly' | 'not'): Promise<void> {
    const open = this.#gate.asked.filter((each) => !each.signal.aborted && !this.#settled.has(each));
    const asked = open[at % Math.max(1, open.length)];
    if (!asked) return;
    this.#settled.add(asked);
    const { said } = asked.question;
    const pcm = 'pcm' in said ? Buffer.from(said.pcm) : Buffer.alloc(0);
    const pieces = Array.from({ length: pcm.length / PIECE }, (_, n) => findPiece(this.#pieces, pcm, n * PIECE));
    assert.ok(
      pieces.every(({ person }) => person === asked.question.person.id),
      'asked under the right name',
    );
    if (how === 'not') asked.settle(new Error('no answer'));
    else asked.settle(pieces.some(({ meant }) => meant) ? MEANT : AROUND);
    const utterance = pieces[0]?.utterance ?? 0;
    const isMeant = this.#pieces.some((piece) => piece.utterance === utterance && piece.meant);
    if (how === 'truly' && !isMeant && !this.#looks.has(asked)) this.#around.add(utterance);
    await flush();
    this.#checkLoud();
  }

  /** What was told for a turn is transcribed, however long ago that was, and whoever speaks by now. */
  async understands(at: number): Promise<void> {
    const told = this.#pick(at);
    if (told) this.#google.transcribe(told);
    await flush();
  }

  async answers(): Promise<void> {
    this.#google.say();
    await flush();
    this.#checkLoud();
  }

  async finishes(): Promise<void> {
    this.#google.complete();
    await flush();
  }

  /** The mouth is done with an answer. */
  async fallsSilent(at: number, how: 'played' | 'interrupted' | 'hushed'): Promise<void> {
    const turn = this.#spoken[at % Math.max(1, this.#spoken.length)];
    if (turn === undefined) return;
    this.#loud.delete(turn);
    const person = this.#turns[turn - 1]?.question.person.id ?? '';
    if (how !== 'hushed') this.#answered.set(person, this.#clock.now());
    for (const each of this.#heard) if (each.question.person.id === person && !each.end) this.#attended.add(each);
    this.#dialogue.receive({
      is: 'silent',
      call: 'guild',
      turn,
      bytes: 960,
      how,
      ...(how === 'interrupted' && { by: person }),
    });
    await flush();
  }

  async passes(ms: number): Promise<void> {
    await this.#clock.advance(ms);
    await flush();
  }

  async optsOut(person: string): Promise<void> {
    this.#dialogue.drop(person);
    for (const piece of this.#pieces) if (piece.person === person) this.#around.delete(piece.utterance);
    await flush();
  }

  /** Nothing more happens, so everything ends. */
  async end(): Promise<void> {
    await this.ends();
    await this.#tell('over');
    for (const _ of this.#turns) {
      await this.passes(10_000);
      await this.finishes();
    }
    await this.passes(60_000);
  }

  /**
   * What must be true of everything that happened. Returns how many sentences were transcribed, how many of them reached their
   * turn, and how many answers were spoken.
   */
  async check(): Promise<{ transcribed: number; attributed: number; spoken: number }> {
    for (const { turn, told } of this.#google.turns) {
      const { id } = turn.question.person;
      assert.ok(
        told.every(({ person }) => person === id),
        'under the right name',
      );
      assert.ok(
        told.every(({ number }, index) => index === 0 || number > (told[index - 1]?.number ?? -1)),
        'in order',
      );
      assert.ok(told.length === 0 || told[0]?.isFirst, 'from the first syllable');
      this.#checkWords(id, turn.heard);
    }
    for (const number of this.#spoken) {
      const turn = this.#turns[number - 1];
      const told = this.#google.turns.find((each) => each.turn === turn)?.told ?? [];
      // Who goes on after what was meant says more of it.
      const meant = new Set(this.#pieces.flatMap((piece) => (piece.meant ? piece.utterance : [])));
      const isMeant = turn && (this.#attended.has(turn) || told.some(({ utterance }) => meant.has(utterance)));
      assert.ok(isMeant, 'nothing is answered that wasn’t meant');
    }
    await this.#checkRecord();
    return {
      transcribed: this.#google.turns.flatMap(({ told, transcribed }) =>
        told.slice(0, transcribed).filter(({ isFirst }) => isFirst),
      ).length,
      attributed: this.#google.turns.flatMap(({ turn }) => listNumbers(turn.heard)).length,
      spoken: this.#spoken.length,
    };
  }

  /** Nothing is being said to what the gate has denied, once all of that was said. */
  #checkLoud(): void {
    const going = this.#speaker?.is === 'ended' ? undefined : this.#speaker?.utterance;
    const isDenied = ({ utterance }: Piece) => this.#around.has(utterance) && utterance !== going;
    for (const number of this.#loud) {
      const { told = [] } = this.#google.turns.find(({ turn }) => turn === this.#turns[number - 1]) ?? {};
      assert.ok(told.length === 0 || !told.every(isDenied), 'nothing is answered that the gate has denied');
    }
  }

  /** Nobody is stored with what somebody else said, and nothing that was understood is missing. */
  async #checkRecord(): Promise<void> {
    const { channel } = this.#place;
    const stored: string[] = [];
    for (let number = 1; number <= this.#turns.length; number++) {
      const entry = await this.#archive.turns.get(`${channel}:${number}`);
      if (!entry) continue;
      this.#checkWords(entry.person.id, entry.asked);
      if (entry.asked !== '') stored.push(entry.asked);
    }
    const understood = this.#turns.flatMap(({ heard }) => heard || []);
    assert.deepEqual(stored.toSorted(), understood.toSorted(), 'all that was understood is stored');
  }

  #checkWords(person: string, words: string): void {
    for (const number of listNumbers(words))
      assert.equal(this.#pieces[number]?.person, person, 'no word under another name');
  }

  #pick(at: number): ToldTurn | undefined {
    const { turns } = this.#google;
    // The newest are the most likely ones.
    return turns.at(-1 - (at % Math.max(1, turns.length)));
  }

  #openConversations(store: Store): Conversations {
    return new Conversations({
      records: () => ({
        archive: this.#archive,
        handles: store.shelf<StoredHandle>(RECORD_KINDS.handle),
        unfinished: openCrashNotes(store),
      }),
      claims: ALONE,
      finish: async () => {},
      excuse: async () => {},
      session: () => this.#google,
      setup: async () => ({ model: 'gemini-3.8-live' }),
      seedTokens: 6_000,
      recaps: NO_RECAPS,
      observe() {},
      spend() {},
      hold: async () => NO_HOLD,
      refusals: new ToldRefusals(),
      refusal: () => undefined,
      clock: this.#clock,
      log,
    });
  }

  #openDialogue(conversations: Conversations, hasGate: boolean): Dialogue {
    const venue = new ScriptedVenue();
    venue.open('lounge', PEOPLE);
    const { channel } = this.#place;
    let turns = 0;
    return new Dialogue({
      nextTurn: () => ++turns,
      place: this.#place,
      venue,
      ...(hasGate && { gate: this.#gate }),
      conversations: {
        // The sound is no Opus, so it's kept as it is.
        hear: (place, person, { ready } = {}) => this.#hear(conversations.hear(place, person, ready ? { ready } : {})),
        interrupt: (place, turn, bytes, by) => conversations.interrupt(place, turn, bytes, by),
        unhear: (place, turn) => conversations.unhear(place, turn),
        listLatest: (place) => conversations.listLatest(place),
      },
      view: () => ({
        guildId: 'guild',
        channelId: 'lounge',
        conversationId: channel,
        noticeIn: channel,
        listen: 'addressed',
        hears: { is: 'people' },
        speaks: 'aloud',
        captions: 'off',
        chat: 'mentions',
        consent: 'notice',
        days: 30,
        state: 'on',
      }),
      rules: () => USUAL_RULES,
      interrupters: (asker) => [asker],
      person: (id) => ({ id, name: `Person ${id}` }),
      admit: async () => {},
      mayHear: () => true,
      mayRead: () => true,
      send: (message) => {
        if (message.is === 'withdraw') this.#loud.delete(message.turn);
        if (message.is !== 'speak') return;
        this.#spoken.push(message.turn);
        this.#loud.add(message.turn);
      },
      observe() {},
      onFailure() {},
      clock: this.#clock,
      log,
    });
  }

  #hear<T extends { turn: Turn }>(utterance: T): T {
    const { turn } = utterance;
    this.#heard.push(turn);
    const last = this.#answered.get(turn.question.person.id) ?? Number.NEGATIVE_INFINITY;
    if (last + ATTENTION + 3_000 >= this.#clock.now()) this.#attended.add(turn);
    return utterance;
  }

  async #say(isFirst: boolean): Promise<void> {
    if (!this.#speaker) return;
    const { person, meant, utterance } = this.#speaker;
    const asked = this.#gate.asked.length;
    for (let piece = 0; piece < 3; piece++) {
      // Silence would be left out.
      const pcm = Buffer.alloc(PIECE, 1);
      pcm.writeUInt32LE(this.#pieces.length);
      this.#pieces.push({ person, utterance, meant, number: this.#pieces.length, isFirst: isFirst && piece === 0 });
      this.#dialogue.receive({ is: 'heard', call: 'guild', utterance, pcm, pack: pcm });
    }
    for (const look of this.#gate.asked.slice(asked)) this.#looks.add(look);
    await flush();
  }

  async #tell(is: Exclude<FromEars['is'], 'begun' | 'heard' | 'full'>): Promise<void> {
    if (this.#speaker) this.#dialogue.receive({ is, call: 'guild', utterance: this.#speaker.utterance });
    await flush();
  }
}
