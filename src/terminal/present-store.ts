import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Logger } from 'pino';
import { toStartError } from '../base/diagnosis.ts';
import { ConfigError } from '../base/errors.ts';
import { type Config, EXIT_CONFIG, loadEnvironment } from '../config.ts';
import { openStore, type Store } from '../store/store.ts';
import { explainStore } from '../store/store-faults.ts';
import { removeControls } from './printable.ts';
import { readNeededSettings } from './setting-survey.ts';

/**
 * The settings of a program that works on what is stored already, and needs only the store.
 *
 * @throws ConfigError that says what is wrong with them, or that they name no store which could hold anything.
 */
export const readStoreSettings = (): Config => {
  const config = readNeededSettings(['STORE_URL', 'STORE_KEY'], loadEnvironment());
  checkPresence(config.storeUrl);
  return config;
};

/** Opening a database makes it, and in an empty one a wrong STORE_URL looks like a store in which all is well. */
export const checkPresence = (url: string, setting = 'STORE_URL'): void => {
  if (url.startsWith('memory:'))
    throw new ConfigError(
      'STORE_URL is "memory:", which ends with each process, so nothing is stored there. Set it to the store that Parley uses.',
    );
  const file = url.startsWith('sqlite://') ? resolve(url.slice('sqlite://'.length)) : undefined;
  if (file === undefined || !isMissing(file)) return;
  throw new ConfigError(
    `There is no database at ${removeControls(file)}, so nothing was done. Please check ${setting}. If Parley is new here, start it once: it makes the database.`,
  );
};

/** What can't be looked at isn't missing: opening it says what is wrong. */
const isMissing = (file: string): boolean => {
  try {
    return statSync(file, { throwIfNoEntry: false }) === undefined;
  } catch {
    return false;
  }
};

/**
 * Opens the store, has it used, and closes it.
 *
 * @throws what `use` throws; if the store can't be asked, the error with which a start would end because of it.
 */
export const askStore = async <Result>(
  { storeUrl, storeKeys }: Config,
  log: Logger,
  use: (store: Store) => Promise<Result>,
): Promise<Result> => {
  const store = await openStore(storeUrl, log, { storeKeys });
  const explain = (cause?: unknown) => {
    const trouble = store.trouble();
    return trouble === undefined ? cause : toStartError(explainStore(trouble, storeUrl), trouble);
  };
  try {
    const away = explain();
    if (away) throw away;
    return await use(store);
  } catch (error) {
    throw explain(error);
  } finally {
    await store.close();
  }
};

/** The exit code after an error, as the bot has it: another one if only other settings can help. */
export const toExitCode = (error: unknown): number => (error instanceof ConfigError ? EXIT_CONFIG : 1);
