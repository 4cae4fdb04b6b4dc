import { GoogleGenAI, Modality, type Part, type Session } from '@google/genai';
import type { EveningFile } from './evening.ts';
import { makeFileText, PICTURE_BYTES, type StartBot } from './evening-bot.ts';

/**
 * The textbook's way: a session for each channel for as long as the evening lasts, with a sliding window as the guide
 * writes it, so without numbers of its own. It hears whoever speaks and answers all of it. It's told neither who speaks
 * nor what it is, which makes it cheaper.
 */
export const startTextbookBot: StartBot = async (live) => {
  const ai = new GoogleGenAI({ apiKey: live.key, apiVersion: 'v1beta', httpOptions: { baseUrl: live.url } });
  const sessions = new Map<string, Promise<Session>>();
  const open = (): Promise<Session> =>
    ai.live.connect({
      model: 'gemini-3.8-live',
      config: {
        responseModalities: [Modality.AUDIO],
        outputAudioTranscription: {},
        contextWindowCompression: { slidingWindow: {} },
        realtimeInputConfig: { automaticActivityDetection: { disabled: true } },
      },
      callbacks: { onmessage() {} },
    });
  const of = (channel: string): Promise<Session> => {
    const session = sessions.get(channel) ?? open();
    sessions.set(channel, session);
    return session;
  };
  const send = (channel: string, say: (session: Session) => void) => void of(channel).then(say);
  return {
    type({ channel, person }, question, file) {
      const parts: Part[] = [...partsOf(file), { text: `${person}: ${question}` }];
      send(channel, (session) => session.sendClientContent({ turns: [{ role: 'user', parts }], turnComplete: true }));
    },
    hear() {
      const tell = (input: Parameters<Session['sendRealtimeInput']>[0]) =>
        send('call', (session) => session.sendRealtimeInput(input));
      tell({ activityStart: {} });
      return {
        write: (pcm) => tell({ audio: { data: pcm.toString('base64'), mimeType: 'audio/pcm;rate=16000' } }),
        end: () => tell({ activityEnd: {} }),
      };
    },
    async close() {
      for (const session of sessions.values()) (await session).close();
    },
  };
};

const partsOf = (file: EveningFile | undefined): Part[] => {
  if (!file) return [];
  if (file.is === 'text') return [{ text: makeFileText(file.bytes) }];
  return [{ inlineData: { mimeType: 'image/jpeg', data: PICTURE_BYTES.toString('base64') } }];
};
