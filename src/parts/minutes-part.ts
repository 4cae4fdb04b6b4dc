import type { Expense } from '../base/expense.ts';
import type { Place } from '../base/place.ts';
import type { CallRecord } from '../calls/call-record.ts';
import { toConversationPlace } from '../calls/contract.ts';
import type { Config } from '../config.ts';
import { openConversationStore } from '../conversation/conversation-store.ts';
import { openConversationMemory } from '../conversation/memory/conversation-memory.ts';
import { makeRetention } from '../conversation/memory/retention.ts';
import { OneShotNote } from '../live/session/one-shot-note.ts';
import type { OneShotBill } from '../live/session/one-shot-purse.ts';
import { TextModel } from '../live/typed/text-model.ts';
import { CallMinutes, type CallMinutesOptions } from '../minutes/call-minutes.ts';
import { CallMinutesNotes } from '../minutes/call-minutes-note.ts';
import { MINUTES_SCHEMA } from '../minutes/minutes.ts';
import {
  MinutesMaker,
  type MinutesMakerOptions,
  type MinutesModel,
  type MinutesQuestion,
} from '../minutes/minutes-maker.ts';
import { type SpareIds, TranscriptReader } from '../minutes/transcript-reader.ts';
import type { Agreements } from '../privacy/agreements.ts';
import type { Choices } from '../privacy/choices.ts';
import { openSilence } from '../privacy/consent.ts';
import { findInterfaceLanguage } from '../settings/interface-language.ts';
import type { Settings } from '../settings/settings.ts';
import { RECORD_KINDS } from '../store/record-kinds.ts';
import type { Store } from '../store/store.ts';
import type { LiveGround } from './live-part.ts';

/** What recaps of calls need besides. */
type CallMinutesMeans = MinutesMeans & Pick<CallMinutesOptions, 'claims' | 'openBoard'>;

/** What reading transcripts and making minutes needs of the other parts. */
export type MinutesMeans = Omit<MinutesMakerOptions, 'findModel' | 'findLanguage'> & {
  live: Pick<LiveGround, 'google' | 'desk' | 'asides'>;
  spend(expense: Expense): unknown;

  store: Store;
  settings: Pick<Settings, 'of' | 'peek'>;
  agreements: Pick<Agreements, 'check' | 'findSilent'>;
  choices: Pick<Choices, 'findUnstored'>;
};

/** What reads conversations for people, and what sums them up: for who asks, and when a call ends. */
export type MinutesPart = {
  transcripts: TranscriptReader;
  minutes: MinutesMaker;
  callMinutes: CallMinutes;
  close(): void;
};

/** Makes it. */
export const openMinutes = (config: Config, means: CallMinutesMeans): MinutesPart => {
  const transcripts = makeTranscriptReader(means);
  const findLanguage = (place: Place) => findInterfaceLanguage(means.settings, place);
  const minutes = new MinutesMaker({ ...means, findModel: makeModels(config, means), findLanguage });
  const notes = new CallMinutesNotes((claim) =>
    means.store.under(async () => claim?.findFence()).shelf(RECORD_KINDS.callMinutes),
  );
  const callMinutes = new CallMinutes({ ...means, notes, transcripts, minutes });
  const close = () => {
    callMinutes.close();
    minutes.close();
  };
  return { transcripts, minutes, callMinutes, close };
};

/** Tells it of a call that is over for good. Of a call that an older version began, nobody knows since when it lasted. */
export const makeCallEnd =
  ({ callMinutes }: Pick<MinutesPart, 'callMinutes'>) =>
  async ({ since, ...about }: CallRecord): Promise<void> => {
    if (since !== undefined) await callMinutes.noteEnd({ place: toConversationPlace(about), from: since });
  };

/**
 * A text model makes them, if the operator has named one and it may answer in the place; its answers have a shape. Otherwise a question
 * aside is put to the Live model.
 */
const makeModels = (
  { typed }: Config,
  { live, settings, spend, clock, log }: MinutesMeans,
): MinutesMakerOptions['findModel'] => {
  const { google, desk, asides } = live;
  const spoken: MinutesModel = {
    form: 'spoken',
    ask: (question, signal) => askLive(asides, question, { spend, signal }),
  };
  if (typed === 'off') return async () => spoken;
  const texts = new TextModel({ google, openDesk: desk, clock, log });
  const written: MinutesModel = {
    form: 'json',
    ask: (question, signal) => askText(texts, typed, question, { spend, signal }),
  };
  return async (place) => ((await settings.of(place)).values.typed === 'off' ? spoken : written);
};

type AskMeans = Pick<MinutesMeans, 'spend'> & { signal: AbortSignal };

const askLive = async (
  asides: LiveGround['asides'],
  { spender, ...question }: MinutesQuestion,
  { spend, signal }: AskMeans,
): Promise<string | undefined> => {
  const { place } = question;
  const charge = ({ model, usage: { total, kinds, estimated } }: OneShotBill) => {
    if (total > 0) spend({ place, spender, by: 'live', model, kinds, estimated });
  };
  const reply = await asides.ask({ ...question, charge }, signal);
  return reply.is === 'said' ? reply.text : undefined;
};

const askText = async (
  texts: TextModel,
  { model, thinking }: Exclude<Config['typed'], 'off'>,
  { instruction, text, place, spender }: MinutesQuestion,
  { spend, signal }: AskMeans,
): Promise<string> => {
  const note = new OneShotNote();
  const plan = { model, instruction, tools: [], thinking, json: MINUTES_SCHEMA };
  try {
    await texts.ask({ plan, question: [{ text }], said: [] }, note, signal);
    return note.text;
  } finally {
    const { total, kinds, estimated } = note.usage;
    if (total > 0) spend({ place, spender, by: 'text', model, kinds, estimated });
  }
};

/** Makes what reads conversations for people. It writes nothing, so it needs no claim. */
export const makeTranscriptReader = ({
  store,
  settings,
  agreements,
  choices,
  clock,
}: MinutesMeans): TranscriptReader => {
  const open = openConversationStore(store, undefined, (place) =>
    makeRetention(() => settings.peek(place)?.values.retention, clock),
  );
  return new TranscriptReader({
    readTurns: (place, isBefore, tokens) =>
      openConversationMemory(place, open(undefined, place).archive).transcript.after(isBefore, tokens),
    findSpared: makeSparing({ settings, agreements, choices }),
    settings,
    clock,
  });
};

/** Whoever wants nothing kept, and where people have to agree who didn't. What bots said is nobody's there, so it's spared, too. */
const makeSparing = ({
  settings,
  agreements,
  choices,
}: Pick<MinutesMeans, 'settings' | 'agreements' | 'choices'>): SpareIds => {
  const findSilent = openSilence({ settings, agreements });
  const toSender = (id: string) => ({
    id,
    name: '',
    roles: [],
    powers: [],
    locale: undefined,
    kind: 'member' as const,
  });
  return async (people, place: Place) => {
    const [unstored, silent] = await Promise.all([
      choices.findUnstored(people),
      findSilent(people.map(toSender), place),
    ]);
    return unstored.union(silent);
  };
};
