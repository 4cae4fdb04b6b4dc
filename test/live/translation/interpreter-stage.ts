import type { TestContext } from 'node:test';
import type { Event } from '../../../src/base/events.ts';
import { makeGoogleClient } from '../../../src/live/connection/dial.ts';
import { ConnectionPool } from '../../../src/live/limits/connection-pool.ts';
import type { TokenUsage } from '../../../src/live/protocol/token-kinds.ts';
import { TRANSLATE_MODEL } from '../../../src/live/protocol/translation.ts';
import type { Interpretation } from '../../../src/live/translation/interpretation.ts';
import { TranslationSession } from '../../../src/live/translation/translation-session.ts';
import { makeLoudPcm } from '../../../world/live/caller.ts';
import { Live, type LiveServerOptions } from '../../../world/live/live.ts';
import { VirtualClock } from '../../virtual-clock.ts';
import { makePace } from '../defaults.ts';
import { silentLog } from '../stage.ts';

/** What came of one utterance. */
export type Note = {
  heard: string;
  language: string | undefined;
  text: string;
  /** Bytes of translated sound. */
  sound: number;
  withdrawn: number;
  counts: TokenUsage[];
};

/** A person who said something, and what came of it. `reads` resolves once this much of the translation has come. */
export type Said = { speech: Interpretation; note: Note; reads(text: string): Promise<void> };

/** A local Live API and a translation session on it, both gone with the test. Time stands still unless the test lets it pass. */
export const openInterpreter = async (
  t: TestContext,
  {
    target = 'ja',
    model = TRANSLATE_MODEL,
    pool = new ConnectionPool(4),
    idle = 60_000,
    live: options = {},
  }: { target?: string; model?: string; pool?: ConnectionPool; idle?: number; live?: LiveServerOptions } = {},
) => {
  const clock = new VirtualClock();
  const live = await Live.listen({ clock, ...options });
  const events: Event[] = [];
  const pace = makePace(clock, () => 0);
  const google = makeGoogleClient({ apiKey: live.key, apiVersion: 'v1beta', baseUrl: live.url });
  const observe = (event: Event) => void events.push(event);
  const session = new TranslationSession({
    google,
    model,
    target,
    pool,
    pace,
    clock,
    random: () => 0,
    observe,
    log: silentLog,
    idle,
  });
  t.after(async () => {
    await clock.until(session.close());
    await live.close();
  });
  /** Somebody begins to speak. */
  const hear = (id: string): Said => {
    const note: Note = { heard: '', language: undefined, text: '', sound: 0, withdrawn: 0, counts: [] };
    const readers = new Map<string, PromiseWithResolvers<void>>();
    const speech = session.hear(
      { id },
      {
        addHeard: (delta, language) => Object.assign(note, { heard: note.heard + delta, language }),
        withdraw: () => Object.assign(note, { heard: '', withdrawn: note.withdrawn + 1 }),
        addText: (delta) => {
          note.text += delta;
          for (const [text, { resolve }] of readers) if (note.text.includes(text)) resolve();
        },
        addAudio: ({ length }) => Object.assign(note, { sound: note.sound + length }),
        count: (usage) => note.counts.push(usage),
      },
    );
    const reads = async (text: string) => {
      const reader = Promise.withResolvers<void>();
      readers.set(text, reader);
      if (!note.text.includes(text)) await reader.promise;
    };
    return { speech, note, reads };
  };
  /** Somebody says something loud for so many milliseconds, and falls silent. No time passes. */
  const say = (id: string, ms = 1_000): Said => {
    const said = hear(id);
    said.speech.write(makeLoudPcm(ms));
    said.speech.end();
    return said;
  };
  return { clock, live, session, pool, pace, events, hear, say };
};
