import { ConfigError } from './errors.ts';

/** Why something that Parley needs cannot be used, told to the owner. */
export type Diagnosis = {
  /** What is wrong and the setting that it depends on: a sentence without its full stop. */
  wrong: string;
  /** What to do about it: whole sentences. */
  remedy: string;
  /** Whether only the owner can change it, so that another try is of no use. */
  lasting: boolean;
};

/** What stops a start: a {@link ConfigError} when another start would end the same way, else an ordinary error. */
export const toStartError = ({ wrong, remedy, lasting }: Diagnosis, cause: unknown): Error =>
  new (lasting ? ConfigError : Error)(`${wrong}. ${remedy}`, { cause });
