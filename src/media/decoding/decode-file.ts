import { MediaFault } from '../bridge/media-fault.ts';
import type { FileOutcome, Wants } from '../bridge/media-protocol.ts';
import { sniff } from './sniff.ts';

/**
 * Reads a file by what its bytes are. Its name and what Discord says about it decide nothing. Each decoder is loaded when
 * it's first needed, and is told what to expect, so none of them guesses.
 *
 * @throws MediaFault: why the file can't be read. Other errors are a decoder's own, and mean that the file is broken.
 */
export const decodeFile = async (bytes: Buffer, wants: Wants): Promise<FileOutcome> => {
  if (bytes.length === 0) throw new MediaFault('empty');
  const kind = sniff(bytes);
  switch (kind) {
    case 'text':
      return (await import('./text-file.ts')).decodeText(bytes, wants);
    case 'jpeg':
    case 'png':
    case 'webp':
    case 'gif':
    case 'avif':
      return { is: 'picture', ...(await (await import('./picture.ts')).decodePicture(bytes, wants)) };
    case 'ogg':
    case 'wav':
    case 'matroska':
    case 'mp4':
      return (await import('./recording-file.ts')).decodeSound(bytes, kind, wants);
    case 'pdf':
      return (await import('./pdf.ts')).decodePdf(bytes, wants);
    case 'mp3':
      return { is: 'sound', ...(await (await import('./mp3.ts')).decodeMp3(bytes, wants.soundMs)) };
    case 'flac':
    case 'aac':
      return { is: 'needs-ffmpeg', format: kind, kind: 'sound' };
    case 'heic':
      throw new MediaFault('heic');
    default:
      throw new MediaFault('unknown');
  }
};
