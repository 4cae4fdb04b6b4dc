import { randomUUID } from 'node:crypto';
import { GatewayIntentBits } from 'discord.js';
import { pino } from 'pino';
import { commands } from '../../commands/index.ts';
import { MODEL_RATE } from '../../src/audio/pcm.ts';
import type { Clock } from '../../src/base/clock.ts';
import { UserError } from '../../src/base/errors.ts';
import type { Event } from '../../src/base/events.ts';
import type { Introduce } from '../../src/base/first-notice.ts';
import type { InboundStages } from '../../src/base/inbound.ts';
import type { FindOmission } from '../../src/base/omission.ts';
import type { Place } from '../../src/base/place.ts';
import type { CapState, UsageDay } from '../../src/budget/usage.ts';
import type { Venue } from '../../src/calls/contract.ts';
import type { Status } from '../../src/conversation/conversation-status.ts';
import type { RepeatedAnswer, Repeater } from '../../src/conversation/follow-ups.ts';
import type { Person } from '../../src/conversation/people/person.ts';
import type { BrokenAnswer } from '../../src/conversation/turns/continuation.ts';
import type { QuestionInput } from '../../src/conversation/turns/question.ts';
import type { Quote } from '../../src/conversation/turns/quote.ts';
import { type StopRequest, type StopResult, selectTurnsToStop } from '../../src/conversation/turns/stop-request.ts';
import { Turn } from '../../src/conversation/turns/turn.ts';
import { Bot, type BotStart, type StartedBot } from '../../src/discord/bot.ts';
import type { SparePeople } from '../../src/discord/inbound/earlier-messages.ts';
import type { FileReader } from '../../src/discord/inbound/file-reader.ts';
import type { MeantCheck } from '../../src/discord/inbound/meant-messages.ts';
import type { ReplyPromises } from '../../src/discord/outbound/reply-promise.ts';
import { FaceKeeper } from '../../src/face/face-keeper.ts';
import type { ReadFile } from '../../src/media/bridge/read-file.ts';
import type { FileReading } from '../../src/media/file-reading.ts';
import { AnswerSounds } from '../../src/media/out/answer-sounds.ts';
import { VoiceSamples } from '../../src/media/out/voice-samples.ts';
import type { SentFile } from '../../src/media/sent-file.ts';
import type { MinutesMaker } from '../../src/minutes/minutes-maker.ts';
import type { TranscriptReader } from '../../src/minutes/transcript-reader.ts';
import { Agreements } from '../../src/privacy/agreements.ts';
import type { OperatorLayer } from '../../src/settings/resolve.ts';
import { Settings } from '../../src/settings/settings.ts';
import { openMemory } from '../../src/store/in-memory.ts';
import { RECORD_KINDS } from '../../src/store/record-kinds.ts';
import { makeStore, type Store } from '../../src/store/store.ts';
import type { Languages } from '../../src/text/languages.ts';
import type { RefusedExtra } from '../../src/text/values.ts';
import type { PlaceTools } from '../../src/tools/place-tools.ts';
import { ReminderBook } from '../../src/tools/reminders/reminder-book.ts';
import { ToolChanges } from '../../src/tools/tool-changes.ts';
import { Changes } from '../../world/discord/changes.ts';
import { Discord } from '../../world/discord/discord.ts';
import { sweep } from '../audio/sounds.ts';
import { ALONE } from '../claims/alone.ts';
import type { FixedSettings } from '../fixed-settings.ts';
import { ENGLISH } from '../sentences.ts';
import { silent } from '../store/record.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { ScriptedCalls } from './call-stage.ts';
import { NO_PRIVACY } from './no-privacy.ts';

/** One step of virtual time: small against the pace of edits, large against the number of steps in a quarter of an hour. */
const STEP = 100;

const sentence = (index: number) => `This is sentence number ${index} of a rather long answer.`;

/** A long answer, or a part of it: the sentences from one number to before another, about 57 characters each. */
export const paragraphs = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => sentence(from + index)).join(' ');

