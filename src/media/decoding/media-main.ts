import { MediaFault } from '../bridge/media-fault.ts';
import type { FromMedia, ToMedia } from '../bridge/media-protocol.ts';
import { decodeFile } from './decode-file.ts';

/** An error that a decoder throws for itself is about the file: whatever it says, the file can't be read. */
const answerTo = async ({ job, bytes, wants }: ToMedia): Promise<FromMedia> => {
  try {
    return {
      is: 'read',
      job,
      outcome: await decodeFile(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), wants),
    };
  } catch (error) {
    return { is: 'refused', job, why: error instanceof MediaFault ? error.why : 'broken' };
  }
};

process.on('message', (message) => {
  void answerTo(message as ToMedia).then((answer) => process.send?.(answer));
});
