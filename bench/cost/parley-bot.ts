import { pino } from 'pino';
import { NO_HOLD } from '../../src/base/expense.ts';
import { Attention } from '../../src/calls/gate/attention.ts';
import { loadEverydayWords } from '../../src/calls/names/everyday-words.ts';
import { NameListener } from '../../src/calls/names/name-listener.ts';
import { readConfig } from '../../src/config.ts';
import { openConversationStore } from '../../src/conversation/conversation-store.ts';
import { Conversations } from '../../src/conversation/conversations.ts';
import { RecapWriter } from '../../src/conversation/memory/recap-writer.ts';
import { ToldRefusals } from '../../src/conversation/told-refusals.ts';
import type { Turn } from '../../src/conversation/turns/turn.ts';
import { makeGoogleClient } from '../../src/live/connection/dial.ts';
import { ConnectionPool } from '../../src/live/limits/connection-pool.ts';
import { OneShots } from '../../src/live/session/one-shot.ts';
import { SetupTolerance } from '../../src/live/session/setup-tolerance.ts';
import type { FileReading } from '../../src/media/file-reading.ts';
import { makeBareSetup } from '../../src/parts/setup-part.ts';
import { openStore } from '../../src/store/store.ts';
import { writeTool } from '../../src/tools/write-tool.ts';
import { ALONE } from '../../test/claims/alone.ts';
import { makeDesk, makePace, makeSession } from '../../test/live/defaults.ts';
import { at } from '../../test/place.ts';
import type { EveningFile } from './evening.ts';
import { makeFileText, PICTURE_BYTES, type StartBot } from './evening-bot.ts';

/** Whom Parley listens to in the call, as `/join listen` has it, and settings of its operator. */
export type ParleySettings = { listening: 'button' | 'addressed'; environment?: Record<string, string> };

const person = (name: string) => ({ id: name, name });

/** How long the last answers may take when the evening is over, in milliseconds. */
const STOPPING = 4_500;

/**
 * Parley, from its conversations down to the sockets, with its own setup, functions and recaps. In the call it does what
 * its dialogue does: with `button` only who talks to it presses Talk, and with `addressed` an answer to people who talk to
 * each other isn't said, but has been made by then.
 */
export const startParleyBot =
  ({ listening, environment = {} }: ParleySettings): StartBot =>
  async (live) => {
    const { clock } = live;
    const log = pino({ level: 'silent' });
    const config = readConfig({
      DISCORD_TOKEN: 'none',
      GEMINI_API_KEY: live.key,
      GEMINI_BASE_URL: live.url,
      ...environment,
    });
    const google = makeGoogleClient({ apiKey: live.key, apiVersion: 'v1beta', baseUrl: live.url });
    const kept = await openStore('memory:', log, { clock });
    const setup = makeBareSetup(config);
    const [pool, pace] = [new ConnectionPool(config.maxOpenSessions), makePace(clock, () => 0.5)];
    const means = { google, pool, pace, clock };
    const tolerance = new SetupTolerance({ bare: setup, clock, log });
    const asides = new OneShots({
      ...means,
      tolerance,
      purse: { hold: async () => NO_HOLD, spend() {} },
      setup: async () => setup,
      desk: makeDesk(clock),
    });
    const { seedTokens, sessionIdle: idle } = config;
    const conversations = new Conversations({
      records: openConversationStore(kept),
      claims: ALONE,
      finish: async () => {},
      excuse: async () => {},
      session: ({ memory, onRest }) =>
        makeSession({
          ...means,
          setup: async () => setup,
          memory,
          log,
          idle,
          random: () => 0.5,
          onRest,
          desk: makeDesk(clock, [writeTool]),
        }),
      setup: async () => setup,
      spend: () => {},
      hold: async () => NO_HOLD,
      seedTokens,
      recaps: new RecapWriter({ ask: (question, stop) => asides.ask(question, stop), seedTokens, clock, log }),
      refusals: new ToldRefusals(),
      refusal: () => undefined,
      observe: () => {},
      clock,
      log,
    });
    const call = at('call');
    const attention = new Attention();
    const everyday = await loadEverydayWords();
    const callee = { names: ['Parley'], others: [], languages: [] };
    const listen = async (turn: Turn, name: string) => {
      const began = clock.now();
      const end = await turn.ended;
      const isNamed = () => new NameListener(callee, everyday).hear(turn.heard, true);
      const meant = listening !== 'addressed' || isNamed() || attention.holds(name, began, false);
      if (!meant) return conversations.interrupt(call, turn, 0, 'speech');
      if (end.is === 'complete') attention.noteAnswer(name, clock.now());
    };
    return {
      type({ channel, person: name }, text, file) {
        const readFiles = file && (async () => readFile(file));
        conversations.ask(at(channel), { person: person(name), text, ...(readFiles && { readFiles }) });
      },
      hear({ to, person: name }) {
        if (listening === 'button' && to === 'people') return undefined;
        const { turn, speech } = conversations.hear(call, person(name));
        void listen(turn, name);
        return { write: (pcm) => speech.write(pcm), end: () => speech.end() };
      },
      async close() {
        const [enough, all] = [new AbortController(), new AbortController()];
        clock.sleep(STOPPING, all.signal).then(
          () => enough.abort(),
          () => {},
        );
        await conversations.close(enough.signal);
        all.abort();
        await kept.close();
      },
    };
  };

const readFile = (file: EveningFile): FileReading => {
  const common = { of: 'question', isVoice: false } as const;
  const read =
    file.is === 'text'
      ? { ...common, name: 'build.log', bytes: file.bytes, is: 'text' as const, text: makeFileText(file.bytes) }
      : {
          ...common,
          name: 'photo.jpg',
          bytes: PICTURE_BYTES.length,
          is: 'picture' as const,
          jpeg: PICTURE_BYTES,
          width: 800,
          height: 600,
        };
  return { files: [read], remarks: [], release() {} };
};
