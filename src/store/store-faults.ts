import type { Diagnosis } from '../base/diagnosis.ts';
import { inspectDisk } from './disk.ts';
import { explainServer } from './server-faults.ts';
import { explainFileFault, explainSqlite, FileFault } from './sqlite-faults.ts';

/** Explains why the store that `url` names can't be used. */
export const explainStore = (error: unknown, url: string): Diagnosis => {
  if (!url.startsWith('sqlite:')) return explainServer(error, url);
  const file = url.slice('sqlite://'.length);
  // A file system that doesn't answer isn't asked again.
  if (error instanceof FileFault) return explainFileFault(error, file);
  return explainSqlite(error, file, inspectDisk(file));
};
