import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { inspect } from 'node:util';
import { pino } from 'pino';
import { UserError } from '../../../src/base/errors.ts';
import type { Event } from '../../../src/base/events.ts';
import { NO_HOLD } from '../../../src/base/expense.ts';
import { openConversationStore } from '../../../src/conversation/conversation-store.ts';
import { Conversations } from '../../../src/conversation/conversations.ts';
import { ToldRefusals } from '../../../src/conversation/told-refusals.ts';
import type { Turn } from '../../../src/conversation/turns/turn.ts';
import { makeGoogleClient } from '../../../src/live/connection/dial.ts';
import { ConnectionPool } from '../../../src/live/limits/connection-pool.ts';
import { openStore, type Store } from '../../../src/store/store.ts';
import { makeToolRegistry } from '../../../src/tools/tool-registry.ts';
import { openToolDesk } from '../../../src/tools/tool-runner.ts';
import { writeTool } from '../../../src/tools/write-tool.ts';
import { ALONE } from '../../claims/alone.ts';
import { NO_RECAPS } from '../../conversation/no-recaps.ts';
import { at } from '../../place.ts';
import { VirtualClock } from '../../virtual-clock.ts';
import { makeSession, makeSetup } from '../defaults.ts';
import { Ambush, type Channel, MODELS, type Strike } from './ambush.ts';
import { MARK } from './messages.ts';
import { answerTo, OURS, Peer, soundOf } from './peer.ts';
import { Stillness } from './stillness.ts';

/** What still waits after this many virtual milliseconds waits for ever. */
const LONGEST = 10 * 60_000;

/** What still runs after this many real milliseconds is an endless loop. */
const STUCK = 10_000;

/** Longer than a strike takes, so that the steady conversation keeps its connection. In milliseconds. */
const IDLE = 30 * 60_000;

/** The events by which a process hears of unhandled errors, and of too many listeners. */
const ALARMS = ['unhandledRejection', 'uncaughtException', 'warning'];

const MINUTE = 60_000;
const ada = { id: '1', name: 'Ada' };

/**
 * Two conversations of one process over real sockets: one is struck by mutated streams, and the other must not notice.
 */
export class Rig {
  /** What went wrong, one sentence each. */
  readonly #problems: string[];
  readonly #clock = new VirtualClock();
  readonly #ambush: Ambush;
  readonly #peer: Peer;
  readonly #stillness: Stillness;
  readonly #conversations: Conversations;
  /** Whose session is made next, because a session doesn't know its channel. */
  #next: { channel: Channel; model: string } = { channel: 'steady', model: MODELS[0] };
  #number = 0;
  #steadyTurns = 0;

