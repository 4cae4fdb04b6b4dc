import type { Logger } from 'pino';
import type { Clock } from '../../base/clock.ts';
import type { Observe } from '../../base/events.ts';
import type { Turn } from '../../conversation/turns/turn.ts';
import type { FromEars, ToProcess } from '../../voice/bridge/protocol.ts';
import type { Attention } from './attention.ts';
import type { AddressGate, GateInput, GateQuestion } from './gate.ts';
import type { GateReason, GateRules } from './gate-effect.ts';

/** What a gatekeeper needs of its call. */
export type GatekeeperOptions = {
  call: string;
  /** Nothing if there's none to ask. */
  gate?: AddressGate | undefined;
  attention: Attention;
  rules(): Pick<GateRules, 'listen' | 'pause'>;
  /** What the gate is asked about what this person says. */
  question(userId: string, said: GateInput): GateQuestion;
  /** Whether this person may be heard now. The ears may have sent their speech before they were told otherwise. */
  mayHear(userId: string): boolean;
  /** Speech that is passed on: the ears' messages in their order, from the first syllable. */
  pass(message: FromEars, why: GateReason): void;
  /** An utterance that was passed on turns out not to be meant. */
  takeBack(utterance: number): void;
  /** Somebody wants silence. */
  hush(): void;
  /** A person wants no answer to what they said last. */
  withdraw(userId: string): void;
  /** The turn whose answer is being said, if there is one. */
  findAudible(): Turn | undefined;
  /** Somebody interrupts the answer of this turn. */
  interrupt(turn: Turn): void;
  send(message: ToProcess): void;
  observe: Observe;
  clock: Clock;
  log: Logger;
};
