import { GoogleGenAI, type LiveServerMessage, Modality, type Session } from '@google/genai';
import type { Clock } from '../../src/base/clock.ts';
import type { Client, Install } from './client.ts';
import type { End, Reply } from './ledger.ts';

/** How long it waits before it dials again, and how long for a dial, in milliseconds: the SDK itself would wait for ever. */
const AGAIN = 1_000;
const DIAL = 30_000;

/** One question and what has come for it. */
type Asked = { text: string; ended: PromiseWithResolvers<End>; first: PromiseWithResolvers<void> };

/**
 * The textbook way to keep a conversation: dial again whenever the connection closes, with the last handle that came, and
 * fresh if that is refused or the process is another one. It is kept plain but not made worse than need be: it never gives up dialling, waits for the
 * setup before it sends, and answers belong to the question that was asked last.
 *
 * It leaves out everything else: no queue, no deadline for an answer, no goAway, no transcript, no word about errors.
 */
export const textbook: Install = async (live) => {
  // It has no functions, and nobody told it that a model calls some all the same.
  live.rules.strictToolIds = false;
  const ai = new GoogleGenAI({ apiKey: live.key, apiVersion: 'v1beta', httpOptions: { baseUrl: live.url } });
  return { start: () => begun(ai, live.clock), close: async () => {} };
};

const begun = (ai: GoogleGenAI, clock: Clock): Client => {
  let handle: string | undefined;
  let current: Asked | undefined;
  let interrupted = false;
  let session: Promise<Session> | undefined;
  const over = new AbortController();

  const receive = ({ serverContent, sessionResumptionUpdate: update }: LiveServerMessage) => {
    if (update?.resumable && update.newHandle) handle = update.newHandle;
    const text = serverContent?.outputTranscription?.text;
    if (current && text) {
      current.text = (current.text + text).trimStart();
      current.first.resolve();
    }
    if (serverContent?.interrupted) interrupted = true;
    if (!serverContent?.turnComplete) return;
    // An interrupted turn has its end, too; the question that interrupted it is still to be answered.
    if (!interrupted) current?.ended.resolve({ is: 'complete' });
    interrupted = false;
  };

  const connect = async (signal: AbortSignal): Promise<Session> => {
    for (;;) {
      signal.throwIfAborted();
      const dialled = ai.live.connect({
        model: 'gemini-3.8-live',
        config: {
          responseModalities: [Modality.AUDIO],
          outputAudioTranscription: {},
          sessionResumption: handle === undefined ? {} : { handle },
          contextWindowCompression: { slidingWindow: {} },
          realtimeInputConfig: { automaticActivityDetection: { disabled: true } },
        },
        callbacks: { onmessage: receive, onclose: () => dialAgain(signal) },
      });
      const late = clock.sleep(DIAL, signal).then(() => {
        throw new Error('the dial took too long');
      });
      late.catch(() => {});
      try {
        return await Promise.race([dialled, late]);
      } catch (error) {
        if (/100[78]/.test(String(error))) handle = undefined;
        await clock.sleep(AGAIN, signal);
      }
    }
  };

  /** A socket that closes within its own dial is that dial's affair. */
  let connected = false;
  const dial = (signal: AbortSignal) => {
    connected = false;
    session = connect(signal).then((opened) => {
      connected = true;
      return opened;
    });
    session.catch(() => {});
  };
  const dialAgain = (signal: AbortSignal) => {
    if (connected && !signal.aborted) dial(signal);
  };
  dial(over.signal);

  const begin = (): { asked: Asked; reply: Reply } => {
    const asked = { text: '', ended: Promise.withResolvers<End>(), first: Promise.withResolvers<void>() };
    const reply: Reply = {
      get text() {
        return asked.text;
      },
      first: asked.first.promise,
      ended: asked.ended.promise,
      hush() {
        asked.ended.resolve({ is: 'interrupted' });
        void send((open) => open.sendClientContent({ turns: 'Be silent.', turnComplete: false }));
      },
    };
    return { asked, reply };
  };
  const send = async (say: (open: Session) => void) => {
    const open = await session?.catch(() => undefined);
    if (open) say(open);
  };

  return {
    ask(person, text) {
      const { asked, reply } = begin();
      void send((open) => {
        current = asked;
        open.sendClientContent({ turns: `[${person.name}] ${text}`, turnComplete: true });
      });
      return reply;
    },
    hear() {
      const { asked, reply } = begin();
      void send((open) => open.sendRealtimeInput({ activityStart: {} }));
      return {
        reply,
        write: (pcm) =>
          void send((open) =>
            open.sendRealtimeInput({ audio: { data: pcm.toString('base64'), mimeType: 'audio/pcm;rate=16000' } }),
          ),
        end: () =>
          void send((open) => {
            current = asked;
            open.sendRealtimeInput({ activityEnd: {} });
          }),
      };
    },
    async stop() {
      over.abort(new Error('the bot was stopped'));
      (await session?.catch(() => undefined))?.close();
    },
    kill: () => over.abort(new Error('the bot was killed')),
  };
};
