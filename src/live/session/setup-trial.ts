import type { OperatorFault } from '../../base/events.ts';
import { type CloseVerdict, judgeClose } from '../failures/close-codes.ts';
import type { Ending } from '../failures/connection-ending.ts';
import { isHung } from '../failures/consequences.ts';
import { makeSessionPlan, type SessionPlan, type Setup, type SetupExtra } from '../protocol/setup.ts';
import { listExtras, removeExtras } from '../protocol/setup-extras.ts';
import { pickFields, type RefusalProof, type SetupTolerance } from './setup-tolerance.ts';

/** What Google says of a field that it doesn't take. */
const NAMED: readonly [extra: SetupExtra, reason: RegExp][] = [
  ['vocabulary', /custom_?vocabulary/i],
  ['languages-heard', /language_?codes?/i],
  ['voice', /\bvoice|speech_?config/i],
  ['search', /google_?search|grounding/i],
  ['thinking', /\bthinking/i],
];

/** The faults that may be of one model. All others concern the account, whatever the setup was. */
const OF_MODEL: ReadonlySet<OperatorFault> = new Set(['model', 'closed', 'denied', 'restricted']);

/** What a refused setup is suspected of. */
type Suspicion = { setup: Setup; extras: readonly SetupExtra[]; proof: RefusalProof };

/**
 * The setup of one connection while it's being dialled. If Google refuses it, what may be to blame is left out of the next
 * dial. Only what it still refuses without anything of that kind says something about the account, and so about everybody.
 */
export class SetupTrial {
  readonly #tolerance: SetupTolerance;
  #setup: Setup;
  #suspicions: Suspicion[] = [];
  #dials = 0;

  constructor({ setup }: SessionPlan, tolerance: SetupTolerance) {
    this.#tolerance = tolerance;
    this.#setup = tolerance.fit(setup);
  }

  /** What the next connection is to be opened with. */
  get plan(): SessionPlan {
    return makeSessionPlan(this.#setup);
  }

  /**
   * A dial failed, with a handle or without. Returns whether something of the setup may be why; then `plan` no longer has
   * it.
   */
  suspect(ending: Ending, resumed: boolean): boolean {
    this.#dials += 1;
    const found = this.#find(ending, resumed);
    if (!found) {
      // It fails without them too, so nothing is proven against them.
      this.#suspicions = [];
      return false;
    }
    const suspicion = { setup: this.#setup, ...found };
    if (found.proof === 'named') this.#tolerance.note(suspicion.setup, suspicion.extras, 'named');
    else this.#suspicions.push(suspicion);
    this.#setup = removeExtras(this.#setup, found.extras, this.#tolerance.bare);
    return true;
  }

  /** It's open: what was left out on the way was to blame. */
  noteOpened(): void {
    for (const { setup, extras, proof } of this.#suspicions) this.#tolerance.note(setup, extras, proof);
    this.#suspicions = [];
  }

  #find(ending: Ending, resumed: boolean): Pick<Suspicion, 'extras' | 'proof'> | undefined {
    const all = listExtras(this.#setup, this.#tolerance.bare);
    if (all.length === 0) return undefined;
    const verdict = judgeClose(ending, { handle: resumed, phase: 'dialling' });
    if ('why' in verdict && verdict.why !== 'setup')
      return OF_MODEL.has(verdict.why) && all.includes('model') ? { extras: ['model'], proof: 'proven' } : undefined;
    // The account's quota may be used up, or only that of search or of this model.
    if (verdict.is === 'rest') {
      const dear = (['search', 'model'] as const).find((extra) => all.includes(extra));
      return dear && { extras: [dear], proof: 'likely' };
    }
    return this.#findField(all, ending, verdict, resumed);
  }

  /** What may be to blame if Google doesn't take the setup. All at once, because each dial takes time. */
  #findField(
    all: readonly SetupExtra[],
    ending: Ending,
    verdict: CloseVerdict,
    resumed: boolean,
  ): Pick<Suspicion, 'extras' | 'proof'> | undefined {
    const isRefused = 'why' in verdict;
    const named = NAMED.find(([extra, reason]) => all.includes(extra) && reason.test(ending.reason));
    if (isRefused && named) return { extras: [named[0]], proof: 'named' };
    const fields = pickFields(all);
    const extras = fields.length > 0 ? fields : all;
    if (isRefused) return { extras, proof: 'proven' };
    // A handle can be to blame for the rest, which the next dial shows.
    if (resumed) return undefined;
    // A setup that isn't answered may be one that Google doesn't understand, and so may one that fails twice (1011).
    const isStuck = isHung(ending) || (ending.code === 1011 && this.#dials > 1);
    return isStuck ? { extras, proof: 'likely' } : undefined;
  }
}
