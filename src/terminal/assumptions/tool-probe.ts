import { Turn } from '../../conversation/turns/turn.ts';
import { LiveConnection } from '../../live/connection/live-connection.ts';
import { AnswerIntake } from '../../live/protocol/answer-intake.ts';
import { sendQuestion } from '../../live/protocol/client-message.ts';
import { makeConnectConfig, makeSessionPlan } from '../../live/protocol/setup.ts';
import { openLog } from '../../ops/log.ts';
import type { Tool } from '../../tools/tool.ts';
import { makeToolRegistry } from '../../tools/tool-registry.ts';
import { openToolDesk } from '../../tools/tool-runner.ts';
import type { LiveTools } from './probe.ts';

/** After how many milliseconds without a sign of life a question is given up. */
const SILENCE = 20_000;

/** A connection whose model has functions. Its answers are taken as in a conversation, said and written. */
export class ToolProbe {
  readonly #tools: LiveTools;
  readonly #connection: LiveConnection;

  private constructor(tools: LiveTools, connection: LiveConnection) {
    this.#tools = tools;
    this.#connection = connection;
  }

  /** Dials, with the errors of `dial`. */
  static async open(tools: LiveTools, functions: readonly Tool[], instruction: string): Promise<ToolProbe> {
    const { name, thinking, contextTokens, clock, signal } = tools;
    const { declarations, ...registry } = makeToolRegistry(functions);
    const plan = makeSessionPlan({
      ...{ model: name, instruction, activity: 'ours', contextTokens, thinking, tools: declarations },
    });
    const log = openLog('silent', [], process.stderr);
    const desk = openToolDesk({ declarations, ...registry }, { clock, log, observe() {} });
    const call = { model: name, config: makeConnectConfig(plan.setup, plan.model), signal };
    const how = { plan, clock, resumed: false, silence: SILENCE, desk };
    return new ToolProbe(tools, await LiveConnection.open(tools.google(), call, how));
  }

  /**
   * Asks, and resolves when the answer is over. `answer` can be followed meanwhile.
   *
   * @throws an error if the connection ends first, the time is up, or the model does nothing but call functions.
   */
  async ask(text: string, answer = new Turn({ person: { id: '1', name: 'Ada' }, text, at: 0 })): Promise<Turn> {
    const { model, clock, signal } = this.#tools;
    const words = sendQuestion(`[Ada] ${text}`, model);
    const outcome = await this.#connection.exchange(words, new AnswerIntake(answer, clock), signal);
    answer.finish({ is: 'complete' });
    if (outcome.is === 'lost') throw new Error(`the connection ended: ${outcome.ending.code} ${outcome.ending.reason}`);
    return answer;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#connection.close();
    await this.#connection.ended;
  }
}
