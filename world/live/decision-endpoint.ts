import type { ServerResponse } from 'node:http';
import { sumTokens } from '../../src/base/expense.ts';
import { Arrivals } from './arrivals.ts';
import { DecisionQuota, type DecisionQuotas } from './decision-quota.ts';
import {
  type AskedQuestion,
  type AskedSound,
  type DecisionCall,
  type DecisionFault,
  type DecisionScript,
  decideByName,
  formAnswer,
  reverseDecision,
} from './decision-script.ts';
import { countDecision, tellDecisionUsage } from './decision-usage.ts';
import {
  type DecisionContent,
  type DecisionRequest,
  listInput,
  MOST_DECISION_BYTES,
  MOST_DECISION_TOKENS,
  refuseDecision,
  refuseMissingModel,
} from './decision-verdict.ts';
import { KnownSounds } from './known-sounds.ts';
import { failHttp, type HttpReply, refuseKey } from './models-endpoint.ts';
import { readSentSound } from './sent-sound.ts';
import type { Request } from './server-port.ts';
import type { TextWorld } from './text-endpoint.ts';

const PATH = /\/(v[a-z0-9]+)\/decisions$/;

/** Bytes of a second of sound that can't be decoded here, about: 64 kb/s. */
const UNKNOWN_RATE = 8_000;

/** The Decisions API over HTTP. A test may change its fields at any moment. */
export class DecisionEndpoint {
  /** The models that the key may use. Without one of them, requests for it get 404. */
  models: readonly string[] = ['gemini-decision-1'];
  /** How long an answer takes, in milliseconds of the clock. Google says 150 to 250. */
  latencyMs = 200;
  /** How requests are decided. */
  script: DecisionScript = decideByName;
  /** The share of questions that get the opposite of what the script decides, from 0 to 1. Which ones is a fixed series. */
  wrongShare = 0;
  /** What happens to the next requests, one fault each. Those after them are normal. */
  readonly faults: (DecisionFault | 'normal')[] = [];
  quotas: DecisionQuotas = {
    requestsPerMinute: Number.POSITIVE_INFINITY,
    tokensPerMinute: Number.POSITIVE_INFINITY,
    requestsPerDay: Number.POSITIVE_INFINITY,
  };
  /** What's said in which sounds. */
  readonly sounds = new KnownSounds();
  readonly #world: TextWorld & { readonly chance: () => number };
  readonly #quota: DecisionQuota;
  readonly #asked = new Arrivals<DecisionCall>();

  constructor(world: TextWorld & { readonly chance: () => number }) {
    this.#world = world;
    this.#quota = new DecisionQuota(world.clock);
  }

  /** Whether a request is for this endpoint. */
  serves({ method, url }: Request): boolean {
    return method === 'POST' && PATH.test(url.pathname);
  }

  /** Every request so far that wasn't refused, in order, whatever became of it. */
  get asked(): readonly DecisionCall[] {
    return this.#asked.all;
  }

  /** The n-th request, counted from 0, whether it has come or is still to come. Rejects after `TEST_PATIENCE`. */
  call(n: number): Promise<DecisionCall> {
    return this.#asked.at(n, `request ${n} for a decision`);
  }

  end(why: string): void {
    this.#asked.end(why);
  }

  /** Answers a request with this body. */
  async answer({ url, key }: Request, body: Buffer, response: ServerResponse): Promise<void> {
    try {
      const [, version = ''] = PATH.exec(url.pathname) ?? [];
      const read = this.#read(version, key, body, response);
      if ('status' in read) return reply(response, read);
      await this.#decide(read, response);
    } catch (error) {
      this.#world.failed(error);
      response.destroy();
    }
  }

  #read(version: string, given: string | undefined, body: Buffer, response: ServerResponse): HttpReply | DecisionCall {
    const { key, rules } = this.#world;
    const refused = refuseKey(given, key);
    if (refused) return refused;
    if (!rules.versions.includes(version)) return failHttp(404, 'NOT_FOUND', 'Not found.');
    if (body.length > MOST_DECISION_BYTES)
      return failHttp(400, 'INVALID_ARGUMENT', 'Request payload size exceeds the limit.');
    const json: DecisionRequest = JSON.parse(body.toString());
    const wrong = refuseMissingModel(json?.model) ?? this.#findModel(String(json.model)) ?? refuseDecision(json);
    if (wrong) return this.#refuse(wrong, json);
    const left = new AbortController();
    response.once('close', () => left.abort(new Error('the client has left')));
    const contents = listInput(json.input) ?? [];
    const call: DecisionCall = {
      model: nameModel(String(json.model)),
      text: contents.flatMap(({ type, text = '' }) => (type === 'text' ? [text] : [])).join('\n'),
      sounds: contents.filter(({ type }) => type === 'audio').map((each) => this.#hear(each)),
      questions: json.questions as Record<string, AskedQuestion>, // They have just been checked.
      size: body.length,
      signal: left.signal,
    };
    const tokens = sumTokens(countDecision(call));
    if (tokens > MOST_DECISION_TOKENS) {
      const message = `The input token count exceeds the maximum number of tokens allowed (${MOST_DECISION_TOKENS}).`;
      return this.#refuse(failHttp(400, 'INVALID_ARGUMENT', message), json);
    }
    return this.#quota.take(tokens, this.quotas) ?? call;
  }

