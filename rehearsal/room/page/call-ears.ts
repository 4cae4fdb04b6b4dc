import { FrameReader, type VoicePiece } from './sound-frame.ts';

/** Discord's rate of sound, in Hz. */
const RATE = 48_000;

/** How far ahead sound is scheduled after a pause, in seconds, so that packets may come a little unevenly. */
const LEAD = 0.1;

/** Louder than this is a sound and no silence. */
const AUDIBLE = 0.003;

/** Plays what a member hears in a voice channel: everybody who speaks there, over each other if need be. */
export class CallEars {
  readonly #context = new AudioContext({ sampleRate: RATE });
  readonly #closing = new AbortController();
  /** When what comes next of each speaker begins, by the context's time. */
  readonly #next = new Map<string, number>();

  /** Begins to listen as a member. `heard` is called with the speaker's id at each sound that isn't silence. */
  async listen(memberId: string, heard: (speakerId: string) => void): Promise<void> {
    await this.#context.resume();
    const response = await fetch(`sound?as=${memberId}`, { signal: this.#closing.signal });
    const frames = new FrameReader();
    const reader = response.body?.getReader();
    for (let part = await reader?.read(); part?.value; part = await reader?.read())
      for (const frame of frames.read(part.value)) if (this.#play(frame)) heard(frame.speakerId);
  }

  /** Stops listening. */
  close(): void {
    this.#closing.abort();
    void this.#context.close();
  }

  /** Whether it can be heard. */
  #play({ speakerId, pcm }: VoicePiece): boolean {
    const samples = Float32Array.from(new Int16Array(pcm.buffer), (sample) => sample / 32_768);
    if (samples.length === 0) return false;
    const buffer = this.#context.createBuffer(1, samples.length, RATE);
    buffer.copyToChannel(samples, 0);
    const source = this.#context.createBufferSource();
    source.buffer = buffer;
    source.connect(this.#context.destination);
    const { currentTime } = this.#context;
    const next = this.#next.get(speakerId) ?? 0;
    const at = next < currentTime ? currentTime + LEAD : next;
    source.start(at);
    this.#next.set(speakerId, at + buffer.duration);
    return samples.some((sample) => Math.abs(sample) > AUDIBLE);
  }
}
