import { VoiceProcess, voiceEnvironment } from '../../../src/voice/bridge/voice-process.ts';

// A bot with a voice process, for a test that kills it.
const child = new VoiceProcess({
  env: voiceEnvironment(process.env),
  receive: () => process.stdout.write(`${child.pid}\n`),
});