type Asked = { place: Place; person: Person; text: string; quotes?: readonly Quote[] | undefined };

/** Reads every file as a text that holds its name, and remembers which files it was given. */
export class ScriptedReader implements FileReader {
  readonly given: SentFile[] = [];
  /** The files that can't be read. */
  readonly refused = new Set<string>();

  /** What each file holds, by its name. */
  readonly texts = new Map<string, Buffer>();

  async fetch({ name }: SentFile): Promise<Buffer> {
    return this.texts.get(name) ?? Buffer.from('');
  }

  /** What each picture is once it's read, by its name. */
  readonly pictures = new Map<string, Buffer>();

  async readSquare({ name }: SentFile): Promise<Buffer | undefined> {
    if (this.refused.has(name)) throw new UserError({ code: 'media.broken', name });
    return this.pictures.get(name);
  }

  async read(files: readonly SentFile[]): Promise<FileReading> {
    this.given.push(...files);
    const isRefused = ({ name }: SentFile) => this.refused.has(name);
    return {
      files: files.filter((file) => !isRefused(file)).map(toReadText),
      remarks: files.filter(isRefused).map(({ name }) => ({ code: 'media.broken', name })),
      release() {},
    };
  }
}

const toReadText = ({ name, of, size, isVoice }: SentFile): ReadFile => ({
  name,
  of,
  bytes: size,
  isVoice,
  is: 'text',
  text: name,
});

/** Conversations that the test speaks for: it gets each question's turn and writes the answer itself. */
export class Conversations {
  readonly asked: Asked[] = [];
  readonly turns: Turn[] = [];
  readonly forgotten: string[] = [];
  /** The answers whose rest was asked for. */
  readonly goneOn: BrokenAnswer[] = [];
  /** The answers whose questions were asked again. */
  readonly repeated: RepeatedAnswer[] = [];
  /** Whether a turn that the test has not recorded itself is known to be none of the transcript once it has ended. */
  records = true;
  /** What `ask` throws instead of taking a question. */
  refusal: Error | undefined;
  /** What `status` and `reset` run into. */
  trouble: Error | undefined;
  /** Told of each turn as it begins. */
  onTurn: (channel: string, turn: Turn) => void = () => {};
  /** What `status` tells. */
  current: Status = { connection: 'resting', model: 'gemini-test', turns: 0, waiting: 0 };
  #clock: Clock;
  #changes = new Changes();
  #taken = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  ask(
    place: Place,
    { person, text, quotes, readFiles, voice, written }: QuestionInput,
    ready: Promise<unknown> = Promise.resolve(),
  ): Turn {
    if (this.refusal) throw this.refusal;
    const turn = new Turn({
      person,
      text,
      at: this.#clock.wall(),
      ...(quotes?.length && { quotes }),
      ...(voice && { voice }),
      ...(written && { written }),
    });
    if (this.records) void turn.ended.then(() => turn.number.settle(undefined));
    const ask = () => {
      // Dropped, or stopped, before it was asked.
      if (turn.end) return;
      this.onTurn(place.channel, turn);
      const { text: asked, quotes: brought } = turn.question;
      this.asked.push({ place, person, text: asked, ...(brought && { quotes: brought }) });
      this.turns.push(turn);
      this.#changes.happened();
    };
    ready.then(() => readFiles?.(new AbortController().signal)).then(ask, () => {});
    return turn;
  }

  async goOn(place: Place, broken: BrokenAnswer, person: Person, ready: Promise<unknown>): Promise<Turn> {
    if (this.trouble) throw this.trouble;
    const turn = this.ask(place, { person, text: `the rest of ${broken.number}` }, ready);
    this.goneOn.push(broken);
    return turn;
  }

  async askAgain(
    place: Place,
    answer: RepeatedAnswer,
    { person, pass }: Repeater,
    ready: Promise<unknown>,
  ): Promise<Turn> {
    if (this.trouble) throw this.trouble;
    const { written, quotes: brought = [] } =
      this.turns.find(({ question }) => question.at === answer.at)?.question ?? {};
    const { quotes, remarks } = await pass(brought);
    const turn = this.ask(place, { person, text: `${answer.person} once more`, written, quotes }, ready);
    for (const remark of remarks) turn.remarks.add(remark);
    this.repeated.push(answer);
    return turn;
  }

  halt({ channel }: Place, halt: StopRequest): StopResult {
    const here = this.turns.filter((turn, at) => !turn.end && this.asked[at]?.place.channel === channel);
    const found = selectTurnsToStop(halt, { running: here[0], waiting: here.slice(1) });
    if (found.is === 'turns') for (const turn of found.turns) turn.halt();
    return found;
  }

  async status(): Promise<Status> {
    if (this.trouble) throw this.trouble;
    return this.current;
  }

  async reset({ channel }: Place): Promise<'done' | 'later'> {
    if (this.trouble) throw this.trouble;
    this.forgotten.push(channel);
    return 'done';
  }

  /** Of each question its channel, who asked it by id and name, and what it was. */
  get heads(): [channel: string, id: string, name: string, text: string][] {
    return this.asked.map(({ place, person, text }) => [place.channel, person.id, person.name, text]);
  }

  /** Resolves once this was asked. */
  heard(text: string): Promise<void> {
    return this.#changes.until(
      () => this.asked.some((question) => question.text === text),
      () => `Asked: ${JSON.stringify(this.asked)}`,
    );
  }

  /** Resolves once this person has asked something. */
  heardFrom(id: string): Promise<void> {
    return this.#changes.until(
      () => this.asked.some(({ person }) => person.id === id),
      () => `Asked: ${JSON.stringify(this.asked)}`,
    );
  }

  /** The next turn in the order of asking, once it was asked for. */
  async next(): Promise<Turn> {
    const index = this.#taken;
    this.#taken += 1;
    await this.#changes.until(
      () => this.turns.length > index,
      () => `${this.turns.length} questions came.`,
    );
    const turn = this.turns[index];
    if (!turn) throw new Error('The turn is gone.');
    turn.begin();
    return turn;
  }
}

