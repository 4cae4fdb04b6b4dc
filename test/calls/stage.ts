import { pino } from 'pino';
import type { Event } from '../../src/base/events.ts';
import type { InboundStage, Sender } from '../../src/base/inbound.ts';
import type { Place } from '../../src/base/place.ts';
import type { Dismissal } from '../../src/calls/auto-join.ts';
import type { CallRecord } from '../../src/calls/call-record.ts';
import type { CallRuleSource, CallRules } from '../../src/calls/call-rules.ts';
import { Calls } from '../../src/calls/calls.ts';
import type { CallsOptions } from '../../src/calls/calls-options.ts';
import type {
  CallGatewayEvents,
  CallSettings,
  CallView,
  CaptionMode,
  CaptionStyle,
  JoinRequest,
  LineCode,
  NoticeChannel,
  PanelPost,
  Participant,
  UnannouncedText,
  Venue,
  VenueChange,
  VoiceChannel,
} from '../../src/calls/contract.ts';
import type { AddressGate } from '../../src/calls/gate/gate.ts';
import { loadEverydayWords } from '../../src/calls/names/everyday-words.ts';
import { type OptOut, OptOuts } from '../../src/calls/opt-out.ts';
import type { Person } from '../../src/conversation/people/person.ts';
import { LatestTurns } from '../../src/conversation/turns/latest-turns.ts';
import { type QuestionInput, toQuestion } from '../../src/conversation/turns/question.ts';
import { Turn } from '../../src/conversation/turns/turn.ts';
import type { HearingOptions, Utterance } from '../../src/conversation/turns/utterance.ts';
import { RECORD_KINDS } from '../../src/store/record-kinds.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import type { Text } from '../../src/text/text.ts';
import type { HearingPolicy, ToProcess } from '../../src/voice/bridge/protocol.ts';
import type { VoiceWorker, VoiceWorkerEvents, VoiceWorkers } from '../../src/voice/bridge/voice-worker.ts';
import { ALONE } from '../claims/alone.ts';
import { makeSpeech } from '../live/defaults.ts';
import { at } from '../place.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { ScriptedTranslations } from './interpreter/scripted-translations.ts';

export const ada: Participant = { id: '1', name: 'Ada', bot: false };
export const bob: Participant = { id: '2', name: 'Bob', bot: false };
export const robot: Participant = { id: '3', name: 'Robot', bot: true };

/** A person as the sender of what they say or press. */
export const toSender = ({ id, name, bot }: Participant, roles: readonly string[] = []): Sender => ({
  id,
  name,
  roles,
  powers: [],
  locale: undefined,
  kind: bot ? 'bot' : 'member',
});

/** What is in force where nobody has set anything. */
export const USUAL_RULES: CallRules = {
  listen: { value: 'auto', at: 0 },
  captions: { value: 'answers', at: 0 },
  chat: 'mentions',
  turns: { turnEnd: 'speculative', pause: 200 },
  leaveAlone: 5 * 60_000,
  names: [],
  languages: [],
  greeting: '',
  mayInterrupt: 'everyone',
  mayTalk: 'everyone',
  mayInterpret: true,
  consent: 'notice',
  days: 30,
  autoJoin: undefined,
};

/** Rules that a test changes. */
export class ScriptedRules implements CallRuleSource {
  /** Who is told of changes; a home is a server. */
  readonly #listeners = new Set<(home: string) => void>();
  #rules = USUAL_RULES;

  async of(): Promise<CallRules> {
    return this.#rules;
  }

