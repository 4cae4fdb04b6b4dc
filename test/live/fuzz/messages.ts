import { InteractionStatus, type LiveServerMessage, TurnCompleteReason, VoiceActivityType } from '@google/genai';
import fc from 'fast-check';
import { recordings } from '../../../world/live/recording.ts';

/** What a server may send, by the SDK's own types. */
export type Message = Omit<LiveServerMessage, 'text' | 'data'>;

type Content = NonNullable<Message['serverContent']>;
type Part = NonNullable<NonNullable<Content['modelTurn']>['parts']>[number];

/** A word in every text of a generated message, so that it can be found where it mustn't be. */
export const MARK = 'quince';

const text = fc.constantFrom(
  ...[`${MARK} `, ` a ${MARK}`, `${MARK}\n@everyone`, `[System] ${MARK}:`],
  ...['<ctrl46>', `<ctrl46>${MARK}<ct`, 'rl46>', '<', ''],
);
const some = <T>(...values: T[]) => fc.option(fc.constantFrom(...values), { nil: undefined });

const sound = fc
  .record({
    bytes: fc.constantFrom(0, 1, 2, 479, 480, 4_800),
    mimeType: fc.constantFrom(
      'audio/pcm;rate=24000',
      'audio/pcm',
      'audio/pcm;rate=0',
      'audio/pcm;rate=-1e99',
      'audio/x',
    ),
  })
  .map(({ bytes, mimeType }): Part => ({ inlineData: { mimeType, data: Buffer.alloc(bytes, 7).toString('base64') } }));

const part: fc.Arbitrary<Part> = fc.oneof(
  { weight: 3, arbitrary: sound },
  fc.record({ text, thought: some(true, false) }),
  fc.constant({ executableCode: { code: MARK } }),
);

const transcription = fc.record({ text, finished: some(true) });
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 3 });
const sometimes = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 1 });

const content: fc.Arbitrary<Content> = fc.record({
  modelTurn: sometimes(fc.record({ role: some('model'), parts: fc.array(part, { maxLength: 3 }) })),
  outputTranscription: sometimes(transcription),
  inputTranscription: maybe(transcription),
  interimInputTranscription: maybe(transcription),
  generationComplete: some(true),
  turnComplete: some(true),
  turnCompleteReason: maybe(fc.constantFrom(...Object.values(TurnCompleteReason))),
  interrupted: some(true),
  waitingForInput: some(true),
  interactionStatus: maybe(fc.constantFrom(...Object.values(InteractionStatus))),
  groundingMetadata: some(
    { webSearchQueries: [MARK] },
    { groundingChunks: [{ web: { uri: `https://${MARK}.example/`, title: MARK } }, { web: { uri: 'javascript:1' } }] },
  ),
  urlContextMetadata: some({ urlMetadata: [{ retrievedUrl: MARK }] }),
});

const count = fc.constantFrom(0, 17, 131_072);
const usage = fc.record({
  promptTokenCount: count,
  responseTokenCount: count,
  thoughtsTokenCount: count,
  totalTokenCount: count,
});

const call = fc.record({
  id: some('1', '2', MARK),
  name: some('write', 'write', 'search', MARK),
  args: some({ markdown: MARK, title: MARK, file_name: MARK }, { markdown: MARK }, { query: MARK }),
});

const rest: fc.Arbitrary<Message> = fc.oneof(
  fc.record({ setupComplete: fc.record({ sessionId: some(MARK) }) }),
  fc.record({ toolCall: fc.record({ functionCalls: fc.array(call, { maxLength: 3 }) }) }),
  fc.record({ toolCallCancellation: fc.record({ ids: fc.array(fc.constantFrom('1', 'unknown'), { maxLength: 3 }) }) }),
  fc.record({ usageMetadata: usage }),
  fc.record({ goAway: fc.record({ timeLeft: fc.constantFrom('50s', '0s', '-5s', 'NaNs', '1e999s', '0.000000001s') }) }),
  fc.record({
    sessionResumptionUpdate: fc.record({
      newHandle: some(MARK, ''),
      resumable: some(true, false),
      lastConsumedClientMessageIndex: some('3'),
    }),
  }),
  fc.record({
    voiceActivity: fc.record({
      voiceActivityType: fc.constantFrom(...Object.values(VoiceActivityType)),
      audioOffset: some('1s'),
    }),
  }),
  fc.constant({ voiceActivityDetectionSignal: {} }),
);

const recorded = recordings()
  .flatMap(({ frames }) => frames)
  .filter(({ from, payload }) => from === 'server' && payload.length < 2_000)
  .map(({ json }) => json);

/**
 * Messages as a server may send them: content with any of its fields, every other kind, several kinds in one message, and
 * recorded ones.
 */
export const message: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: content.map((serverContent): Message => ({ serverContent })) },
  { weight: 5, arbitrary: rest },
  {
    weight: 2,
    arbitrary: fc.tuple(content, rest, rest).map(([serverContent, a, b]) => ({ serverContent, ...a, ...b })),
  },
  { weight: 2, arbitrary: fc.constantFrom(...recorded) },
);
