import { fileURLToPath } from 'node:url';
import { systemClock } from '../../src/base/clock.ts';
import { openStore } from '../../src/store/store.ts';
import { random } from '../../world/discord/voice/path.ts';
import { World } from '../../world/world.ts';
import { priceBill } from '../budget/bill.ts';
import { Dice } from '../duel/dice.ts';
import { Fleet } from '../duel/fleet.ts';
import { Model } from '../duel/model.ts';
import type { Place } from '../duel/places.ts';
import type { Question } from '../duel/question.ts';
import { count } from '../duel/report.ts';
import { silent } from '../store/record.ts';
import type { Ending } from '../store/servers.ts';
import { readTurns } from '../transcripts.ts';
import { around } from './account.ts';
import { dueOf } from './fate.ts';
import { People, placesIn } from './people.ts';
import { type Fault, plan, type StoreKind } from './plan.ts';
import { countLosses, renumbered, type Transcripts } from './records.ts';
import { recoveries } from './recovery.ts';
import { emptyReport, type Report } from './report.ts';
import { listWatched, Stalls } from './stalls.ts';
import { openGround, type StoreGround } from './store-ground.ts';
import { Strikes } from './strikes.ts';
import { ALL } from './trouble.ts';
import { endOf, fateOf, judge, pressEnd, wordsOf } from './verdict.ts';

/** How a round goes: its seed, how long things go wrong, on which store; `worker` tells worlds apart. Instead of a plan
 * by the seed, `faults` happen. */
export type Terms = { seed: number; ms: number; store: StoreKind; worker?: number; faults?: readonly Fault[] };

/** So many processes share so many shards. */
const PROCESSES = 4;
const SHARDS = 4;

/** Discord lets a shard identify again after so long. */
const IDENTIFY_SPAN = 5_000;

const PROGRAM = fileURLToPath(new URL('bot.ts', import.meta.url));

/** The transcripts are looked at each so many milliseconds. */
const LOOK = 20_000;

/** So often it's asked in the end on a machine that is too busy. */
const ATTEMPTS = 3;

/** How long it may take, once nothing goes wrong any more, until every question has its end, and then a last one its answer. */
const PATIENCE = { all: 30_000, last: 25_000 };

/** Four real processes of one bot that share shards and a store, people who ask all the time, and what goes wrong meanwhile. */
export class Chaos {
  readonly #terms: Terms;
  readonly #world: World;
  readonly #ground: StoreGround;
  readonly #fleet: Fleet;
  readonly #people: People;
  readonly #places: readonly Place[];
  readonly #strikes: Strikes;
  readonly #report = emptyReport();
  #transcripts: Transcripts = new Map();

  private constructor(terms: Terms, { world, model, ground }: { world: World; model: Model; ground: StoreGround }) {
    this.#terms = terms;
    this.#world = world;
    this.#ground = ground;
    const { gateway } = world.discord;
    Object.assign(gateway.identifyLimit, { span: IDENTIFY_SPAN, concurrency: SHARDS });
    const surround = (name: string) => ({
      store: ground.urlOf(Number(name.slice(1)) - 1),
      env: { SHARDS: 'auto', SHARD_COUNT: `${SHARDS}`, SEED_TOKENS: '12000', LOG_LEVEL: 'info' },
      program: ['--max-semi-space-size=4', PROGRAM],
    });
    const tempo = { scale: 1, origin: Date.now() };
    this.#fleet = new Fleet({ world, tempo, surround }, (what) => this.#blame('a process went wrong', what));
    this.#places = placesIn(world);
    this.#people = new People(world, new Dice(random(-terms.seed)), (question) => model.expect(question));
    this.#strikes = new Strikes({ world, ground, fleet: this.#fleet, processes: PROCESSES });
  }

