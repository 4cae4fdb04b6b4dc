import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { random } from '../../world/discord/voice/path.ts';
import { World } from '../../world/world.ts';
import { clockOf, type DuelClock, type Tempo } from './clock.ts';
import { reached } from './course.ts';
import { type Duty, dutyOf, isForsaken } from './duty.ts';
import { Fleet } from './fleet.ts';
import { Model } from './model.ts';
import { type Place, placesIn } from './places.ts';
import { type Asking, type Schedule, type Strike, schedule } from './plan.ts';
import { Question } from './question.ts';
import { count, emptyReport, type Finding, type Report, SLOW } from './report.ts';
import type { Rival } from './rival.ts';
import { takeovers } from './takeover.ts';
import { trace } from './trace.ts';
import { brief } from './words.ts';

/** What a duel is fought with. Without a `store` it has a SQLite file of its own; `worker` tells worlds apart. */
export type Terms = { seed: number; schedules: number; tempo: Tempo; store?: string | undefined; worker?: number };

/** How long an answer may take after the last blow is over: first if somebody owes it or not, then if somebody does. */
const PATIENCE = { any: 5_000, owed: 12_000 };

/** Two real processes of one bot on one store, which are killed and paused while people ask in several channels. */
export class Duel {
  readonly #terms: Terms;
  /** For what depends on how far the processes have come; the plan has numbers of its own. */
  readonly #random: () => number;
  readonly #clock: DuelClock;
  readonly #world: World;
  readonly #model: Model;
  readonly #fleet: Fleet;
  readonly #places: readonly Place[];
  readonly #questions: Question[] = [];
  readonly #report = emptyReport();
  readonly #began: number[] = [];

