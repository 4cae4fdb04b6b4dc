import { makeChildEnvironment } from '../../../src/base/child-environment.ts';
import { systemClock } from '../../../src/base/clock.ts';
import { VoiceProcess } from '../../../src/voice/bridge/voice-process.ts';

// A bot with a voice process, for a test that kills it.
const child = new VoiceProcess({
  env: makeChildEnvironment(process.env),
  proxies: { except: '' },
  clock: systemClock,
  receive: () => process.stdout.write(`${child.pid}\n`),
});
