import { isDeepStrictEqual } from 'node:util';
import type { Logger } from 'pino';
import { UserError } from '../../base/errors.ts';
import type { Call } from '../call.ts';
import type { CallIndex } from '../call-index.ts';
import type { CallView } from '../contract.ts';
import type { InterpretedPair } from './interpreted-pair.ts';

/** Has the calls of this process interpret. The caller has checked that the person may control the call. */
export class InterpretControl {
  readonly #calls: Pick<CallIndex, 'inServer'>;
  readonly #log: Logger;

  constructor({ calls, log }: { calls: Pick<CallIndex, 'inServer'>; log: Logger }) {
    this.#calls = calls;
    this.#log = log;
  }

  /** Whether the server's call may interpret, as its owner set it. */
  mayBegin(guildId: string): boolean {
    return this.#find(guildId)?.room.rules.mayInterpret ?? false;
  }

  /** The server's call interprets from now on, also after a restart. @throws UserError if there's no call, or it may not */
  async begin(guildId: string, pair: InterpretedPair): Promise<CallView> {
    const call = this.#find(guildId);
    if (!call) throw new UserError({ code: 'call.over' });
    if (!call.room.rules.mayInterpret) throw new UserError({ code: 'interpret.switched-off' });
    // Whoever presses the button, too, cuts nothing off.
    if (!isDeepStrictEqual(call.about.interpreting, pair)) await this.#set(call, pair);
    return call.view;
  }

  /** Ends it. False if the server's call doesn't interpret. */
  async end(guildId: string): Promise<boolean> {
    const call = this.#find(guildId);
    if (!call?.about.interpreting) return false;
    await this.#set(call, undefined);
    return true;
  }

  async #set(call: Call, interpreting: InterpretedPair | undefined): Promise<void> {
    const { guildId: guild } = call.about;
    if (interpreting) this.#log.info({ event: 'interpret.begun', guild, ...interpreting }, 'a call interprets');
    else this.#log.info({ event: 'interpret.ended', guild }, 'a call interprets no more');
    call.room.note({ interpreting });
    await call.room.refresh();
  }

  /** The server's call, unless it's ending. */
  #find(guildId: string): Call | undefined {
    const call = this.#calls.inServer(guildId);
    return call?.over ? undefined : call;
  }
}