type Log = { level: number; msg: string; [field: string]: unknown };

/** A Gemini that refuses what a test says, and has voices of one tone. */
export class ScriptedGemini {
  /** What of a place's settings it refuses. */
  refused: readonly RefusedExtra[] = [];
  /** What becomes of samples of voices. */
  sample: (voice: string) => Promise<{ is: 'said'; pcm: Buffer } | { is: 'putOff' }> = async () => ({
    is: 'said',
    pcm: Buffer.alloc(48_000, 1),
  });

  async listRefused(): Promise<readonly RefusedExtra[]> {
    return this.refused;
  }

  async sampleVoice(voice: string): Promise<{ is: 'said'; pcm: Buffer } | { is: 'putOff' }> {
    return this.sample(voice);
  }
}

type Services = {
  conversations: Conversations;
  calls: ScriptedCalls;
  sounds: AnswerSounds;
  settings: Settings;
  privacy: typeof NO_PRIVACY;
  agreements: Agreements;
  gemini: ScriptedGemini;
  samples: VoiceSamples;
  usage: ScriptedUsage;
  face: FaceKeeper;
  tools: Pick<PlaceTools, 'checkSwitches'>;
  changes: ToolChanges;
  minutes: Pick<MinutesMaker, 'make'>;
  transcripts: Pick<TranscriptReader, 'read'>;
  reminders: ReminderBook;
};

/** What was spent, by hand. */
export class ScriptedUsage {
  /** By home. */
  readonly spent = new Map<string, UsageDay[]>();
  caps: CapState[] = [];

  async server(home: string, days: number): Promise<UsageDay[]> {
    return this.spent.get(home)?.slice(-days) ?? [];
  }

  async left(_: Place, personId?: string): Promise<CapState[]> {
    return this.caps.filter(({ cap: { scope } }) => scope !== 'member' || personId !== undefined);
  }
}

/** Everybody may do everything. */
export const OPEN: InboundStages = { access: async () => {}, consent: async () => {}, budget: async () => {} };