  /** A model that isn't there is no fault of the client: it can't know. */
  #findModel(model: string): HttpReply | undefined {
    if (this.models.includes(nameModel(model))) return undefined;
    return failHttp(404, 'NOT_FOUND', `models/${nameModel(model)} is not found for API version v1beta.`);
  }

  #refuse(refused: HttpReply, json: DecisionRequest): HttpReply {
    if (refused.status === 400) this.#world.refusedText(JSON.stringify(refused.body), json);
    return refused;
  }

  #hear({ data = '', mime_type: mimeType = '' }: DecisionContent): AskedSound {
    const bytes = Buffer.from(data, 'base64');
    const pcm = readSentSound(mimeType, bytes);
    if (!pcm)
      return { mimeType, bytes, pcm: Buffer.alloc(0), ms: (bytes.length / UNKNOWN_RATE) * 1_000, words: undefined };
    return { mimeType, bytes, pcm, ms: pcm.length / 32, words: this.sounds.recognize(pcm) };
  }

  async #decide(call: DecisionCall, response: ServerResponse): Promise<void> {
    const { clock, bill } = this.#world;
    const fault = this.faults.shift() ?? 'normal';
    const answers = this.#answerAll(call);
    this.#asked.add(call);
    if (fault === 'silent') return;
    if (fault === 'reset') return void response.destroy();
    if (this.latencyMs > 0) await clock.sleep(this.latencyMs, call.signal).catch(() => {});
    if (typeof fault === 'object' && 'status' in fault) return replyFault(response, fault);
    const kinds = countDecision(call);
    // Whoever leaves meanwhile is billed all the same (SDK, `abortSignal`: "You will still be charged").
    bill.add({ model: call.model, at: clock.now(), aloud: false, kinds });
    if (call.signal.aborted) return;
    const usage = tellDecisionUsage(kinds);
    if (fault === 'garbage' || fault === 'html') return replyGarbage(response, fault);
    if (fault === 'nothing') return reply(response, { status: 200, body: {} });
    if (typeof fault === 'object')
      return reply(response, { status: 200, body: { prompt_feedback: { block_reason: fault.block }, usage } });
    const strange =
      fault === 'strange'
        ? { mood: 'fine', answers: { ...answers, nobody_asked: { type: 'span', span: [0, 1] } } }
        : {};
    reply(response, { status: 200, body: { answers, usage, ...strange } });
  }

  #answerAll(call: DecisionCall): Record<string, object> {
    const decided = this.script(call);
    return Object.fromEntries(
      Object.entries(call.questions).flatMap(([id, question]) => {
        const answer = decided[id];
        if (answer === undefined) return [];
        const isWrong = this.wrongShare > 0 && this.#world.chance() < this.wrongShare;
        return [[id, formAnswer(question, isWrong ? reverseDecision(question, answer) : answer)]];
      }),
    );
  }
}

const nameModel = (model: string): string => model.replace(/^models\//, '');

const JSON_TYPE = 'application/json; charset=UTF-8';

const reply = (response: ServerResponse, { status, body }: HttpReply): void => {
  if (!response.destroyed) response.writeHead(status, { 'content-type': JSON_TYPE }).end(JSON.stringify(body));
};

/** An error in one of the two forms that Google's pages show: with the status as a number, or with a word for a code. */
const replyFault = (
  response: ServerResponse,
  {
    status,
    message = 'Something went wrong.',
    name = 'UNKNOWN',
    details,
    retryAfter,
    plain = false,
  }: Extract<DecisionFault, { status: number }>,
): void => {
  if (response.destroyed) return;
  if (retryAfter !== undefined) response.setHeader('retry-after', retryAfter);
  const body = plain ? { error: { code: name.toLowerCase(), message } } : failHttp(status, name, message, details).body;
  reply(response, { status, body });
};

const replyGarbage = (response: ServerResponse, kind: 'garbage' | 'html'): void => {
  response
    .writeHead(200, { 'content-type': kind === 'html' ? 'text/html' : JSON_TYPE })
    .end('<html>This is no JSON.</html>');
};
