/** The part of PostgreSQL's client that the store uses; the package has no types of its own. */
declare module 'pg' {
  import type { EventEmitter } from 'node:events';

  type PoolOptions = {
    connectionString: string;
    max?: number;
    connectionTimeoutMillis?: number;
    query_timeout?: number;
    keepAlive?: boolean;
    /** Runs on each new connection before anything else does. */
    onConnect?: (client: Pick<Pool, 'query'>) => Promise<void>;
  };

  export class Pool extends EventEmitter {
    constructor(options: PoolOptions);
    query<Row>(text: string, values?: unknown[]): Promise<{ rows: Row[] }>;
    end(): Promise<void>;
  }
}
