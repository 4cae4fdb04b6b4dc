/**
 * Loaded into a bot before its own program. After SIGUSR2 its main thread is busy for half of each second, until the next
 * SIGUSR2. The voice processes that it starts, into which this is loaded as well, are left alone.
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
