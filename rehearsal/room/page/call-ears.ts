/** Discord's rate of sound, in Hz. */
const RATE = 48_000;

/** How far ahead sound is scheduled after a pause, in seconds, so that packets may come a little unevenly. */
const LEAD = 0.1;

/** Louder than this is a sound and no silence. */
const AUDIBLE = 0.003;

/** Plays what the bot says in the call. */
export class CallEars {
  readonly #context = new AudioContext({ sampleRate: RATE });
  readonly #closing = new AbortController();
  /** When what comes next begins, by the context's time. */
  #next = 0;

  /** Begins to listen. `heard` is called with each sound that isn't silence. */
  async listen(heard: () => void): Promise<void> {
    await this.#context.resume();
    const response = await fetch('sound', { signal: this.#closing.signal });
    let rest = new Uint8Array();
    const reader = response.body?.getReader();
    for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
      const bytes = new Uint8Array([...rest, ...part.value]);
      const whole = bytes.length - (bytes.length % 2);
      rest = bytes.slice(whole);
      if (this.#play(new Int16Array(bytes.buffer, 0, whole / 2))) heard();
    }
  }

  /** Stops listening. */
  close(): void {
    this.#closing.abort();
    void this.#context.close();
  }

  /** Whether it can be heard. */
  #play(pcm: Int16Array): boolean {
    const samples = Float32Array.from(pcm, (sample) => sample / 32_768);
    if (samples.length === 0) return false;
    const buffer = this.#context.createBuffer(1, samples.length, RATE);
    buffer.copyToChannel(samples, 0);
    const source = this.#context.createBufferSource();
    source.buffer = buffer;
    source.connect(this.#context.destination);
    const { currentTime } = this.#context;
    if (this.#next < currentTime) this.#next = currentTime + LEAD;
    source.start(this.#next);
    this.#next += buffer.duration;
    return samples.some((sample) => Math.abs(sample) > AUDIBLE);
  }
}
