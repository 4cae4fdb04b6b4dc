import type { MediaFaultKind } from '../../base/events.ts';

/** A file can't be read. The message, which ends up in logs, holds nothing of the file. */
export class MediaFault extends Error {
  override name = 'MediaFault';
  readonly why: MediaFaultKind;
  /** Whether the media process died of the file, or was killed because of it. */
  readonly isFatal: boolean;

  constructor(why: MediaFaultKind, { isFatal = false, ...options }: ErrorOptions & { isFatal?: boolean } = {}) {
    super(`a file wasn't read: ${why}`, options);
    this.why = why;
    this.isFatal = isFatal;
  }
}