  private constructor(ambush: Ambush, peer: Peer, store: Store) {
    this.#ambush = ambush;
    this.#problems = ambush.problems;
    this.#peer = peer;
    this.#stillness = new Stillness(peer);
    this.#conversations = this.#open(store);
    for (const event of ALARMS) process.on(event, this.#alarmed);
  }

  static async open(): Promise<Rig> {
    const ambush = new Ambush();
    const store = await openStore('memory:', pino({ level: 'silent' }));
    return new Rig(ambush, await Peer.listen(ambush), store);
  }

  /** Strikes once. Rejects if either conversation isn't as it should be. */
  async strike(what: Strike): Promise<void> {
    const number = ++this.#number;
    const steady = await this.#beginSteadily(`steady ${number}`);
    const turn = await this.#provoke(what, `struck ${number}`);
    this.#ambush.finish();
    await this.#checkAnswer(steady, 'the other conversation');
    const end = await this.#until(turn.ended, `a turn struck while ${what.phase}`);
    checkPieces(turn);
    if (end.is === 'failed') assert.ok(end.error instanceof UserError, `not for a person: ${end.error.stack}`);
    if (what.phase === 'idle') await this.#checkAnswer(turn, 'the answer before the stream');
    // Answers have no number, so one that comes late would be taken for the answer to the next question.
    await this.#stillness.reached();
    this.#ambush.lift();
    await this.#checkAnswer(this.#ask('struck', `clean ${number}`, what.model), 'the clean question');
    await this.#until(this.#conversations.reset(at('struck')), 'forgetting');
    // The limits on how often connections are replaced mustn't carry over to the next strike.
    await this.#clock.advance(MINUTE);
    assert.deepEqual(this.#problems, []);
  }

  /** Forgets the steady conversation, which may grow, so that only what leaks is left. */
  async rest(): Promise<void> {
    const { turns } = await this.#conversations.status(at('steady'));
    assert.equal(turns, this.#steadyTurns, 'turns of the other conversation');
    await this.#until(this.#conversations.reset(at('steady')), 'forgetting');
    this.#steadyTurns = 0;
    await this.#clock.advance(MINUTE);
    await this.#stillness.reached();
    assert.equal(this.#peer.visits.size, 0, 'connections that were left open');
    assert.equal(this.#conversations.awake, 0, 'conversations that hold memory');
  }

  async close(): Promise<void> {
    try {
      await this.#until(this.#conversations.close(AbortSignal.abort()), 'closing');
    } finally {
      for (const event of ALARMS) process.off(event, this.#alarmed);
      this.#stillness.end();
      await this.#peer.close();
    }
  }

  #open(store: Store): Conversations {
    const google = makeGoogleClient({ apiKey: 'key', apiVersion: 'v1beta', baseUrl: this.#peer.url });
    const log = pino({ level: 'info' }, { write: (line) => this.#logged(line) });
    const clock = this.#clock;
    const pool = new ConnectionPool(40);
    return new Conversations({
      records: openConversationStore(store),
      claims: ALONE,
      finish: async () => {},
      excuse: async () => {},
      session: ({ memory, onRest }) => {
        const tools = [writeTool.declaration];
        const setup = makeSetup({ model: this.#next.model, instruction: this.#next.channel, tools });
        const desk = openToolDesk(makeToolRegistry([writeTool]), { clock, log, observe: () => {} });
        return makeSession({ google, setup: async () => setup, memory, pool, clock, log, idle: IDLE, onRest, desk });
      },
      setup: async () => ({ model: MODELS[0] }),
      spend: () => {},
      hold: async () => NO_HOLD,
      refusals: new ToldRefusals(),
      seedTokens: 6_000,
      recaps: NO_RECAPS,
      refusal: () => undefined,
      observe: (event) => this.#checkCounts(event),
      clock,
      log,
    });
  }

  #alarmed = (error: unknown) => {
    const { name, stack } = error instanceof Error ? error : { name: '', stack: String(error) };
    // Our own way of counting what is in use causes it.
    if (name !== 'ExperimentalWarning') this.#problems.push(`the process was told of ${stack}`);
  };

  /** Whatever the messages claim that Google counted, only whole numbers may be reported. */
  #checkCounts({ is, ...counts }: Event): void {
    if (is === 'tokens' && !Object.values(counts).every(Number.isSafeInteger))
      this.#problems.push(`tokens were counted as ${JSON.stringify(counts)}`);
  }

  #logged(line: string): void {
    if (line.includes(MARK) || line.includes(OURS)) this.#problems.push(`the log tells what was said: ${line}`);
  }

  #ask(channel: Channel, text: string, model: string = MODELS[0]): Turn {
    this.#next = { channel, model };
    return this.#conversations.ask(at(channel), { person: ada, text: `${OURS} ${text}` });
  }

  /** Resolves when the other conversation is in the middle of an answer. */
  async #beginSteadily(text: string): Promise<Turn> {
    const turn = this.#ask('steady', text);
    const pieces = turn.follow();
    for (let piece = pieces.next(); ; piece = pieces.next()) {
      const { value, done } = await this.#until(piece, 'the beginning of the other answer');
      if (value?.is === 'audio') break;
      assert.ok(!done, 'the other conversation got nothing');
    }
    this.#steadyTurns++;
    return turn;
  }

  /** Begins a turn that the stream strikes. Resolves when the client has taken the stream. */
  async #provoke(what: Strike, text: string): Promise<Turn> {
    if (what.phase === 'idle') return this.#strikeAtRest(what, text);
    if (what.phase === 'speaking') return this.#strikeSpeech(what);
    const struck = this.#ambush.lay(what);
    const turn = this.#ask('struck', text, what.model);
    const visit = await this.#until(struck, 'the strike');
    await visit.taken();
    return turn;
  }

  async #strikeAtRest({ model, frames }: Strike, text: string): Promise<Turn> {
    const turn = this.#ask('struck', text, model);
    await this.#until(turn.ended, 'the answer before the stream');
    const visit = [...this.#peer.visits].find(({ who }) => who === 'struck');
    assert.ok(visit, 'no connection after an answer');
    visit.abuse(frames);
    await visit.taken();
    return turn;
  }

  async #strikeSpeech({ model, frames, after }: Strike): Promise<Turn> {
    const began = this.#ambush.speech(after);
    this.#next = { channel: 'struck', model };
    const { turn, speech } = this.#conversations.hear(at('struck'), ada);
    speech.write(Buffer.alloc(3_200, 1));
    const visit = await this.#until(began, 'the beginning of speech');
    visit.abuse(frames);
    await visit.taken();
    speech.end();
    return turn;
  }

  /** Follows an honest answer to its end, and checks its words and its sound. */
  async #checkAnswer(turn: Turn, whose: string): Promise<void> {
    const sound: Buffer[] = [];
    const listening = (async () => {
      for await (const piece of turn.follow()) if (piece.is === 'audio') sound.push(piece.pcm);
    })();
    const end = await this.#until(turn.ended, whose);
    await listening;
    const asked = `[${ada.name}] ${turn.question.text}`;
    const error = end.is === 'failed' ? `: ${inspect(end.error)}` : '';
    assert.equal(end.is, 'complete', `${whose} ended ${end.is}${error}`);
    assert.equal(turn.text, answerTo(asked), whose);
    const whole = soundOf(asked);
    assert.equal(turn.audioBytes.came, whole.length, `${whose}: bytes of sound`);
    assert.ok(
      whole.subarray(whole.length - Buffer.concat(sound).length).equals(Buffer.concat(sound)),
      `${whose}: sound`,
    );
  }

  /** Waits for a promise, and lets virtual time pass whenever nothing else happens. */
  async #until<T>(promise: Promise<T>, what: string): Promise<T> {
    const started = this.#clock.now();
    const settled = promise.then((value) => ({ value }));
    const stuck = new AbortController();
    const limit = sleep(STUCK, undefined, { signal: stuck.signal }).then(() => assert.fail(`${what} is stuck`));
    limit.catch(() => {});
    try {
      for (;;) {
        const done = await Promise.race([settled, this.#stillness.reached(), limit]);
        if (done) return done.value;
        const passed = this.#clock.now() - started;
        assert.ok(passed < LONGEST, `${what} hangs`);
        await this.#clock.advance(passed < 1_000 ? 700 : 5_000);
      }
    } finally {
      stuck.abort();
    }
  }
}

/** Checks that what was written of an answer has the right shape, whatever the messages contained. */
const checkPieces = ({ text, heard, tools }: Turn): void => {
  assert.doesNotMatch(text + heard, /\[object |undefined/, 'words that were no words');
  for (const words of [text, heard]) assert.doesNotMatch(words, /<ctrl\d+>/, 'a control token');
  for (const { id, name, args } of tools)
    assert.deepEqual([typeof id, typeof name, typeof args, Array.isArray(args)], ['string', 'string', 'object', false]);
};
