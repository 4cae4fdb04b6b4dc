import { flushCompileCache } from 'node:module';
import { makeCue } from '../audio/cue.ts';
import { loadOpus } from '../audio/opus.ts';
import { loadVoiceActivityDetector } from '../audio/voice-activity.ts';
import { type Clock, readMonotonicClock, systemClock } from '../base/clock.ts';
import { redirectSockets } from '../proxy/websocket-proxy.ts';
import { Outbox } from './bridge/outbox.ts';
import type { FromProcess, ToProcess } from './bridge/protocol.ts';
import { Metronome, systemTicks } from './mouth/metronome.ts';
import { VoiceCall, type VoiceCallMeans } from './voice-call.ts';

/** How much speech may wait until the bot reads it, in bytes: two minutes. */
const CAPACITY = 4 * 1024 * 1024;

const outbox = new Outbox<FromProcess>({
  capacity: CAPACITY,
  write: (messages, done) => process.send?.(messages, undefined, undefined, () => done()),
  lost: (call, bytes) => outbox.send({ is: 'loss', call, what: 'speech', bytes }),
});

/** With fractions of a millisecond, because echo removal compares what was said and what is heard sample by sample. */
const clock: Clock = { ...systemClock, now: readMonotonicClock };

const [codec, activity] = await Promise.all([loadOpus(), loadVoiceActivityDetector()]);
const means: VoiceCallMeans = {
  codec,
  activity,
  metronome: new Metronome(systemTicks),
  clock,
  cue: makeCue(),
  random: Math.random,
  report: (message) => outbox.send(message),
};

/** Calls by their server's id. */
const calls = new Map<string, VoiceCall>();

const end = (call: string) => {
  calls.get(call)?.close();
  calls.delete(call);
};

/** If there's no room for another call, only that call is refused. An uncaught error would end all others, too. */
const begin = (join: Extract<ToProcess, { is: 'join' }>) => {
  end(join.call);
  try {
    calls.set(join.call, new VoiceCall(join, means));
  } catch {
    outbox.send({ is: 'lost', call: join.call, why: 'refused' });
  }
};

const take = (message: ToProcess) => {
  if (message.is === 'ping') outbox.send({ is: 'pong' });
  else if (message.is === 'proxies') redirectSockets(message.proxies);
  else if (message.is === 'join') begin(message);
  else if (message.is === 'leave') end(message.call);
  else calls.get(message.call)?.take(message);
};

process.on('message', (messages) => {
  for (const message of messages as ToProcess[]) take(message);
});

outbox.send({ is: 'up' });
// A voice process is often killed, or told to end at once. Node would only write the cache at a normal exit.
flushCompileCache();
