import {
  BufferSource,
  BufferTarget,
  EncodedAudioPacketSource,
  type EncodedPacket,
  EncodedPacketSink,
  Input,
  OGG,
  OggOutputFormat,
  Output,
} from 'mediabunny';
import sharp, { type OverlayOptions, type Sharp } from 'sharp';
import { readSample } from '../../test/media/sample-files.ts';
import type { File } from '../../world/discord/attachment.ts';

/** Twelve megapixels, as phones take them. */
const SIDES = { width: 4_032, height: 3_024 } as const;

/** A picture with as much detail as a photo of a garden: what it was made of, enlarged, and grain over it. */
const enlarge = (): Sharp => {
  const { width, height } = SIDES;
  const grain = { create: { width, height, channels: 3, noise: { type: 'gaussian', mean: 128, sigma: 12 } } } as const;
  return sharp(readSample('pictures/photo.jpg'))
    .autoOrient()
    .resize(width, height, { fit: 'fill' })
    .composite([{ input: grain, blend: 'overlay' } as unknown as OverlayOptions]);
};

/** A photo of twelve megapixels with EXIF, as a phone sends it. */
export const makePhoto = async (): Promise<File> => {
  const exif = {
    IFD0: { Make: 'Phone', Model: 'Phone 12' },
    IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '48/1 12/1 0/1' },
  };
  const content = await enlarge().jpeg({ quality: 85 }).withExif(exif).toBuffer();
  return { name: 'photo.jpg', content, contentType: 'image/jpeg' };
};

/** A screenshot of twelve megapixels: areas of one colour, as PNG. */
export const makeScreenshot = async (): Promise<File> => {
  const { width, height } = SIDES;
  const content = await sharp(readSample('pictures/transparent.png'))
    .flatten({ background: '#fff' })
    .resize(width, height, { fit: 'fill', kernel: 'nearest' })
    .png()
    .toBuffer();
  return { name: 'screenshot.png', content, contentType: 'image/png' };
};

/** What a person said into FFmpeg's encoder at 32 kb/s, ten times over: a voice message of 60 s. */
export const makeNote = async (seconds = 60): Promise<Buffer> => {
  const bytes = readSample('sounds/voice-ffmpeg.ogg');
  using input = new Input({ formats: [OGG], source: new BufferSource(bytes) });
  const track = await input.getPrimaryAudioTrack();
  const config = await track?.getDecoderConfig();
  if (!track || !config) throw new Error('There is no sound in the sample');
  const packets: EncodedPacket[] = [];
  for await (const packet of new EncodedPacketSink(track).packets()) packets.push(packet);
  const target = new BufferTarget();
  const output = new Output({ format: new OggOutputFormat(), target });
  const source = new EncodedAudioPacketSource('opus');
  output.addAudioTrack(source);
  await output.start();
  for (let at = 0; at < seconds * 50; at++) {
    const packet = packets[at % packets.length];
    if (packet) await source.add(packet.clone({ timestamp: at / 50, duration: 1 / 50 }), { decoderConfig: config });
  }
  await output.finalize();
  if (!target.buffer) throw new Error('Nothing was written');
  return Buffer.from(target.buffer);
};

/** An office program's page of text, and a scanned one. */
export const makeDocument = (): File => ({
  name: 'report.pdf',
  content: readSample('documents/mixed.pdf'),
  contentType: 'application/pdf',
});

export const makeVideo = (): File => ({
  name: 'clip.mp4',
  content: readSample('videos/index-at-end.mp4'),
  contentType: 'video/mp4',
});
