import type { Place } from '../src/base/place.ts';
import type { UsageReader } from '../src/budget/usage.ts';
import type { CallControl } from '../src/calls/call-control.ts';
import type { Venue } from '../src/calls/contract.ts';
import type { Conversations } from '../src/conversation/conversations.ts';
import type { ReadFiles } from '../src/conversation/turns/question.ts';
import type { CommandServices } from '../src/discord/inbound/command-services.ts';
import type { FaceKeeper } from '../src/face/face-keeper.ts';
import type { AnswerSounds } from '../src/media/out/answer-sounds.ts';
import type { VoiceSamples } from '../src/media/out/voice-samples.ts';
import type { MinutesMaker } from '../src/minutes/minutes-maker.ts';
import type { TranscriptReader } from '../src/minutes/transcript-reader.ts';
import type { Agreements } from '../src/privacy/agreements.ts';
import type { PrivacyDesk } from '../src/privacy/privacy-desk.ts';
import type { Settings } from '../src/settings/settings.ts';
import type { RefusedExtra } from '../src/text/values.ts';
import type { PlaceTools } from '../src/tools/place-tools.ts';
import type { ReminderBook } from '../src/tools/reminders/reminder-book.ts';
import type { ToolChanges } from '../src/tools/tool-changes.ts';

/** What commands work with: the conversations, the calls, and Discord's side of things. */
export type Services = Pick<
  CommandServices,
  | 'inWords'
  | 'mention'
  | 'readFiles'
  | 'shareMaterial'
  | 'repeats'
  | 'readText'
  | 'readSquare'
  | 'targets'
  | 'postponed'
  | 'sendVoice'
  | 'sendSound'
  | 'forEveryone'
  | 'findLastMessage'
> & {
  conversations: Pick<Conversations, 'ask' | 'goOn' | 'askAgain' | 'halt' | 'status' | 'reset'>;
  minutes: Pick<MinutesMaker, 'make'>;
  transcripts: Pick<TranscriptReader, 'read'>;
  calls: CallControl;
  settings: Pick<Settings, 'of' | 'peek' | 'operator' | 'record' | 'change' | 'replace'>;
  /** What Gemini makes of what's set. */
  gemini: {
    /** What it refuses of what's set in a place, so that it's left out there. */
    listRefused(place: Place): Promise<readonly RefusedExtra[]>;
    /** Has a few words said in a voice, as 24 kHz mono PCM, unless conversations need every connection. */
    sampleVoice(voice: string, signal: AbortSignal): Promise<{ is: 'said'; pcm: Buffer } | { is: 'putOff' }>;
  };
  samples: Pick<VoiceSamples, 'sample'>;
  sounds: Pick<AnswerSounds, 'send' | 'sendWav' | 'share' | 'forget'>;
  privacy: Pick<PrivacyDesk, 'describe' | 'collect' | 'erase' | 'chooseStoring'>;
  agreements: Pick<Agreements, 'heed' | 'agree' | 'withdraw' | 'check' | 'findSilent'>;
  usage: Pick<UsageReader, 'server' | 'left'>;
  face: Pick<FaceKeeper, 'apply' | 'wear'>;
  tools: Pick<PlaceTools, 'checkSwitches'>;
  /** What tools change on people's behalf, once they have pressed a button. */
  changes: Pick<ToolChanges, 'confirm' | 'dismiss'>;
  /** What MCP servers have that can be added to a question, where there are such servers. */
  materials?: {
    suggest(place: Place, typed: string): Promise<readonly { label: string; value: string }[]>;
    add(chosen: string, to: { place: Place; question: string; readFiles: ReadFiles | undefined }): ReadFiles;
  };
  /** What people are to be reminded of. */
  reminders: Pick<ReminderBook, 'list' | 'cancel'>;
  venue: Pick<Venue, 'channel' | 'noticeChannel'>;
};
