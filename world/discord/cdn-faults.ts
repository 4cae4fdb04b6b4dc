import type { CdnRequest } from './cdn.ts';
import { Gate } from './faults.ts';

/** What the CDN does to a request instead of sending the file. */
export type CdnFault =
  | { is: 'status'; status: number; headers?: Readonly<Record<string, string>> }
  | { is: 'redirect'; to: string; status?: 301 | 302 | 303 | 307 | 308 }
  /** The connection is reset before a word of an answer. */
  | { is: 'reset' }
  /** The header gives this length, or none; the file comes as it is. */
  | { is: 'length'; bytes: number | undefined }
  /** The connection ends after so many bytes, whatever the header promised. */
  | { is: 'cut'; after: number }
  /** After so many bytes nothing more comes, and the connection stays. */
  | { is: 'stall'; after: number }
  /** No length is told, and after the file so many bytes more come. */
  | { is: 'overrun'; bytes: number }
  /** So many bytes come each so many milliseconds of the world's clock. */
  | { is: 'drip'; bytes: number; every: number }
  /** Something else is there now, and its length is told rightly. */
  | { is: 'other'; content: Buffer }
  /** It comes packed in a way that nobody asked for. */
  | { is: 'encoded'; as: string; content: Buffer }
  /** The answer has a header of so many bytes. */
  | { is: 'header'; bytes: number };

/** Which requests a fault is about, and how many of them. */
export type CdnFaultScope = {
  /** The name of the file, or a pattern for it; all files by default. */
  file?: string | RegExp;
  /** One by default. */
  times?: number;
};

type PlannedFault = { fault: CdnFault; file: string | RegExp | undefined; times: number };

const isAbout = (file: string | RegExp | undefined, { name }: Pick<CdnRequest, 'name'>) =>
  file === undefined || (typeof file === 'string' ? file === name : file.test(name));

/** What goes wrong with files on purpose, in the order in which it was planned. */
export class CdnFaults {
  #planned: PlannedFault[] = [];
  readonly #gates: { gate: Gate; file: string | RegExp | undefined }[] = [];

  plan(fault: CdnFault, { file, times = 1 }: CdnFaultScope) {
    this.#planned.push({ fault, file, times });
  }

  /** Nothing that was planned happens any more. */
  mend() {
    this.#planned = [];
  }

  hold(file?: string | RegExp): Gate {
    const gate = new Gate('');
    this.#gates.push({ gate, file });
    return gate;
  }

  /** Opens all gates. */
  release() {
    for (const { gate } of this.#gates) gate.release();
  }

  /** Resolves when no gate holds this request any more. */
  async pass(request: Pick<CdnRequest, 'name'>) {
    for (const { gate } of this.#gates.filter(({ file }) => isAbout(file, request))) await gate.pass();
  }

  /** The fault planned for this request, used up by asking. */
  next(request: Pick<CdnRequest, 'name'>): CdnFault | undefined {
    const planned = this.#planned.find(({ file }) => isAbout(file, request));
    if (!planned) return undefined;
    planned.times -= 1;
    this.#planned = this.#planned.filter(({ times }) => times > 0);
    return planned.fault;
  }
}
