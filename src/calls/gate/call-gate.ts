import type { Turn } from '../../conversation/turns/turn.ts';
import type { FromEars } from '../../voice/bridge/protocol.ts';
import type { DialogueOptions } from '../dialogue-options.ts';
import { Attention } from './attention.ts';
import { ChatGate } from './chat-gate.ts';
import { GateContext } from './gate-context.ts';
import type { GateReason } from './gate-effect.ts';
import { Gatekeeper } from './gatekeeper.ts';

/** What becomes of speech that is meant, and of wishes; see `Gatekeeper`. */
type CallGateEvents = {
  pass(message: FromEars, why: GateReason): void;
  takeBack(utterance: number): void;
  hush(): void;
  findAudible(): Turn | undefined;
  interrupt(turn: Turn): void;
  withdraw(userId: string): void;
};

/** All that keeps from Parley what isn't meant for it in one call: what is said there, and what is written in its chat. */
export class CallGate {
  readonly #context: GateContext;
  readonly speech: Gatekeeper;
  readonly chat: ChatGate;

  constructor(options: DialogueOptions, listNames: () => readonly string[], events: CallGateEvents) {
    const { view, rules } = options;
    const attention = new Attention();
    this.#context = new GateContext(options, listNames);
    const shared = { ...options, ...events, attention, question: this.#context.ask.bind(this.#context) };
    this.speech = new Gatekeeper({
      ...shared,
      call: view().guildId,
      rules: () => ({ listen: view().listen, pause: rules().turns.pause }),
    });
    this.chat = new ChatGate(shared);
  }

  /** Only these people are heard from now on. */
  keep(members: readonly string[]): void {
    this.#context.keep(members);
    this.speech.keep(members);
  }

  /** Forgets what this person said and wrote. Nothing of it is asked about any more. */
  drop(userId: string): void {
    this.speech.drop(userId);
    this.chat.drop(userId);
  }

  /** Drops all that isn't known to be meant. */
  stop(): void {
    this.speech.drop();
    this.chat.drop();
  }
}
