import { pino } from 'pino';
import { commands } from '../../commands/index.ts';
import { checkAccess } from '../../src/access/access.ts';
import type { Clock } from '../../src/base/clock.ts';
import type { Event } from '../../src/base/events.ts';
import type { InboundStages } from '../../src/base/inbound.ts';
import type { Place } from '../../src/base/place.ts';
import { openBudget } from '../../src/budget/budget.ts';
import type { Venue } from '../../src/calls/contract.ts';
import type { Status } from '../../src/conversation/conversations.ts';
import type { RepeatedAnswer } from '../../src/conversation/follow-ups.ts';
import type { Person } from '../../src/conversation/people/person.ts';
import type { BrokenAnswer } from '../../src/conversation/turns/continuation.ts';
import type { QuestionInput } from '../../src/conversation/turns/question.ts';
import type { Quote } from '../../src/conversation/turns/quote.ts';
import { type StopRequest, type StopResult, selectTurnsToStop } from '../../src/conversation/turns/stop-request.ts';
import { Turn } from '../../src/conversation/turns/turn.ts';
import { Bot, type BotStart, type StartedBot } from '../../src/discord/bot.ts';
import type { FileReader } from '../../src/discord/inbound/file-reader.ts';
import type { ReplyPromises } from '../../src/discord/outbound/reply-promise.ts';
import type { ReadFile } from '../../src/media/bridge/read-file.ts';
import type { FileReading } from '../../src/media/file-reading.ts';
import { AnswerSounds } from '../../src/media/out/answer-sounds.ts';
import type { SentFile } from '../../src/media/sent-file.ts';
import type { Languages } from '../../src/text/languages.ts';
import { Changes } from '../../world/discord/changes.ts';
import { Discord } from '../../world/discord/discord.ts';
import { ALONE } from '../claims/alone.ts';
import { ENGLISH } from '../sentences.ts';
import { VirtualClock } from '../virtual-clock.ts';
import { ScriptedCalls } from './call-stage.ts';

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
      ...(voice && { voice }),
      ...(written && { written }),
    });
    if (this.records) void turn.ended.then(() => turn.number.settle(undefined));
    const ask = () => {
      this.onTurn(place.channel, turn);
      this.asked.push({ place, person, text: turn.question.text, ...(quotes?.length && { quotes }) });
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

  async askAgain(place: Place, answer: RepeatedAnswer, person: Person, ready: Promise<unknown>): Promise<Turn> {
    if (this.trouble) throw this.trouble;
    const written = this.turns.find(({ question }) => question.at === answer.at)?.question.written;
    const turn = this.ask(place, { person, text: `${answer.person} once more`, written }, ready);
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

type Services = { conversations: Conversations; calls: ScriptedCalls; sounds: AnswerSounds };

/** Everybody may do everything. */
export const OPEN: InboundStages = { access: checkAccess, budget: openBudget(() => {}).check };

/** No process comes after this one that could excuse its replies. */
export const LAST: ReplyPromises = { async promise() {}, withdraw() {}, settle() {} };

type Started = Partial<Pick<BotStart<Services>, 'guildId' | 'token' | 'signal'>> & {
  languages?: Languages;
  /** Commands besides the real ones. */
  more?: BotStart<Services>['commands'];
  promises?: ReplyPromises;
  stages?: InboundStages;
};

/** The text side of Discord in a world of its own: the real client, the real commands, and conversations by hand. */
export class Parley implements AsyncDisposable {
  readonly clock: VirtualClock;
  readonly discord: Discord;
  readonly conversations: Conversations;
  readonly calls = new ScriptedCalls();
  readonly reader = new ScriptedReader();
  readonly sounds: AnswerSounds;
  readonly logs: Log[] = [];
  /** What the bot told of itself. */
  readonly events: Event[] = [];
  readonly guild;
  readonly general;
  readonly ada;
  readonly #log = pino({ level: 'debug' }, { write: (line: string) => this.#note(JSON.parse(line)) });
  #logged = new Changes();
  #bot: Bot | undefined;

  private constructor(clock: VirtualClock, discord: Discord) {
    this.clock = clock;
    this.conversations = new Conversations(clock);
    this.discord = discord;
    this.sounds = new AnswerSounds({ clock, log: this.#log });
    this.conversations.onTurn = (channel, turn) => this.sounds.keep(channel, turn);
    this.guild = discord.guild('Home');
    this.general = this.guild.text('general');
    this.ada = this.guild.member('Ada');
  }

  /** A world without the bot. */
  static async world(): Promise<Parley> {
    const clock = new VirtualClock();
    return new Parley(clock, await Discord.listen({ clock }));
  }

  /** A world with the bot in it. */
  static async open(started: Started = {}): Promise<Parley> {
    const parley = await Parley.world();
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
  }: Started = {}): Promise<StartedBot> {
    const bot = new Bot({
      languages,
      apiUrl: this.discord.api,
      claims: ALONE,
      clock: this.clock,
      observe: (event) => void this.events.push(event),
      log: this.#log,
    });
    const started = await bot.start({
      token,
      guildId,
      signal,
      commands: [...commands, ...more],
      services: { conversations: this.conversations, calls: this.calls, sounds: this.sounds },
      reader: this.reader,
      stages,
      promises,
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
  }
}
