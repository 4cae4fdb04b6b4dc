import { setImmediate } from 'node:timers/promises';
import { loadOpus, type Opus } from '../../audio/opus.ts';
import { Trimmer } from '../../audio/pcm.ts';
import { BoundedMap } from '../../base/bounded-map.ts';
import { UserError } from '../../base/errors.ts';
import { SoundEncoder } from './sound-encoder.ts';
import { makeVoiceMessage, type VoiceMessage } from './voice-message.ts';

/** How many samples are kept. There are about thirty voices; each sample is some ten kilobytes. */
const MOST_SAMPLES = 30;

/** This many frames are encoded in a row. The bot does nothing else meanwhile. */
const FRAMES_AT_ONCE = 25;

/**
 * Says a sample in a voice: PCM (24 kHz, mono, 16 bit), or nothing if conversations need every connection at the moment.
 *
 * @throws what keeps Gemini from answering
 */
export type SaySample = (voice: string) => Promise<Buffer | undefined>;

/** What the voices sound like, for people who choose one. Each is said once, and kept. */
export class VoiceSamples {
  readonly #say: SaySample;
  readonly #load: () => Promise<Opus>;
  readonly #all = new BoundedMap<string, Promise<VoiceMessage>>(MOST_SAMPLES);

  constructor(say: SaySample, load: () => Promise<Opus> = loadOpus) {
    this.#say = say;
    this.#load = load;
  }

  /** The sample of a voice, as a voice message. @throws UserError if it can't be said right now */
  sample(voice: string): Promise<VoiceMessage> {
    const kept = this.#all.get(voice);
    if (kept) return kept;
    const sample = this.#make(voice);
    this.#all.set(voice, sample);
    // What failed is tried again.
    sample.catch(() => this.#all.delete(voice));
    return sample;
  }

  async #make(voice: string): Promise<VoiceMessage> {
    const pcm = await this.#say(voice);
    if (pcm === undefined) throw new UserError({ code: 'settings.sample-later' });
    const encoder = (await this.#load()).encoder();
    try {
      const encoding = new SoundEncoder(encoder, Buffer.from(new Trimmer().push(pcm).sound));
      while (!encoding.encode(FRAMES_AT_ONCE)) await setImmediate();
      return makeVoiceMessage(encoding.finish());
    } finally {
      encoder.close();
    }
  }
}
