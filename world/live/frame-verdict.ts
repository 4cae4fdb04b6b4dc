import type { LocalModel } from './local-models.ts';
import type { Rules } from './rules.ts';
import { holdsForbiddenMedia, isPicture } from './seen-pictures.ts';
import type { ClientFrame, MediaBlob, RealtimeInput, Refusal, SetupMessage } from './wire.ts';

/** What a frame is judged by: the connection's setup and how far its session has got. */
export type Situation = {
  model: LocalModel;
  setup: SetupMessage;
  rules: Rules;
  /** Whether the history that the setup announced is still being told. */
  seeding: boolean;
  /** Whether an activity is open. */
  speaking: boolean;
};

const refuse = (reason: string, code = 1007): Refusal => ({ code, reason });
const INVALID = refuse('Request contains an invalid argument.');
const PRECONDITION = refuse('Precondition check failed.');

/** Whether the client decides when speech begins and ends. */
export const manualActivity = ({ realtimeInputConfig }: SetupMessage): boolean =>
  realtimeInputConfig?.automaticActivityDetection?.disabled === true;

/** The sample rate of a mime type such as `audio/pcm;rate=16000`, in Hz; without one, the API's own 16 kHz. */
export const sampleRate = ({ mimeType = '' }: MediaBlob): number => Number(/rate=(\d+)/.exec(mimeType)?.[1] ?? 16_000);

function audioRefusal(media: MediaBlob, { rules }: Situation): Refusal | undefined {
  const allowed = rules.strictAudio ? /^audio\/pcm;rate=16000$/ : /^audio\//;
  return media.data && allowed.test(media.mimeType ?? '') ? undefined : INVALID;
}

function activityRefusal(input: RealtimeInput, { setup, speaking }: Situation): Refusal | undefined {
  const manual = manualActivity(setup);
  if (input.audioStreamEnd && manual) return PRECONDITION;
  if (!input.activityStart && !input.activityEnd) return undefined;
  if (!manual)
    return refuse('Explicit activity control is not supported when automatic activity detection is enabled.');
  return input.activityEnd && !speaking && !input.activityStart ? PRECONDITION : undefined;
}

function realtimeRefusal(input: RealtimeInput, situation: Situation): Refusal | undefined {
  const { model, setup, rules } = situation;
  if (model.translates && (input.text !== undefined || input.video)) return INVALID;
  if (input.mediaChunks && !model.mediaChunks) {
    return refuse('realtime_input.media_chunks is deprecated. Use audio, video, or text instead.');
  }
  if (input.text !== undefined && manualActivity(setup) && !rules.textBesideActivity) return PRECONDITION;
  if (input.video && !isPicture(input.video)) return INVALID;
  return activityRefusal(input, situation) ?? (input.audio && audioRefusal(input.audio, situation));
}

function contentRefusal(
  { turns = [] }: NonNullable<ClientFrame['clientContent']>,
  { model, rules, seeding }: Situation,
): Refusal | undefined {
  if (model.clientContent === 'initial' && !rules.lateClientContent && !seeding) return INVALID;
  const speaks = (role: string | undefined) =>
    role === undefined ? model.roleless : role === 'user' || role === 'model';
  if (turns.some(({ role }) => !speaks(role))) return refuse('Please use a valid role: user, model.');
  if (holdsForbiddenMedia(turns, model)) return INVALID;
  return turns.every(({ parts }) => parts?.length) ? undefined : INVALID;
}

function responseRefusal(
  { functionResponses: answers = [] }: NonNullable<ClientFrame['toolResponse']>,
  { model, rules }: Situation,
): Refusal | undefined {
  if (answers.length === 0 || answers.some(({ id, name, response }) => !id || !name || !response)) return INVALID;
  const isRefused = rules.scheduling === 'refused' && !model.scheduling;
  return isRefused && answers.some(({ scheduling }) => scheduling) ? INVALID : undefined;
}

/** Whether a frame of video is a part of the turn: in an activity, or if the setup says that all of it counts. */
export const coversVideo = ({ realtimeInputConfig }: SetupMessage, speaking: boolean): boolean =>
  speaking || /ALL_VIDEO|ALL_INPUT/.test(realtimeInputConfig?.turnCoverage ?? '');

/** Why a well-formed frame may not be sent now; nothing if it may. */
export function refuseFrame(frame: ClientFrame, situation: Situation): Refusal | undefined {
  const { setup, clientContent, realtimeInput, toolResponse, contextUpdate } = frame;
  if (setup) return refuse('setup must be the first message and only the first');
  if (situation.model.translates && (clientContent || toolResponse || contextUpdate)) return INVALID;
  if (clientContent) return contentRefusal(clientContent, situation);
  if (realtimeInput) return realtimeRefusal(realtimeInput, situation);
  if (contextUpdate && !situation.rules.contextUpdate) {
    return refuse('Operation is not implemented, or supported, or enabled.', 1008);
  }
  return toolResponse && responseRefusal(toolResponse, situation);
}