/** Whoever wrote something, it's passed on. */
export const PASS_ALL: FindOmission = async () => undefined;

/** No process comes after this one that could excuse its replies. */
export const LAST: ReplyPromises = { async promise() {}, withdraw() {}, settle() {} };

/** An operator who has set nothing. */
const USUAL: OperatorLayer = { values: {}, known: { models: [], messageContent: false, textModel: false } };

type Started = Partial<Pick<BotStart<Services>, 'guildId' | 'token' | 'signal'>> & {
  languages?: Languages;
  /** Commands besides the real ones. */
  more?: BotStart<Services>['commands'];
  promises?: ReplyPromises;
  stages?: InboundStages;
  /** What the operator has set for everyone. */
  operator?: OperatorLayer;
  /** What is set everywhere. */
  settings?: FixedSettings;
  /** Whether it asks Discord for the words of all messages. */
  readsContent?: boolean;
  /** Whether a message that calls nobody is meant for Parley. */
  isMeant?: MeantCheck;
  noteHuman?: (channel: string) => void;
  /** Whose earlier words nobody passes on. */
  spare?: SparePeople;
  /** Who agreed, and who was told of it. */
  agreements?: Agreements;
  introduce?: Introduce;
  /** Why what somebody wrote isn't passed on. */
  findOmission?: FindOmission;
  claims?: typeof ALONE;
};

/** The text side of Discord in a world of its own: the real client, the real commands, and conversations by hand. */
export class Parley implements AsyncDisposable {
  readonly clock: VirtualClock;
  readonly discord: Discord;
  readonly conversations: Conversations;
  readonly calls = new ScriptedCalls();
  readonly usage = new ScriptedUsage();
  readonly reader = new ScriptedReader();
  readonly gemini = new ScriptedGemini();
  readonly sounds: AnswerSounds;
  /** What is set, in a store that nothing else uses. */
  readonly settings: Settings;
  /** Who agreed, in that store, unless the bot is started with others. */
  readonly agreements: Agreements;
  /** What it looks like in servers. */
  readonly face: FaceKeeper;
  /** The voices of which a sample was said: a second of a tone, or nothing while `isBusy`. */
  readonly sampled: string[] = [];
  isBusy = false;
  readonly samples = new VoiceSamples(async (voice) => {
    this.sampled.push(voice);
    return this.isBusy ? undefined : sweep(200, 4_000, 1_000, MODEL_RATE, 9_000);
  });
  readonly logs: Log[] = [];
  /** What the bot told of itself. */
  readonly events: Event[] = [];
  readonly guild;
  readonly general;
  readonly ada;
  readonly #log = pino({ level: 'debug' }, { write: (line: string) => this.#note(JSON.parse(line)) });
  readonly #store: Store;
  #logged = new Changes();
  #bot: Bot | undefined;

