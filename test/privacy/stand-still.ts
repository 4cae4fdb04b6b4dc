import type { DatabaseSync } from 'node:sqlite';

/** What a process changes when it is to stand still: the changes by their kind, a condition in SQL, and after how many of them. */
type Standstill = { changes: readonly ('DELETE' | 'UPDATE')[]; where: string; after: number };

/**
 * Lets whoever changes so many records stand still for good, in the middle of a change: counting so far takes SQLite days. What
 * was changed before is stored, because each channel is changed by itself. The result lets the next process go on.
 */
export const standStill = (file: DatabaseSync, { changes, where, after }: Standstill): (() => void) => {
  const triggers = changes.map((change) => ({ change, name: `stand_still_at_${change}` }));
  file.exec('CREATE TABLE changed (n INTEGER); INSERT INTO changed VALUES (0)');
  for (const { change, name } of triggers)
    file.exec(`CREATE TRIGGER ${name} BEFORE ${change} ON keyv WHEN ${where} BEGIN
      UPDATE changed SET n = n + 1;
      SELECT count(*) FROM (
        WITH RECURSIVE endless(x) AS (SELECT 1 FROM changed WHERE n > ${after} UNION ALL SELECT x + 1 FROM endless)
        SELECT x FROM endless
      );
    END`);
  return () => file.exec(triggers.map(({ name }) => `DROP TRIGGER ${name}`).join('; '));
};
