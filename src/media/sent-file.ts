import type { FileOrigin } from './bridge/read-file.ts';

/**
 * A file that Discord announced with a message, a command or a form. Nothing of it has been fetched.
 *
 * `size` is in bytes. `isVoice` is the flag of a message that Discord's app recorded. `alt` is how its sender describes it.
 * The content type that Discord names isn't kept, because it follows from the name, which may be wrong.
 */
export type SentFile = {
  url: string;
  name: string;
  size: number;
  isVoice: boolean;
  alt?: string;
  of: FileOrigin;
};
