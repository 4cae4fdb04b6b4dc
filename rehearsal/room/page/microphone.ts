import { makeWave } from './wave-writer.ts';

/** The rate in which a recording is sent, in Hz. */
const RATE = 48_000;

/** Records from the microphone, from when it's opened until it's closed. */
export class Microphone {
  readonly #stream: MediaStream;
  readonly #recorder: MediaRecorder;
  readonly #parts: Blob[] = [];

  private constructor(stream: MediaStream) {
    this.#stream = stream;
    this.#recorder = new MediaRecorder(stream);
    this.#recorder.ondataavailable = ({ data }) => this.#parts.push(data);
    this.#recorder.start();
  }

  /** Begins to record. @throws if there is no microphone, or the page may not use it */
  static async open(): Promise<Microphone> {
    return new Microphone(await navigator.mediaDevices.getUserMedia({ audio: true }));
  }

  /** Ends the recording. Resolves to it, as a WAV file. */
  async close(): Promise<File> {
    const stopped = new Promise((resolve) => this.#recorder.addEventListener('stop', resolve, { once: true }));
    this.#recorder.stop();
    await stopped;
    for (const track of this.#stream.getTracks()) track.stop();
    const decoder = new OfflineAudioContext(1, 1, RATE);
    const sound = await decoder.decodeAudioData(await new Blob(this.#parts).arrayBuffer());
    return new File([makeWave(sound.getChannelData(0), sound.sampleRate)], 'microphone.wav', { type: 'audio/wav' });
  }
}
