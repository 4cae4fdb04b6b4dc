import { addKinds, NO_TOKENS, type TokenKinds } from '../../base/expense.ts';
import type { AnsweringModel } from './answer-source.ts';

/** Tokens of one modality, in Google's words for it. */
export type ModalityCount = { modality: string; tokens: number };

/** A count as Google tells it: its sums, and what it says about their parts, which may be less, or nothing. */
export type RawCount = {
  prompt: number;
  response: number;
  thoughts: number;
  /** Tokens of what the service's own search found, which are in the total and aren't billed. */
  free: number;
  total: number;
  promptDetails: readonly ModalityCount[];
  responseDetails: readonly ModalityCount[];
};

/** Google's count of an answer so far. `estimated`: it doesn't say what all of the tokens are. */
export type TokenUsage = {
  prompt: number;
  response: number;
  thoughts: number;
  total: number;
  kinds: TokenKinds;
  estimated: boolean;
};

/** No tokens. */
export const NO_USAGE: TokenUsage = {
  prompt: 0,
  response: 0,
  thoughts: 0,
  total: 0,
  kinds: NO_TOKENS,
  estimated: false,
};

/** Google's details of a count. One without a modality is of text, and one without a number is none. */
export const toModalityCounts = (
  details: readonly { modality?: string; tokenCount?: number }[] | undefined,
): ModalityCount[] =>
  (details ?? []).map(({ modality = 'TEXT', tokenCount }) => ({ modality, tokens: countOf(tokenCount) }));

/** A number of tokens; anything else that was sent in its place is none. */
export const countOf = (value: unknown): number =>
  Number.isSafeInteger(value) && Number(value) >= 0 ? Number(value) : 0;

/** The sum of two counts. */
export const addUsage = (one: TokenUsage, other: TokenUsage): TokenUsage => ({
  prompt: one.prompt + other.prompt,
  response: one.response + other.response,
  thoughts: one.thoughts + other.thoughts,
  total: one.total + other.total,
  kinds: addKinds(one.kinds, other.kinds),
  estimated: one.estimated || other.estimated,
});

type Kind = keyof TokenKinds;

const IN: Record<string, Kind> = {
  TEXT: 'textIn',
  AUDIO: 'soundIn',
  IMAGE: 'imageIn',
  VIDEO: 'imageIn',
  DOCUMENT: 'imageIn',
  MODALITY_UNSPECIFIED: 'textIn',
};
const OUT: Record<string, Kind> = { TEXT: 'textOut', AUDIO: 'soundOut', MODALITY_UNSPECIFIED: 'textOut' };

/** One side of a count. Tokens of a modality that we don't know are taken for the dearest. */
type Side = { sum: number; details: readonly ModalityCount[]; names: Record<string, Kind>; dearest: Kind };

/** Adds the tokens of a side by their kinds. Returns how many tokens the details leave unsaid, and if any is unknown. */
const addSide = (kinds: TokenKinds, { sum, details, names, dearest }: Side): { unsaid: number; unknown: boolean } => {
  let said = 0;
  let unknown = false;
  for (const { modality, tokens } of details) {
    const kind = names[modality];
    kinds[kind ?? dearest] += tokens;
    said += tokens;
    unknown ||= kind === undefined && tokens > 0;
  }
  return { unsaid: Math.max(0, sum - said), unknown };
};

/**
 * What the tokens of a count stand for. Google doesn't always say: on 3.8, the details lack 25 to 51 tokens of each
 * prompt, which are taken for text, because no sound or picture is that small. Where there are no details at all, the
 * tokens are taken for the dearest that the model reads and says: sound for a Live model, text for one that only writes.
 * Details that add up to more than their sum are believed. A total that's more than all parts has tool results in it,
 * which are text; the total of a text model contains its thoughts, that of a Live model doesn't. What Google's search
 * found "is not charged as input tokens" (ai.google.dev, "Pricing"), so it counts as nothing.
 */
export const splitTokens = (count: RawCount, by: AnsweringModel): TokenUsage => {
  const { prompt, response, thoughts, free, total, promptDetails, responseDetails } = count;
  const kinds: TokenKinds = { ...NO_TOKENS, thoughts };
  const read = addSide(kinds, { sum: prompt, details: promptDetails, names: IN, dearest: 'soundIn' });
  const said = addSide(kinds, { sum: response, details: responseDetails, names: OUT, dearest: 'soundOut' });
  const isLive = by === 'live';
  kinds[isLive && promptDetails.length === 0 ? 'soundIn' : 'textIn'] += read.unsaid;
  kinds[isLive ? 'soundOut' : 'textOut'] += said.unsaid;
  const beside = Math.max(0, total - free - prompt - response - (isLive ? 0 : thoughts));
  kinds.textIn += beside;
  const estimated = read.unknown || said.unknown || read.unsaid + said.unsaid + beside > 0;
  return { prompt, response, thoughts, total, kinds, estimated };
};
