import type { TestContext } from 'node:test';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import type { Client } from 'discord.js';
import { makeChildEnvironment } from '../../src/base/child-environment.ts';
import type { ChildExit } from '../../src/base/child-exit.ts';
import { type Clock, systemClock } from '../../src/base/clock.ts';
import type { FromProcess, HearingPolicy, ToProcess } from '../../src/voice/bridge/protocol.ts';
import { VoiceProcess } from '../../src/voice/bridge/voice-process.ts';
import { VoiceProcesses } from '../../src/voice/bridge/voice-processes.ts';
import { CallConnection } from '../../src/voice/connection/call-connection.ts';
import { DiscordVoiceLink } from '../../src/voice/connection/voice-link.ts';
import type { Packet } from '../../src/voice/ears/jitter-buffer.ts';
import { Changes } from '../../world/discord/changes.ts';
import type { Channel } from '../../world/discord/channel.ts';
import { scene } from '../../world/discord/discord-scene.ts';
import type { VoiceOptions } from '../../world/discord/voice/server.ts';
import { Reports } from './reports.ts';

/** The certificates that this process trusted before the first test. */
const TRUSTED = getCACertificates('default');

/** A local Discord with a voice channel, in which Ada is, and a bot that's logged in. */
export const voiceScene = async (t: TestContext, voice: VoiceOptions = {}) => {
  const all = await scene(t, { voice });
  const lounge = all.guild.voice('Lounge');
  all.ada.joins(lounge);
  return { ...all, lounge, voice: all.discord.voice, ears: all.discord.voice.hears(lounge) };
};

/** The bot's gateway, for one server: takes payloads, and emits the two voice events. */
const gatewayOf = (client: Client<true>, guildId: string, take: (message: ToProcess) => void) => {
  const guild = client.guilds.cache.get(guildId);
  if (!guild) throw new Error('The client does not know the server.');
  return guild.voiceAdapterCreator({
    onVoiceStateUpdate: (event) => take({ is: 'voiceState', call: guildId, event: { ...event } }),
    onVoiceServerUpdate: (event) => take({ is: 'voiceServer', call: guildId, event: { ...event } }),
    destroy: () => {},
  });
};

/** A scene with a connection in this process, which has asked to join. It's closed after the test. */
export const connecting = async (
  t: TestContext,
  { clock = systemClock, ...options }: VoiceOptions & { clock?: Clock } = {},
) => {
  const all = await voiceScene(t, options);
  const { discord, guild, lounge, client, ada } = all;
  setDefaultCACertificates([...TRUSTED, discord.voice.caPem]);
  const reports = new Reports();
  const packets: { userId: string; packet: Packet }[] = [];
  const heard = new Changes();
  const gateway = gatewayOf(client, guild.id, (message) => {
    if (message.is === 'voiceState') connection.voiceState(message.event);
    if (message.is === 'voiceServer') connection.voiceServer(message.event);
  });
  const connection = new CallConnection({
    call: guild.id,
    guildId: guild.id,
    channelId: lounge.id,
    clock,
    random: () => 0,
    line: (on) =>
      new DiscordVoiceLink({
        guildId: guild.id,
        channelId: lounge.id,
        userId: client.user.id,
        clock,
        on,
        listener: (userId, packet) => {
          packets.push({ userId, packet });
          heard.happened();
        },
      }),
    report: (message) => {
      reports.take(message);
      if (message.is === 'payload') gateway.sendPayload(message.payload);
    },
  });
  connection.line.hear([ada.id]);
  t.after(() => connection.leave());
  return { ...all, connection, reports, packets, heard };
};

/** The same, once the connection is ready and its group has settled. */
export const connected = async (t: TestContext, options: VoiceOptions = {}) => {
  const all = await connecting(t, options);
  await all.reports.next('ready', 1);
  return { ...all, peer: await all.voice.connected(all.lounge) };
};

/** A call as the bot sees it, joined through voice processes. */
export const called = (
  processes: VoiceProcesses,
  about: { client: Client<true>; channel: Channel; hearing: HearingPolicy; restarted?: () => void },
) => {
  const { client, channel } = about;
  const call = channel.guild?.id ?? '';
  const reports = new Reports();
  const ended = { gone: false, restarts: 0 };
  const gateway = gatewayOf(client, call, (message) => remote.send(message));
  const remote = processes.open(call, {
    message(message: FromProcess) {
      reports.take(message);
      if (message.is === 'payload') gateway.sendPayload(message.payload);
    },
    onRestart() {
      ended.restarts++;
      gateway.sendPayload({ op: 4, d: { guild_id: call, channel_id: null, self_mute: false, self_deaf: false } });
      join();
    },
    onGone() {
      ended.gone = true;
    },
  });
  const join = () =>
    remote.send({
      is: 'join',
      guildId: call,
      call,
      channelId: channel.id,
      userId: client.user.id,
      hearing: about.hearing,
    });
  join();
  return { reports, remote, ended, call };
};

/** Voice processes that trust the scene's voice server. They end with the test. */
export const processesFor = (
  t: TestContext,
  discord: { caFile: string | undefined },
  { count = 1, env = {} }: { count?: number; env?: Record<string, string> } = {},
) => {
  const started: VoiceProcess[] = [];
  const deaths: ChildExit[] = [];
  const processes = new VoiceProcesses({
    count,
    clock: systemClock,
    env: { ...makeChildEnvironment(process.env), ...env, NODE_EXTRA_CA_CERTS: discord.caFile ?? '' },
    proxies: { except: '' },
    died: (exit) => deaths.push(exit),
    start: (options) => {
      const one = new VoiceProcess(options);
      started.push(one);
      return one;
    },
  });
  t.after(() => processes.end());
  return { processes, started, deaths };
};

/** These people may speak at any time. */
export const open = (...members: string[]): HearingPolicy => ({
  members,
  floor: 'open',
  turnEnd: 'speculative',
  pause: 200,
});
