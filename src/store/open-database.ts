import type { Clock } from '../base/clock.ts';
import type { Database } from './database.ts';

/**
 * Opens the database that `url` names. Only the library that it needs is loaded.
 *
 * @throws if the scheme is unknown, or a SQLite file can't be opened. A server that can't be reached only counts as
 *   unavailable.
 */
export const openDatabase = async (url: string, clock: Clock): Promise<Database> => {
  const scheme = url.slice(0, url.indexOf(':'));
  switch (scheme) {
    case 'memory':
      return (await import('./in-memory.ts')).openMemory(clock);
    case 'sqlite':
      return (await import('./sqlite.ts')).openSqlite(url, clock);
    case 'redis':
    case 'rediss':
      return (await import('./redis.ts')).openRedis(url, clock);
    case 'postgres':
    case 'postgresql':
      return (await import('./postgres.ts')).openPostgres(url);
    default:
      throw new Error(`no store for "${scheme}:"`);
  }
};
