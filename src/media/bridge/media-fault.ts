import type { MediaFaultKind } from '../../base/events.ts';

/** A file can't be read. The message, which ends up in logs, holds nothing of the file. */
export class MediaFault extends Error {
  override name = 'MediaFault';
  readonly why: MediaFaultKind;

  constructor(why: MediaFaultKind, options?: ErrorOptions) {
    super(`a file wasn't read: ${why}`, options);
    this.why = why;
  }
}
