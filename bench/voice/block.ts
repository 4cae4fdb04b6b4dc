/**
 * Loaded into a bot before its program. After SIGUSR2 its main thread is busy for half of each second, until the next
 * SIGUSR2. This is loaded into its voice processes as well, but does nothing there.
 */
const BUSY = 500;

let timer: NodeJS.Timeout | undefined;

const block = () => {
  const end = performance.now() + BUSY;
  while (performance.now() < end);
  timer = setTimeout(block, BUSY);
};

const toggle = () => {
  clearTimeout(timer);
  timer = timer === undefined ? setTimeout(block, 0) : undefined;
};

const [, program = ''] = process.argv;
if (!/[\\/]src[\\/]voice[\\/]index\.ts$/.test(program)) process.on('SIGUSR2', toggle);