  on(listener: (home: string) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** The owner changes something. Resolves when everyone has followed. */
  async set(changes: Partial<CallRules>): Promise<void> {
    this.#rules = { ...this.#rules, ...changes };
    for (const listener of [...this.#listeners]) listener('guild');
    await settle();
  }
}

/** Waits until everything has run that only waits for its turn of the event loop. */
export const settle = async () => {
  for (let turns = 0; turns < 10; turns++) await new Promise(setImmediate);
};

/** Voice channels that a test fills and empties, and everything that calls show in them. */
export class ScriptedVenue implements Venue {
  readonly user = { id: 'parley', name: 'Parley' };
  readonly channels = new Map<string, VoiceChannel>();
  readonly statuses: [string, LineCode | undefined][] = [];
  /** What panels have shown, the latest last. Ends have no view. */
  readonly shown: {
    id: string | undefined;
    view?: CallView;
    note: Text | undefined;
    notes?: readonly Text[];
    in?: string;
  }[] = [];
  readonly captions: { turn: Turn; captions: CaptionMode; noticeIn: string; mark?: Text; unsaid?: true }[] = [];
  /** Conversations that not everyone who may enter a voice channel can read, and people who can't read anything. */
  readonly hidden = new Set<string>();
  readonly blind = new Set<string>();
  /** Channels in which Parley may not write. */
  readonly unwritable = new Set<string>();
  /** The panels that were deleted. */
  readonly gone = new Set<string>();
  /** Why Discord refuses panels, if it does. */
  refusal: UnannouncedText | undefined;
  /** Settles when Discord has accepted a panel; at once by default. */
  posting: Promise<void> = Promise.resolve();
  /** Whether Discord refuses voice channel statuses. */
  refusesStatus = false;
  /** The channels that gateway payloads have asked for. */
  readonly wishes: (string | null)[] = [];
  /** How often a voice channel was read. */
  looks = 0;
  /** Whether the server is available. */
  available = true;
  /** Whether the gateway is connected. */
  up = true;
  speaking: 'speaking' | 'asked' = 'asked';
  /** Settles when Discord has accepted a status; at once by default. */
  slow: Promise<void> = Promise.resolve();
  gateway: CallGatewayEvents | undefined;
  /** What Parley is called in the server, if it has a name of its own there. */
  nickname: string | undefined;
  /** The roles that people have. */
  readonly roles = new Map<string, string[]>();
  readonly #listeners = new Set<(change: VenueChange) => void>();

  open(id: string, participants: Participant[] = [], more: Partial<VoiceChannel> = {}): VoiceChannel {
    const channel: VoiceChannel = {
      id,
      guildId: 'guild',
      name: id,
      kind: 'voice',
      participants,
      unnamed: 0,
      full: false,
      missing: [],
      hindrances: [],
      ...more,
    };
    this.channels.set(id, channel);
    return channel;
  }

  /** Sets who is in a channel, and reports the change. */
  async fill(id: string, ...participants: Participant[]): Promise<void> {
    this.open(id, participants);
    await this.tell({ is: 'people', channelId: id });
  }

  async tell(change: VenueChange): Promise<void> {
    for (const listener of [...this.#listeners]) listener(change);
    await settle();
  }

  channel(id: string): VoiceChannel | undefined {
    this.looks += 1;
    return this.available ? this.channels.get(id) : undefined;
  }

  listOccupied(guildId: string): string[] {
    const found = [...this.channels.values()].filter(
      (channel) => channel.guildId === guildId && channel.participants.length > 0,
    );
    return found.map(({ id }) => id);
  }

  listNames(): readonly string[] {
    return [this.nickname ?? [], this.user.name].flat();
  }

  sender(_: string, id: string): Sender {
    const found = [...this.channels.values()].flatMap(({ participants }) => participants).find((one) => one.id === id);
    return toSender(found ?? { id, name: '', bot: false }, this.roles.get(id));
  }

  knows(): boolean {
    return this.available;
  }

  adapter(_: string, events: CallGatewayEvents) {
    this.gateway = events;
    return {
      send: (payload: unknown) => {
        if (this.up) this.wishes.push((payload as { d: { channel_id: string | null } }).d.channel_id);
        return this.up;
      },
      // As in discord.js, there's one adapter per server, so closing one closes the newer one as well.
      close: () => {
        this.gateway = undefined;
      },
    };
  }

  on(listener: (change: VenueChange) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  async speakOnStage(): Promise<'speaking' | 'asked'> {
    return this.speaking;
  }

  async status(channelId: string, text: LineCode | undefined): Promise<boolean> {
    this.statuses.push([channelId, text]);
    await this.slow;
    return !this.refusesStatus;
  }

  noticeChannel(channelId: string, conversationId: string): NoticeChannel {
    const id = this.hidden.has(conversationId) ? channelId : conversationId;
    return { id, missing: this.unwritable.has(id) ? ['SendMessages'] : [] };
  }

  reads(channelId: string, userId: string): boolean {
    return !this.blind.has(userId) && !this.hidden.has(channelId);
  }

  panel(channelId: string, messageId?: string) {
    let id = messageId;
    return {
      show: async (view: CallView, note?: Text | readonly Text[]): Promise<PanelPost> => {
        // The message is sent or edited before Discord answers, so it may already be deleted when the answer comes.
        const edited = id !== undefined && !this.gone.has(id) ? id : undefined;
        await this.posting;
        if (edited !== undefined && this.gone.has(edited)) return { is: 'stands', id: edited, view };
        if (this.refusal !== undefined) return { is: 'missing', why: this.refusal };
        if (id === undefined || this.gone.has(id)) id = `panel ${this.shown.length}`;
        const notes = note === undefined || 'code' in note ? [note ?? []].flat() : note;
        this.shown.push({ id, view, note: notes.at(-1), notes, in: channelId });
        return { is: 'stands', id, view };
      },
      doubt() {},
      end: async (text: Text) => void this.shown.push({ id, note: text, in: channelId }),
    };
  }

  /** Someone deletes the latest panel. */
  async deletesPanel(): Promise<void> {
    const { id, in: channelId = '' } = this.shown.at(-1) ?? {};
    if (id === undefined) throw new Error('there is no panel');
    this.gone.add(id);
    await this.tell({ is: 'unposted', channelId, messageIds: [id] });
  }

  async caption(_: string, turn: Turn, { captions, noticeIn, mark, unsaid }: CaptionStyle): Promise<void> {
    const written: (typeof this.captions)[number] = { turn, captions, noticeIn };
    this.captions.push(written);
    const unheard = await mark;
    if (unheard !== undefined) written.mark = unheard;
    await turn.ended;
    if (await unsaid) written.unsaid = true;
  }
}

/** Voice processes in which a call is ready as soon as it joins, unless a test wants to decide that. */
export class ScriptedRemotes implements VoiceWorkers {
  readonly sent: ToProcess[] = [];
  readonly opened: VoiceWorkerEvents[] = [];
  /** What the voice process does with a message. */
  onSend: (message: ToProcess) => void = () => {};
  /** How often it was told that a call will be opened soon. */
  warmed = 0;
  /** Whether every join succeeds at once. */
  ready = true;

  get events(): VoiceWorkerEvents {
    const newest = this.opened.at(-1);
    if (!newest) throw new Error('there is no call');
    return newest;
  }

  open(call: string, events: VoiceWorkerEvents): VoiceWorker {
    this.opened.push(events);
    return {
      send: (message) => {
        this.sent.push(message);
        this.onSend(message);
        if (message.is === 'join' && this.ready) queueMicrotask(() => events.message({ is: 'ready', call, delay: 1 }));
      },
      close: () => void this.opened.splice(this.opened.indexOf(events), 1),
    };
  }

  warm(): void {
    this.warmed += 1;
  }

  of<T extends ToProcess['is']>(is: T): Extract<ToProcess, { is: T }>[] {
    return this.sent.filter((message): message is Extract<ToProcess, { is: T }> => message.is === is);
  }

  /** What the ears were last told. */
  get hearing(): HearingPolicy | undefined {
    const newest = this.sent.findLast((message) => message.is === 'join' || message.is === 'hearing');
    return newest && 'hearing' in newest ? newest.hearing : undefined;
  }
}

/** Conversations whose answers a test gives. */
export class ScriptedConversations {
  readonly utterances: (Utterance & { place: Place; ready: Promise<unknown> | undefined })[] = [];
  readonly interruptions: { turn: Turn; bytes: number; by: string }[] = [];
  readonly unheard: Turn[] = [];
  /** What was asked in writing: so far only greetings are. */
  readonly questions: { place: Place; question: QuestionInput; ready: Promise<unknown> }[] = [];
  /** What was said last. */
  readonly latest = new LatestTurns();
  /** What `hear` throws. */
  refusal: Error | undefined;
  readonly #clock: VirtualClock;
  readonly #listeners = new Set<(place: Place, turn: Turn) => void>();

  constructor(clock: VirtualClock) {
    this.#clock = clock;
  }

  onTurn(listener: (place: Place, turn: Turn) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** An answer to a turn starts. */
  begin(place: Place, turn: Turn): void {
    this.latest.note(turn);
    for (const listener of this.#listeners) listener(place, turn);
  }

  listLatest(): readonly Turn[] {
    return this.latest.all;
  }

  ask(place: Place, question: QuestionInput, ready: Promise<unknown> = Promise.resolve()): Turn {
    if (this.refusal) throw this.refusal;
    this.questions.push({ place, question, ready });
    return new Turn(toQuestion(question, this.#clock.wall()));
  }

  hear(place: Place, person: Person, { ready }: HearingOptions = {}): Utterance {
    if (this.refusal) throw this.refusal;
    const turn = new Turn({ person, text: '', at: this.#clock.wall(), aloud: true });
    const utterance = { turn, speech: makeSpeech() };
    this.utterances.push({ ...utterance, place, ready });
    return utterance;
  }

  unhear(_: Place, turn: Turn): void {
    turn.unhear();
    this.unheard.push(turn);
  }

  interrupt(_: Place, turn: Turn, bytes: number, by: string): void {
    this.interruptions.push({ turn, bytes, by });
    turn.finish({ is: 'interrupted' });
  }
}

/** Calls in virtual time, with a venue, voice processes and conversations that a test controls. */
export const calling = async (given?: Store, admit: InboundStage = async () => {}, gate?: AddressGate) => {
  const clock = new VirtualClock();
  const log = pino({ level: 'silent' });
  // They're read from files, which no virtual time waits for.
  await loadEverydayWords();
  const store = given ?? (await openStore('memory:', log));
  const venue = new ScriptedVenue();
  const remotes = new ScriptedRemotes();
  const conversations = new ScriptedConversations(clock);
  const consent = new OptOuts(store.shelf<OptOut>(RECORD_KINDS.refusal));
  const remembered = store.shelf<CallRecord>(RECORD_KINDS.call);
  const wanted = store.shelf<CallSettings>(RECORD_KINDS.callSettings);
  const dismissals = store.shelf<Dismissal>(RECORD_KINDS.dismissal);
  const rules = new ScriptedRules();
  const translations = new ScriptedTranslations();
  const events: Event[] = [];
  /** The calls of another process of the bot, with the same store. */
  const start = (more: Partial<Pick<CallsOptions, 'claims'>> = {}) =>
    new Calls({
      venue,
      remotes,
      conversations,
      translations,
      consent,
      remembered,
      wanted,
      dismissals,
      rules,
      admit,
      gate,
      clock,
      log,
      observe: (event) => void events.push(event),
      claims: ALONE,
      ...more,
    });
  const calls = start();
  const wish = (changes: Partial<JoinRequest> = {}): JoinRequest => ({
    guildId: 'guild',
    channelId: 'lounge',
    conversationId: 'general',
    settings: {},
    ...changes,
  });
  const join = async (settings: CallSettings = {}, changes: Partial<JoinRequest> = {}) => {
    const view = await calls.join(wish({ settings, ...changes }));
    await settle();
    return view;
  };
  /** Lets time pass. */
  const pass = async (ms: number) => {
    await clock.advance(ms);
    await settle();
  };
  /** A person says something, which starts a turn. */
  let number = 0;
  const says = async (userId: string) => {
    const utterance = ++number;
    remotes.events.message({ is: 'begun', call: 'guild', utterance, userId });
    const heard = conversations.utterances.at(-1);
    if (!heard) throw new Error('nobody was heard');
    conversations.begin(at('general', 'guild'), heard.turn);
    remotes.events.message({ is: 'ended', call: 'guild', utterance });
    await settle();
    return { ...heard, utterance };
  };
  const typed = (voice?: 'text') => {
    const turn = new Turn({ person: ada, text: 'question', at: clock.wall(), ...(voice && { voice }) });
    conversations.begin(at('general', 'guild'), turn);
    return turn;
  };
  venue.open('lounge', [ada]);
  /** The code of the sentence that remains of the call. */
  const code = () => {
    const { view, note } = venue.shown.at(-1) ?? {};
    return view ? undefined : note?.code;
  };
  return {
    clock,
    venue,
    remotes,
    conversations,
    translations,
    consent,
    remembered,
    wanted,
    dismissals,
    rules,
    calls,
    start,
    join,
    wish,
    pass,
    says,
    typed,
    code,
    events,
  };
};