  private constructor(
    clock: VirtualClock,
    discord: Discord,
    { store, operator }: { store: Store; operator: OperatorLayer },
  ) {
    this.clock = clock;
    this.conversations = new Conversations(clock);
    this.discord = discord;
    this.sounds = new AnswerSounds({ clock, log: this.#log });
    this.#store = store;
    this.settings = new Settings({ store, leases: store.leases(), operator, clock, log: this.#log });
    this.agreements = new Agreements(store.shelf(RECORD_KINDS.choice));
    this.face = new FaceKeeper({
      ...{ store, leases: store.leases(), clock, log: this.#log },
      send: (server, change) => this.bot.changeFace(server, change),
      findNick: (server) => this.bot.findNick(server),
    });
    this.conversations.onTurn = (channel, turn) => this.sounds.keep(channel, turn);
    this.guild = discord.guild('Home');
    this.general = this.guild.text('general');
    this.ada = this.guild.member('Ada');
  }

  /** A world without the bot. */
  static async world(operator = USUAL): Promise<Parley> {
    const clock = new VirtualClock();
    const store = await makeStore(openMemory(clock), silent, { clock });
    return new Parley(clock, await Discord.listen({ clock }), { store, operator });
  }

  /** A world with the bot in it. */
  static async open(started: Started = {}): Promise<Parley> {
    const parley = await Parley.world(started.operator);
    if (started.readsContent) parley.discord.gateway.allowedIntents = GatewayIntentBits.MessageContent;
    await parley.start(started);
    return parley;
  }

  async start({
    token = this.discord.token,
    guildId,
    signal = new AbortController().signal,
    more = [],
    promises = LAST,
    stages = OPEN,
    languages = ENGLISH,
    settings,
    readsContent = false,
    isMeant,
    noteHuman = () => {},
    spare,
    agreements = this.agreements,
    introduce,
    findOmission = PASS_ALL,
    claims = ALONE,
  }: Started = {}): Promise<StartedBot> {
    const bot = new Bot({
      languages,
      apiUrl: this.discord.api,
      readsContent,
      claims,
      clock: this.clock,
      observe: (event) => void this.events.push(event),
      log: this.#log,
    });
    const started = await bot.start({
      token,
      guildId,
      signal,
      commands: [...commands, ...more],
      services: {
        conversations: this.conversations,
        calls: this.calls,
        sounds: this.sounds,
        settings: this.settings,
        privacy: NO_PRIVACY,
        agreements,
        gemini: this.gemini,
        tools: { checkSwitches: async () => ({ working: [], connecting: [], missing: [] }) },
        changes: new ToolChanges({
          rights: bot.hands.rights,
          show: bot.hands.showQuestion,
          clock: this.clock,
          makeId: randomUUID,
        }),
        reminders: new ReminderBook({
          store: this.#store,
          leases: this.#store.leases(),
          makeId: randomUUID,
          onAdd() {},
        }),
        samples: this.samples,
        usage: this.usage,
        face: this.face,
        minutes: { make: () => Promise.reject(new Error('no minutes are made here')) },
        transcripts: { read: async () => ({ turns: [], at: 0, zone: 'UTC', notes: [], isCut: false }) },
      },
      reader: this.reader,
      stages,
      promises,
      settings: settings ?? this.settings,
      noteHuman,
      ...(spare && { spare }),
      ...(introduce && { introduce }),
      ...(isMeant && { isMeant }),
      findOmission,
      admitted: Promise.resolve(),
    });
    this.#bot = bot;
    return started;
  }

  /** Ada has asked with `/ask`: what she sees, and the turn to answer with. */
  async asked() {
    const reply = await this.ada.slash('ask', { question: 'Why?' });
    return { reply, turn: await this.conversations.next() };
  }

  /** Like {@link asked}, but the answer's first word was shown, and then a moderator deleted its message. */
  async askedAndDeleted() {
    const { reply, turn } = await this.asked();
    turn.addText('one');
    await reply.shows('one');
    const [message] = reply.messages;
    if (!message) throw new Error('The answer has no message.');
    await this.guild.member('Mod', { permissions: 'admin' }).deletes(message);
    return { reply, turn };
  }

  get bot(): Bot {
    if (!this.#bot) throw new Error('The bot was not started.');
    return this.#bot;
  }

  /** The voice channels, as the bot sees them. */
  get venue(): Venue {
    return this.bot.venue;
  }

  /** Lets virtual time pass until a promise is settled. */
  async during<T>(promise: Promise<T>): Promise<T> {
    let isOver = false;
    const over = () => {
      isOver = true;
    };
    promise.then(over, over);
    while (!isOver) {
      await this.clock.advance(STEP);
      await new Promise(setImmediate);
    }
    return promise;
  }

  /** Resolves once a line of the log says this. */
  logged(message: string): Promise<void> {
    return this.#logged.until(
      () => this.logs.some(({ msg }) => msg === message),
      () => `Logged: ${JSON.stringify(this.logs.map(({ msg }) => msg))}`,
    );
  }

  #note(line: Log): void {
    this.logs.push(line);
    this.#logged.happened();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const turn of this.conversations.turns) turn.finish({ is: 'interrupted' });
    if (this.#bot) await this.during(this.#bot.stop(60_000));
    await this.discord.close();
    await this.during(this.#store.close());
  }
}
