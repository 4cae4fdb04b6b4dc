import type { MediaFaultKind } from '../base/events.ts';
import type { Text } from '../text/text.ts';
import { MEDIA_LIMITS } from './bridge/media-limits.ts';
import { explainFault } from './fault-text.ts';
import type { SentFile } from './sent-file.ts';

/** Which of a question's files are worth fetching, by their announced sizes, and what to say about the others. */
export type FileChoice = { chosen: readonly SentFile[]; remarks: readonly Text[]; bytes: number };

/** Chooses which files are fetched. The question's own come before those of the message that it's about. */
export const chooseFiles = (files: readonly SentFile[]): FileChoice => {
  const own = files.filter(({ of }) => of === 'question');
  const all = [...own, ...files.filter(({ of }) => of !== 'question')];
  const remarks: Text[] = [];
  const chosen: SentFile[] = [];
  let bytes = 0;
  const refuse = (why: MediaFaultKind, { name }: SentFile) => remarks.push(explainFault(why, name));
  for (const file of all.slice(0, MEDIA_LIMITS.files)) {
    if (file.size > MEDIA_LIMITS.fileBytes) refuse('too-big', file);
    else if (bytes + file.size > MEDIA_LIMITS.questionBytes) refuse('sum', file);
    else {
      chosen.push(file);
      bytes += file.size;
    }
  }
  if (all.length > MEDIA_LIMITS.files) remarks.push(explainFault('too-many', ''));
  return { chosen, remarks, bytes };
};
