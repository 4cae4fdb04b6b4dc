import { ConfigError, StartError } from './errors.ts';

/** Why something that Parley needs can't be used, for the operator. */
export type Diagnosis = {
  /** What is wrong and the setting it depends on: a sentence without its full stop. */
  wrong: string;
  /** What to do about it: whole sentences. */
  remedy: string;
  /** Whether only the operator can change it, so that another try is useless. */
  lasting: boolean;
};

/**
 * The error that stops a start: a {@link ConfigError} if another start would end the same way, else a {@link StartError}.
 */
export const toStartError = ({ wrong, remedy, lasting }: Diagnosis, cause: unknown): Error =>
  new (lasting ? ConfigError : StartError)(`${wrong}. ${remedy}`, { cause });
