import { makeChildEnvironment } from '../../../src/base/child-environment.ts';
import { systemClock } from '../../../src/base/clock.ts';
import { MediaProcess } from '../../../src/media/bridge/media-process.ts';
import { ALL, NEVER } from '../wants.ts';

// A bot in which a file was read. It's killed by the test.
const child = new MediaProcess({ env: makeChildEnvironment(process.env), clock: systemClock });
await child.read(Buffer.from('x'), ALL, NEVER);
console.log(child.pid);
setInterval(() => {}, 1_000);
