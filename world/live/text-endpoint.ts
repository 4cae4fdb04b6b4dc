import { randomBytes, randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { Clock } from '../../src/base/clock.ts';
import { Arrivals } from './arrivals.ts';
import type { Bill } from './bill.ts';
import { failHttp, type HttpReply, type ModelDesk } from './models-endpoint.ts';
import type { Rules } from './rules.ts';
import type { Request } from './server-port.ts';
import { deltas } from './steps.ts';
import type { TextFault, TextQuestion, TextScript, TextStep } from './text-script.ts';
import { billText, tellTextUsage, type WrittenSoFar } from './text-usage.ts';
import { MOST_TEXT_BYTES, refuseAddress, refuseRequest, type TextRequest } from './text-verdict.ts';
import { tellFound } from './web-finding.ts';
import { type Content, words } from './wire.ts';

/** The part of the world that text models depend on; a test may change it at any moment. */
export type TextWorld = Omit<ModelDesk, 'versions'> & {
  readonly clock: Clock;
  readonly bill: Bill;
  readonly rules: Rules;
  readonly writing: TextScript;
  /** What happens to the next requests, one fault each. */
  readonly texting: (TextFault | 'normal')[];
  /** A client sent what had to be refused. */
  refusedText(reason: string, request: unknown): void;
  failed(error: unknown): void;
};

const PATH = /\/(v[a-z0-9]+)\/models\/([^/:]+):(streamGenerateContent|generateContent)$/;

/** Text models over HTTP: `generateContent`, whole or as a stream of server-sent events. */
export class TextEndpoint {
  readonly #world: TextWorld;
  readonly #signatures = new Set<string>();
  readonly #asked = new Arrivals<TextQuestion>();

  constructor(world: TextWorld) {
    this.#world = world;
  }

  /** Whether a request is for this endpoint. */
  serves({ method, url }: Request): boolean {
    return method === 'POST' && PATH.test(url.pathname);
  }

  /** Every request that was answered so far, in order. */
  get asked(): readonly TextQuestion[] {
    return this.#asked.all;
  }

  /** The n-th request, counted from 0, whether it has come or is still to come. Rejects after `TEST_PATIENCE`. */
  question(n: number): Promise<TextQuestion> {
    return this.#asked.at(n, `text request ${n}`);
  }

  end(why: string): void {
    this.#asked.end(why);
  }

  /** Answers a request with this body. */
  async answer({ url, key }: Request, body: Buffer, response: ServerResponse): Promise<void> {
    const fault = this.#world.texting.shift() ?? 'normal';
    if (fault === 'silent') return;
    if (fault === 'reset') return void response.destroy();
    if (fault !== 'normal') return reply(response, describeFault(fault));
    const [, version = '', name = '', method] = PATH.exec(url.pathname) ?? [];
    const refused = this.#refuse({ version, name, key }, body);
    if (refused) return reply(response, refused);
    const asked = this.#read(JSON.parse(body.toString()), name, response);
    this.#asked.add(asked);
    const events = this.#play(asked, response);
    if (method === 'streamGenerateContent') return stream(events, response);
    const all = await Array.fromAsync(events);
    reply(response, { status: 200, body: mergeChunks(all.flatMap((one) => (one.is === 'chunk' ? [one.json] : []))) });
  }

  #refuse(address: { version: string; name: string; key: string | undefined }, body: Buffer): HttpReply | undefined {
    const { key, models, rules } = this.#world;
    const desk = { key, models, versions: rules.versions };
    const away = refuseAddress(address, desk);
    if (away) return away;
    if (body.length > MOST_TEXT_BYTES)
      return failHttp(400, 'INVALID_ARGUMENT', 'Request payload size exceeds the limit: 20971520 bytes.');
    const json: unknown = JSON.parse(body.toString());
    const refused = refuseRequest(json, address.name, { ...desk, rules, signatures: this.#signatures });
    if (refused) this.#world.refusedText(refused.body.error.message, json);
    return refused;
  }

  #read({ contents = [], systemInstruction, tools = [] }: TextRequest, model: string, response: ServerResponse) {
    const left = new AbortController();
    response.once('close', () => left.abort(new Error('the client has left')));
    const last = contents.slice(-1);
    const parts = last.flatMap(({ parts = [] }) => parts);
    return {
      model,
      text: words(last),
      media: parts.flatMap(({ inlineData }) =>
        inlineData
          ? [{ mimeType: inlineData.mimeType ?? '', bytes: Buffer.from(inlineData.data ?? '', 'base64') }]
          : [],
      ),
      contents,
      instruction: systemInstruction ? words([systemInstruction]) : '',
      searches: tools.some(({ googleSearch }) => googleSearch !== undefined),
      tools: tools.flatMap(({ functionDeclarations = [] }) => functionDeclarations.map(({ name = '' }) => name)),
      responses: parts.flatMap(({ functionResponse }) => functionResponse ?? []),
      signal: left.signal,
    } satisfies TextQuestion;
  }

  async *#play(asked: TextQuestion, response: ServerResponse): AsyncGenerator<StreamEvent> {
    const { bill, clock } = this.#world;
    const said = { text: '', queries: [] as string[] };
    try {
      const answer = this.#world.writing(asked);
      const steps = typeof answer === 'string' ? deltas(answer) : answer;
      for await (const step of steps) {
        if (asked.signal.aborted) return;
        const known: TextStep = typeof step === 'string' ? { is: 'say', text: step } : step;
        if (known.is === 'wait') await known.for;
        if (known.is === 'say') said.text += known.text;
        if (known.is === 'ground') said.queries.push(...(known.found.queries ?? []));
        const event = this.#event(known, asked, said);
        if (event) yield event;
        if (known.is === 'finish' || known.is === 'block' || known.is === 'fail' || known.is === 'end') return;
      }
      yield { is: 'chunk', json: makeChunk([{ text: '' }], asked, said, 'STOP') };
    } catch (error) {
      if (!asked.signal.aborted) this.#world.failed(error);
      response.destroy();
    } finally {
      bill.add({ model: asked.model, at: clock.now(), aloud: false, kinds: billText(asked, said) });
    }
  }

  #event(step: TextStep, asked: TextQuestion, said: WrittenSoFar): StreamEvent | undefined {
    const chunk = (parts: object[], reason?: string): StreamEvent => ({
      is: 'chunk',
      json: makeChunk(parts, asked, said, reason),
    });
    switch (step.is) {
      case 'say':
        return chunk([{ text: step.text }]);
      case 'think':
        return chunk([{ text: step.text, thought: true }]);
      case 'call': {
        const { name, args, id = `call-${randomUUID()}` } = step;
        return chunk([{ functionCall: { id, name, args }, thoughtSignature: this.#sign() }]);
      }
      case 'ground':
        if (!asked.searches) throw new Error('the model was to search the web, but the request has no search');
        return { is: 'chunk', json: groundChunk(makeChunk([], asked, said), tellFound(step.found)) };
      case 'sign':
        return chunk([{ text: '', thoughtSignature: this.#sign() }]);
      case 'finish':
        return chunk([], step.reason);
      case 'block':
        return {
          is: 'chunk',
          json: {
            promptFeedback: { blockReason: step.reason },
            usageMetadata: tellTextUsage(asked, { text: '', queries: [] }),
          },
        };
      case 'fail': {
        const { code, status, message } = step;
        return { is: 'chunk', json: { error: { code, status, message } } };
      }
      case 'end':
        return { is: 'end', how: step.how };
      case 'split':
        return { is: 'split', after: step.after };
      case 'wait':
        return undefined;
    }
  }

  #sign(): string {
    const signature = randomBytes(24).toString('base64');
    this.#signatures.add(signature);
    return signature;
  }
}

/** What is written to the client: an event, or something that goes wrong between two. */
type StreamEvent =
  | { is: 'chunk'; json: Record<string, unknown> }
  | { is: 'end'; how: 'torn' | 'bare' }
  | { is: 'split'; after: number };

const reply = (response: ServerResponse, { status, body }: HttpReply): void => {
  response.writeHead(status, { 'content-type': 'application/json; charset=UTF-8' }).end(JSON.stringify(body));
};

/** Sends events as they come. One that is to be split arrives in two pieces, for which the client has to wait. */
const stream = async (events: AsyncIterable<StreamEvent>, response: ServerResponse): Promise<void> => {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.flushHeaders();
  let split: number | undefined;
  for await (const event of events) {
    if (event.is === 'end') {
      if (event.how === 'bare') return void response.end();
      await write(response, Buffer.from('data: {"candidates": [{"content": {"parts": [{"te'));
      return void response.destroy();
    }
    if (event.is === 'split') {
      split = event.after;
      continue;
    }
    const bytes = Buffer.from(`data: ${JSON.stringify(event.json)}\r\n\r\n`);
    await write(response, bytes.subarray(0, split ?? bytes.length));
    if (split !== undefined) await write(response, bytes.subarray(split));
    split = undefined;
  }
  if (!response.destroyed) response.end();
};

const write = (response: ServerResponse, bytes: Buffer): Promise<void> =>
  new Promise((done) => {
    if (response.destroyed) return done();
    response.write(bytes, () => setImmediate(done));
  });

const describeFault = ({
  status,
  message = 'Something went wrong.',
  name = 'UNKNOWN',
  details,
}: Exclude<TextFault, string>) => failHttp(status, name, message, details);

/** A chunk in which the model tells what it found. */
const groundChunk = (chunk: ReturnType<typeof makeChunk>, groundingMetadata: object) => ({
  ...chunk,
  candidates: chunk.candidates.map((candidate) => ({ ...candidate, groundingMetadata })),
});

const makeChunk = (parts: object[], asked: TextQuestion, said: WrittenSoFar, finishReason?: string) => ({
  candidates: [
    { content: { role: 'model', ...(parts.length > 0 && { parts }) }, index: 0, ...(finishReason && { finishReason }) },
  ],
  usageMetadata: tellTextUsage(asked, said),
  modelVersion: asked.model,
});

/** A whole answer out of the chunks of one. */
const mergeChunks = (chunks: Record<string, unknown>[]): object => {
  const candidates = chunks.flatMap((chunk) => chunk.candidates as { content?: Content; finishReason?: string }[]);
  const parts = candidates.flatMap(({ content }) => content?.parts ?? []);
  return { ...chunks.at(-1), candidates: [{ ...candidates.at(-1), content: { role: 'model', parts } }] };
};
