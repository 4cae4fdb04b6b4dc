import { readdir, readFile } from 'node:fs/promises';

/** Milliseconds of a tick of processor time (`sysconf(_SC_CLK_TCK)`, which is 100 a second on Linux). */
const TICK = 10;

/** What the processes of a bot use: processor time so far in milliseconds, and resident memory in bytes. */
export type Usage = { cpu: number; resident: number; children: number[] };

const parents = async (): Promise<Map<number, number>> => {
  const pids = (await readdir('/proc')).map(Number).filter(Number.isInteger);
  const pairs = await Promise.all(pids.map(async (pid) => [pid, Number((await fields(pid))[1])] as const));
  return new Map(pairs);
};

/** The fields after the name in /proc/PID/stat (proc(5)): state, parent, and so on. Empty if the process is gone. */
const fields = async (pid: number): Promise<string[]> => {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
};

const memory = async (pid: number): Promise<number> => {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1_024;
};

/** Measures a process and those that it has started, on Linux only. Throws if it's gone. */
export const usage = async (pid: number): Promise<Usage> => {
  const children = [...(await parents())].filter(([, parent]) => parent === pid).map(([child]) => child);
  const all = [pid, ...children];
  const [stats, residents] = await Promise.all([Promise.all(all.map(fields)), Promise.all(all.map(memory))]);
  if (residents[0] === 0) throw new Error(`Process ${pid} is gone.`);
  return {
    // The eleventh and twelfth fields after the state are the times in user mode and in kernel mode.
    cpu: stats.reduce((sum, each) => sum + (Number(each[11] ?? 0) + Number(each[12] ?? 0)) * TICK, 0),
    resident: residents.reduce((sum, each) => sum + each, 0),
    children: residents.slice(1),
  };
};