  /** Lets a round go by. The same seed plans the same faults; how far the processes have come then is up to the machine. */
  static async run(terms: Terms): Promise<Report> {
    const endings: (() => unknown)[] = [];
    const ending: Ending = { after: (end) => void endings.push(end as () => unknown) };
    const faults: string[] = [];
    try {
      const ground = await openGround(terms.store, ending);
      const model = new Model((what) => faults.push(what));
      const world = await World.open({ model: model.script, worker: terms.worker ?? 0 });
      ending.after(() => world.close());
      Object.assign(world.live, { sound: false, handleDelay: 15, setupDelay: 60, latencyMs: 10 });
      world.discord.latency = 20;
      const chaos = new Chaos(terms, { world, model, ground });
      ending.after(() => chaos.#fleet.end());
      await chaos.#play();
      for (const fault of faults) chaos.#blame('the model was asked something else', fault);
      return chaos.#report;
    } finally {
      for (const end of endings.reverse()) await end();
    }
  }

  async #play(): Promise<void> {
    await this.#fleet.muster(PROCESSES);
    await this.#complete();
    const over = new AbortController();
    const end = new AbortController();
    const { clock } = this.#world.discord;
    const list = () => listWatched(this.#fleet.rivals, this.#ground.pid, clock.now());
    const watching = new Stalls({ clock, troubles: this.#strikes.troubles, list }).watch(end.signal);
    const talks = this.#places.map((place) => this.#people.talk(place, over.signal));
    const looks = this.#lookOften(over.signal);
    const { seed, ms, store, faults } = this.#terms;
    await this.#strikeAll(faults ?? plan(random(seed), ms, store));
    over.abort('the faults are over');
    await Promise.all([...talks, looks]);
    await this.#recover();
    end.abort('the round is over');
    await watching;
    await this.#end();
  }

  /** Lets all faults of a plan happen. Resolves when all of them are over. */
  async #strikeAll(faults: readonly Fault[]): Promise<void> {
    const { clock } = this.#world.discord;
    const began = clock.now();
    const struck: Promise<void>[] = [];
    for (const { at, blow } of faults) {
      await clock.sleep(Math.max(0, began + at - clock.now()));
      const strike = this.#strikes.strike(blow);
      if (!strike) continue;
      count(this.#report.faults, strike.what);
      struck.push(strike.done.then((fault) => fault && this.#blame('a process went wrong', fault)).then(() => {}));
    }
    await clock.sleep(Math.max(0, began + this.#terms.ms - clock.now()));
    await Promise.all(struck);
    this.#report.ms += clock.now() - began;
  }

  /** Nothing goes wrong any more: everything that is owed comes now, and every place answers again. */
  async #recover(): Promise<void> {
    const { discord } = this.#world;
    await this.#ground.settled();
    await this.#fleet.muster(PROCESSES);
    await this.#complete();
    const { questions } = this.#people;
    const { troubles } = this.#strikes;
    const isOver = (question: Question) =>
      question.isOver || endsTold(question) || dueOf(fateOf(question), troubles) !== 'owed';
    await discord.until(() => questions.every(isOver), { deadline: PATIENCE.all }).catch(() => {});
    for (const { seen } of questions)
      if (seen === 'a part that stands still') count(this.#report.ends, '(stood still until somebody asked)');
    for (let attempt = 1; await this.#askLast(); attempt += 1) if (attempt === ATTEMPTS) break;
    await discord.until(() => questions.every(isOver), { deadline: PATIENCE.last }).catch(() => {});
  }

  /** Asks once more everywhere. Resolves to whether that's worth nothing: somebody stood still meanwhile who can't answer then. */
  async #askLast(): Promise<boolean> {
    const { discord } = this.#world;
    const asked = discord.clock.now();
    const last = await Promise.all(this.#places.map((place) => this.#people.ask(place, 'mention')));
    await discord.until(() => last.every(({ isWhole }) => isWhole), { deadline: PATIENCE.last }).catch(() => {});
    const open = last.filter(({ isWhole }) => !isWhole);
    const isStalled = this.#strikes.troubles.some(({ is, to }) => is === 'stall' && to > asked);
    if (!isStalled) for (const { number } of open) this.#blame('not answered in the end', `question ${number}`, number);
    return isStalled && open.length > 0;
  }

  async #complete(): Promise<void> {
    await this.#world.discord.until(({ gateway }) => gateway.complete);
  }

  /** Everybody goes; then everything is judged that was ever to be seen, and what is stored. */
  async #end(): Promise<void> {
    const { questions, presses } = this.#people;
    const { troubles } = this.#strikes;
    await this.#strikes.stopAll((fault) => this.#blame('a process went wrong', fault));
    await this.#look();
    const losses = this.#fleet.rivals.flatMap((one) => one.losses.map((loss) => ({ ...loss, by: one.name })));
    const evidence = { questions, presses, troubles, transcripts: this.#transcripts, losses };
    for (const { kind, what, question } of judge(evidence)) this.#blame(kind, what, question);
    for (const question of questions) {
      const fate = fateOf(question, { presses });
      count(this.#report.ends, `${fate.way}, ${endOf(fate, troubles)}`);
    }
    for (const { of } of troubles.filter(({ is }) => is === 'stall'))
      count(this.#report.stalls, of === ALL ? 'the store, or the world' : 'a process');
    for (const press of presses) count(this.#report.presses, `${press.label}, ${pressEnd(press)}`);
    const asked = questions.map((one) => ({
      home: one.home,
      at: one.at,
      generations: one.generations,
      words: wordsOf(one),
    }));
    this.#report.recoveries = recoveries(asked, troubles);
    const forgotten = countLosses(
      questions.map((one) => fateOf(one, { losses })),
      this.#transcripts,
      troubles,
    );
    for (const [why, times] of forgotten) count(this.#report.losses, why, times);
    // A session that a process still has open which is cut off can't be taken over.
    for (const { reason } of this.#world.live.unexpected) count(this.#report.ends, `(the Live API refused: ${reason})`);
    await this.#countMoney();
    this.#report.rounds += 1;
  }

  async #countMoney(): Promise<void> {
    const store = await openStore(this.#ground.url, silent);
    const day = new Date().toISOString().slice(0, 10);
    const [counted = 0] = await store.readMeters([`usd:day:${day}:process`]);
    await store.close();
    const billed = priceBill(this.#world.live.bill).sum;
    Object.assign(this.#report, { billed, counted });
    const isLost = this.#strikes.troubles.some(({ loses }) => loses);
    if (counted < billed && !isLost) this.#blame('billed more than counted', `${billed} and ${counted} nanodollars`);
  }

  async #lookOften(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await systemClock.sleep(LOOK, signal).catch(() => {});
      // The store may be away; the next look, or the last one, sees it.
      if (!signal.aborted) await this.#look().catch(() => {});
    }
  }

  /** Whether every turn has the number and the channel that it had before. */
  async #look(): Promise<void> {
    const now = await readTurns(
      this.#ground.url,
      this.#places.map(({ channel }) => channel.id),
    );
    for (const question of renumbered(this.#transcripts, now))
      this.#blame('renumbered', `question ${question}`, question);
    this.#transcripts = now;
  }

  #blame(kind: string, what: string, number?: number): void {
    const { questions } = this.#people;
    const question = questions.find((one) => one.number === number);
    const scene = { world: this.#world, fleet: this.#fleet, questions, troubles: this.#strikes.troubles };
    this.#report.findings.push({ kind, what, seed: this.#terms.seed, trace: question ? around(question, scene) : [] });
  }
}

/** Whether people see why there is no whole answer. */
const endsTold = ({ seen, reply }: Question): boolean =>
  seen === 'a part, and why' || seen === 'only a note' || (reply?.failed ?? false);
