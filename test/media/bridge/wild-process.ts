import type { ToMedia } from '../../../src/media/bridge/media-protocol.ts';

/**
 * A media process in which each file is an order. It stands for a decoder in which a hostile file has found a defect; what
 * the real decoders do is tested elsewhere.
 */
process.once('disconnect', () => process.exit(0));

const hoard: Buffer[] = [];

const ORDERS: Record<string, () => void> = {
  crash: () => process.abort(),
  exit: () => process.exit(3),
  throw: () => {
    throw new Error('a decoder broke');
  },
  spin: () => {
    for (;;);
  },
  allocate: () => {
    for (;;) hoard.push(Buffer.alloc(8 * 1024 * 1024, 1));
  },
  swell: () => void hoard.push(Buffer.alloc(300 * 1024 * 1024, 1)),
  babble: () => process.stdout.write('x'.repeat(1_000_000)),
};

process.on('message', ({ job, bytes }: ToMedia) => {
  const order = Buffer.from(bytes).toString();
  ORDERS[order]?.();
  process.send?.({ is: 'read', job, outcome: { is: 'text', text: `${process.pid}` } });
});
