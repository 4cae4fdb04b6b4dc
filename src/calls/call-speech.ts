import type { Turn } from '../conversation/turns/turn.ts';
import type { FromEars, FromFloor, FromMouth } from '../voice/bridge/protocol.ts';
import type { CallView } from './contract.ts';
import { Dialogue } from './dialogue.ts';
import { Interpreter, type InterpreterOptions } from './interpreter/interpreter.ts';

type CallSpeechOptions = Omit<ConstructorParameters<typeof Dialogue>[0] & InterpreterOptions, 'nextTurn'>;

/**
 * What is said in a call: it's for Parley, who may answer, or while the call interprets it's for everyone, in the other language. What
 * people write to Parley is answered either way.
 */
export class CallSpeech {
  readonly #dialogue: Dialogue;
  readonly #interpreter: Interpreter;

  constructor(options: CallSpeechOptions) {
    let turns = 0;
    const nextTurn = () => ++turns;
    this.#dialogue = new Dialogue({ ...options, nextTurn });
    this.#interpreter = new Interpreter({ ...options, nextTurn });
  }

  /** Whether somebody is speaking, an answer or a translation is on its way, or one is being said. */
  get isBusy(): boolean {
    return this.#dialogue.isBusy || this.#interpreter.isBusy;
  }

  /** Takes a message from the ears or the mouth, or of who waits. */
  receive(message: FromEars | FromFloor | FromMouth): void {
    if ('turn' in message) this.#interpreter.receive(message);
    if ('utterance' in message && this.#interpreter.take(message)) return;
    this.#dialogue.receive(message);
  }

  /** Takes an answer; see {@link Dialogue.take}. */
  take(turn: Turn): void {
    this.#dialogue.take(turn);
  }

  /** Whether what this person wrote is meant for Parley; see {@link Dialogue.isMeant}. */
  isMeant(userId: string, text: string): Promise<boolean> {
    return this.#dialogue.isMeant(userId, text);
  }

  /** Who may interrupt may have changed. */
  recheckInterrupters(): void {
    this.#dialogue.recheckInterrupters();
  }

  /** Whether people can hear the bot from now on. */
  speaks(speaks: CallView['speaks']): void {
    this.#dialogue.speaks(speaks);
    if (speaks !== 'aloud') this.#interpreter.silence();
  }

  /** Who is heard from now on, and perhaps something else is to become of what they say. */
  hears(members: readonly string[]): void {
    this.#interpreter.follow();
    this.#interpreter.keep(members);
    this.#dialogue.hears(members);
  }

  /** A person opted out. */
  drop(userId: string): void {
    this.#interpreter.drop(userId);
    this.#dialogue.drop(userId);
  }

  /** The call stops listening. */
  forgo(): void {
    void this.#interpreter.forgo();
    this.#dialogue.forgo();
  }

  /** Cuts off what is being said aloud. */
  hush(): void {
    this.#dialogue.hush();
  }

  /** The ears and the mouth are gone. */
  stop(): void {
    this.#interpreter.stop();
    this.#dialogue.stop();
  }

  /**
   * The call ends here, and so does what is being said. If it's only `left`, because it goes on after a restart or in another process,
   * what was heard is still interpreted.
   */
  end(how: 'left' | 'over'): void {
    this.stop();
    this.#dialogue.forgo();
    if (how === 'left') this.#interpreter.leave();
    else void this.#interpreter.forgo();
  }
}