  private constructor(terms: Terms, store: string, { world, model }: { world: World; model: Model }) {
    this.#terms = terms;
    this.#random = random(-terms.seed);
    this.#clock = clockOf(terms.tempo);
    this.#world = world;
    this.#model = model;
    this.#fleet = new Fleet({ world, tempo: terms.tempo, surround: () => ({ store }) }, (what) =>
      this.#blame('a process went wrong', what),
    );
    this.#places = placesIn(world.discord);
  }

  /** Fights a duel. The same seed plans the same one; how far the processes come in it is up to the machine. */
  static async fight(terms: Terms, heard: () => void = () => {}): Promise<Report> {
    const folder = await mkdtemp(join(tmpdir(), 'parley-duel-'));
    const faults: string[] = [];
    const model = new Model((what) => faults.push(what));
    const clock = clockOf(terms.tempo);
    const world = await World.open({ clock, model: model.script, worker: terms.worker ?? 0 });
    Object.assign(world.live, { sound: false, handleDelay: 15, setupDelay: 60, latencyMs: 10 });
    world.discord.latency = 20;
    const store = terms.store ?? `sqlite://${join(folder, 'parley.sqlite')}`;
    const duel = new Duel(terms, store, { world, model });
    try {
      const next = random(terms.seed);
      for (let number = 1; number <= terms.schedules; number += 1) {
        await duel.#play(schedule(next));
        heard();
      }
      await duel.#end();
      for (const fault of faults) duel.#blame('the model was asked something else', fault);
      return duel.#report;
    } finally {
      await duel.#fleet.end();
      await world.close();
      await rm(folder, { recursive: true, force: true });
    }
  }

  async #play({ askings, strikes, rest }: Schedule): Promise<void> {
    const stops = strikes.filter(({ blow }) => blow.is === 'stop').length;
    await this.#fleet.muster(2 + stops);
    this.#began.push(this.#clock.now());
    const questions = askings.map((asking) => this.#question(asking));
    const said = questions.map(async (question) => {
      await this.#clock.sleep(question.asking.after);
      await question.ask(this.#any(this.#place(question.asking).members));
    });
    const [first] = questions;
    if (!first) return;
    const struck = await this.#strike(strikes, first);
    await Promise.all(said);
    await Promise.all(struck);
    await this.#settled(questions);
    await this.#clock.sleep(rest);
    this.#report.schedules += 1;
  }

  #question(asking: Asking): Question {
    const question = new Question(this.#questions.length + 1, asking, this.#place(asking).channel);
    this.#questions.push(question);
    this.#model.expect(question);
    return question;
  }

  #place({ channel }: Asking): Place {
    const place = this.#places[channel];
    if (!place) throw new Error(`there is no channel ${channel}`);
    return place;
  }

  /** Resolves when every blow has fallen, with what is still going on because of them. */
  async #strike(strikes: readonly Strike[], question: Question): Promise<Promise<void>[]> {
    const struck: Promise<void>[] = [];
    for (const { blow, target, moment } of strikes) {
      const { tempo } = this.#terms;
      await reached(question, moment.point, { world: this.#world, model: this.#model, clock: this.#clock, tempo });
      await this.#clock.sleep(moment.after);
      const rival = this.#target(question, target);
      if (!rival) continue;
      const role = rival === this.#owner(question) ? 'the owner' : 'another';
      count(this.#report.blows, `${blow.is}, ${role}, ${moment.point}`);
      struck.push(this.#fleet.strike(rival, blow));
    }
    return struck;
  }

  /** The process that answered last where a question is asked, if it is still there. */
  #owner({ home }: Question): Rival | undefined {
    const all = this.#questions.filter((one) => one.home === home).flatMap(({ generations }) => generations);
    const newest = all.toSorted((one, other) => other.at - one.at)[0];
    const rival = newest && this.#fleet.find(newest.by);
    return rival?.isLeaving ? undefined : rival;
  }

  #target(question: Question, target: Strike['target']): Rival | undefined {
    const fit = this.#fleet.rivals.filter(({ isFit }) => isFit);
    const owner = this.#owner(question);
    if (target === 'owner' && owner?.isFit) return owner;
    const others = fit.filter((rival) => rival !== owner);
    return others.length > 0 ? this.#any(others) : undefined;
  }

  async #settled(questions: readonly Question[]): Promise<void> {
    const { scale } = this.#terms.tempo;
    const { discord } = this.#world;
    const answered = (all: readonly Question[], patience: number) =>
      discord.until(() => all.every(({ isOver }) => isOver), { deadline: patience / scale }).catch(() => {});
    await answered(questions, PATIENCE.any);
    await answered(
      questions.filter((one) => this.#dutyOf(one) === 'owed'),
      PATIENCE.owed,
    );
  }

  #dutyOf(question: Question): Duty {
    return dutyOf(question, this.#fleet.rivals);
  }

  /** What is late comes now; then everything is looked at once more, from the first message on. */
  async #end(): Promise<void> {
    await this.#clock.sleep(PATIENCE.any);
    for (const question of this.#questions) this.#judge(question);
    this.#lookForStrays();
    for (const [what, times] of takeovers(this.#questions, this.#fleet.rivals)) {
      this.#report.takeovers.set(what, times);
      for (const { from, asked, shown } of times.filter((one) => one.shown > SLOW))
        this.#report.slow.push(this.#finding(what, `asks the model ${asked} ms later, shows words ${shown} ms`, from));
    }
    this.#report.questions = this.#questions.length;
    for (const { reason } of this.#world.live.unexpected) count(this.#report.ends, `(the Live API refused: ${reason})`);
  }

  #judge(question: Question): void {
    const { seen, isWhole, asking, wrongs } = question;
    for (const { kind, what } of wrongs) this.#blame(kind, what, question.at);
    if (isForsaken(question, this.#fleet.rivals, this.#clock.now()))
      this.#blame('thought about for ever', `question ${question.number}`, question.at);
    const duty = this.#dutyOf(question);
    count(this.#report.ends, `${asking.way}, ${isWhole ? seen : `${seen} (${duty})`}`);
    if (!isWhole && duty === 'owed' && wrongs.length === 0)
      this.#blame(`not answered: ${seen}`, `question ${question.number}, ${asking.way}`, question.at);
  }

  /** Messages that belong to no question. */
  #lookForStrays(): void {
    const { discord } = this.#world;
    const known = new Set(this.#questions.flatMap(({ messages }) => messages));
    for (const message of this.#places.flatMap(({ channel }) => channel.history)) {
      const isStray = message.author.id === discord.bot.id && !known.has(message) && message.edits.length > 0;
      if (isStray)
        this.#blame('nobody asked for it', `"${brief(message.text)}" in ${message.channel}`, message.createdAt);
    }
  }

  #blame(kind: string, what: string, at?: number): void {
    this.#report.findings.push(this.#finding(kind, what, at));
  }

  /** What was found of the schedule that ran at a time, with what happened in it. */
  #finding(kind: string, what: string, at = this.#clock.now()): Finding {
    const index = this.#began.findLastIndex((began) => began <= at);
    const from = this.#began[index] ?? 0;
    const to = this.#began[index + 1] ?? Number.POSITIVE_INFINITY;
    const { discord } = this.#world;
    const lines = trace({ from, to, questions: this.#questions, rivals: this.#fleet.rivals, discord });
    return { kind, what, seed: this.#terms.seed, schedule: index + 1, trace: lines };
  }

  #any<T>(among: readonly T[]): T {
    const one = among[Math.floor(this.#random() * among.length)];
    if (one === undefined) throw new Error('there is nothing to choose from');
    return one;
  }
}
