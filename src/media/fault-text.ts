import type { MediaFaultKind } from '../base/events.ts';
import type { Text } from '../text/text.ts';
import { MEDIA_LIMITS } from './bridge/media-limits.ts';

/** What keeps a file from being opened now, though the same file may open another time. */
const PASSING: ReadonlySet<string> = new Set<Text['code']>([
  'media.unreachable',
  'media.busy',
  'media.failing',
  'media.slow',
  'media.skipped',
  'media.changed',
]);

/** Whether a file that one of these sentences is about may open another time. */
export const mayOpenLater = (code: Text['code']): boolean => PASSING.has(code);

/** The sentence about a file that isn't read. `name` is as its sender wrote it. */
export const explainFault = (why: MediaFaultKind, name: string): Text => {
  switch (why) {
    case 'too-big':
      return { code: 'media.too-big', name, most: MEDIA_LIMITS.fileBytes };
    case 'sum':
      return { code: 'media.sum', name, most: MEDIA_LIMITS.questionBytes };
    case 'too-many':
      return { code: 'media.too-many', most: MEDIA_LIMITS.files };
    case 'pixels':
      return { code: 'media.pixels', name, most: MEDIA_LIMITS.pixels };
    default:
      return { code: `media.${why}`, name };
  }
};
