import type { Encoder } from '../../../src/audio/opus.ts';
import { MODEL_FRAME } from '../../../src/audio/pcm.ts';
import { Metronome } from '../../../src/voice/mouth/metronome.ts';
import { MOUTH_CAPACITY, Mouth } from '../../../src/voice/mouth/mouth.ts';
import type { PlayoutOutcome } from '../../../src/voice/mouth/mouth-listener.ts';
import { VirtualTicks } from './ticks.ts';

/** A packet that was sent, when, and the turn that was being spoken. */
export type Sent = { at: number; turn: number | undefined; packet: Uint8Array };

export const isSilence = ({ packet }: Sent): boolean => packet.length === 3;

/** An encoder whose packets are the frames themselves, so that tests can count samples. */
export const transparent = (): Encoder & { resets: number; closed: boolean } => ({
  resets: 0,
  closed: false,
  encode: (pcm) => Uint8Array.from(pcm),
  reset() {
    this.resets++;
  },
  close() {
    this.closed = true;
  },
});

/** Samples from number `from` on. They're never near silence, and don't repeat for a long time. */
export const counted = (bytes: number, from = 0): Buffer => {
  const pcm = Buffer.alloc(bytes);
  for (let at = 0; at + 1 < bytes; at += 2) pcm.writeInt16LE(1000 + ((from + at / 2) % 30_000), at);
  return pcm;
};

type Given = {
  encoder?: Encoder;
  capacity?: number;
  /** Called with each end, from within the mouth. */
  onSilent?(end: PlayoutOutcome): void;
};

/** A mouth in virtual time, and everything that it does. */
export const rig = ({ encoder = transparent(), capacity = MOUTH_CAPACITY, onSilent }: Given = {}) => {
  const ticks = new VirtualTicks();
  const begin = ticks.now();
  const sent: Sent[] = [];
  const told: { at: number; what: string }[] = [];
  const ends: PlayoutOutcome[] = [];
  const errors: unknown[] = [];
  let broken = 0;
  const tell = (what: string) => told.push({ at: ticks.now() - begin, what });
  const mouth = new Mouth({
    metronome: new Metronome(ticks),
    encoder,
    capacity,
    onSaid() {},
    send(packet) {
      if (broken-- > 0) throw new Error('The line is broken');
      sent.push({ at: ticks.now() - begin, turn: mouth.turn, packet });
    },
    listener: {
      audible: (turn, what) => tell(what === 'cue' ? `cue ${turn}` : `audible ${turn}`),
      silent(end) {
        ends.push(end);
        tell(`silent ${end.turn} ${end.how} ${end.bytes}`);
        onSilent?.(end);
      },
      onLoss: (bytes) => tell(`lost ${bytes}`),
      onFailure: (error) => errors.push(error),
    },
  });
  return {
    mouth,
    ticks,
    sent,
    told,
    ends,
    errors,
    news: () => told.map(({ what }) => what),
    /** Makes sending the next `packets` fail. */
    breakLine(packets: number) {
      broken = packets;
    },
    /** What was sent, as characters: `#` is a packet with sound, `.` a silence frame, and a space 20 ms without a packet. */
    line() {
      let line = '';
      let last = sent[0]?.at ?? 0;
      for (const packet of sent) {
        line += ' '.repeat(Math.max(0, Math.ceil((packet.at - last) / 20) - 1)) + (isSilence(packet) ? '.' : '#');
        last = packet.at;
      }
      return line;
    },
    /** The PCM of the packets with sound. */
    pcm: () => Buffer.concat(sent.filter((each) => !isSilence(each)).map(({ packet }) => packet)),
  };
};

/** `frames` whole frames. */
export const frames = (number: number, from = 0): Buffer => counted(number * MODEL_FRAME, (from * MODEL_FRAME) / 2);
