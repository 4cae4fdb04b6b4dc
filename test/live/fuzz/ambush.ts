import type { Frame } from './frames.ts';
import type { Host, Visit } from './peer.ts';

/** When a stream strikes a conversation. */
export const PHASES = ['opening', 'dialling', 'idle', 'asked', 'answering', 'speaking', 'over'] as const;
export const MODELS = [
  'gemini-3.8-live',
  'gemini-3.8-live-extended-thinking',
  'gemini-3.1-flash-live-preview',
] as const;

/** A mutated stream, when it comes, and whether the rest of an honest answer or nothing follows it. */
export type Strike = {
  phase: (typeof PHASES)[number];
  after: 'answer' | 'silence';
  model: (typeof MODELS)[number];
  frames: Frame[];
};

/** The conversations of a rig. Each word is the instruction of its conversation, by which the server tells them apart. */
export type Channel = 'struck' | 'steady';

/** The server's side of a rig. It answers honestly, except that it sends the struck conversation the given stream. */
export class Ambush implements Host {
  /** What the client sent although it mustn't, one sentence each. */
  readonly problems: string[] = [];
  /** Gives the steady conversation the rest of its answer. */
  finish = () => {};
  /** The next strike, if one is laid. */
  #strike: { what: Strike; struck: PromiseWithResolvers<Visit> } | undefined;
  /** Whether the next question gets no answer. */
  #silent = false;
  #beginning = Promise.withResolvers<Visit>();

  /** Sends the stream when its phase comes. Resolves once it was sent. */
  lay(what: Strike): Promise<Visit> {
    const struck = Promise.withResolvers<Visit>();
    this.#strike = { what, struck };
    return struck.promise;
  }

  /** Resolves when a person next begins to speak. `after` says whether they get an answer. */
  speech(after: Strike['after']): Promise<Visit> {
    this.#silent = after === 'silence';
    this.#beginning = Promise.withResolvers();
    return this.#beginning.promise;
  }

  /** From now on there are only honest answers. */
  lift(): void {
    this.#strike = undefined;
    this.#silent = false;
  }

  opened(visit: Visit): void {
    this.#strikes(visit, ['opening']);
  }

  dialled(visit: Visit): void {
    if (visit.who === 'struck') this.#strikes(visit, ['dialling']);
    visit.greet();
  }

  began(visit: Visit): void {
    this.#beginning.resolve(visit);
  }

  asked(visit: Visit, text: string): void {
    if (visit.who === 'struck') this.#answer(visit, text);
    else this.#begin(visit, text);
  }

  unexpected(what: string): void {
    this.problems.push(`the client sent ${what}`);
  }

  #begin(visit: Visit, text: string): void {
    visit.begin(text);
    this.finish = () => {
      visit.finish(text);
      visit.handle();
    };
  }

  #answer(visit: Visit, text: string): void {
    const phase = this.#strike?.what.phase;
    if (phase === 'answering' || phase === 'over') visit.begin(text);
    if (phase === 'over') visit.finish(text);
    const silent = this.#strikes(visit, ['asked', 'answering', 'over'])?.after === 'silence' || this.#silent;
    this.#silent = false;
    if (phase === 'over') visit.handle();
    if (phase === 'over' || silent) return;
    if (phase !== 'answering') visit.begin(text);
    visit.finish(text);
    visit.handle();
  }

  /** Sends the stream if this is its phase. */
  #strikes(visit: Visit, phases: Strike['phase'][]): Strike | undefined {
    const strike = this.#strike;
    if (!strike || !phases.includes(strike.what.phase)) return undefined;
    this.#strike = undefined;
    visit.abuse(strike.what.frames);
    strike.struck.resolve(visit);
    return strike.what;
  }
}
