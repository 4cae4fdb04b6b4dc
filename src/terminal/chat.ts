import { holdProcess, systemClock } from '../base/clock.ts';
import { endWrongly, readArguments } from '../base/command-line.ts';
import { exitProcess } from '../base/exit.ts';
import { listSecrets, loadEnvironment, loadOrEnd, PROXY_SETTINGS, pickGoogle } from '../config.ts';
import { makeGoogleClient } from '../live/connection/dial.ts';
import { openLog } from '../ops/log.ts';
import { makeRedactor } from '../ops/redact.ts';
import { goThrough } from '../proxy/dispatcher.ts';
import { openStore } from '../store/store.ts';
import { en } from '../text/en/index.ts';
import { makeLanguages, toLanguage } from '../text/languages.ts';
import { ChatPrompt } from './chat-prompt.ts';
import { ChatSession } from './chat-session.ts';
import { makeExplainer } from './error-lines.ts';
import { readNeededSettings } from './setting-survey.ts';
import { Folder } from './wav.ts';

const USAGE = `npm run chat -- [options]   Talk with a Live session. Ctrl-C stops an answer, at the prompt it ends the chat.

  --resume       go on with the last chat; without it a new one begins
  --once TEXT    ask one question and end
  --wav DIR      save each answer's sound in DIR as answer-1.wav, answer-2.wav and so on
  --help         show this

It needs GEMINI_API_KEY, in the environment or in .env. Lines can be piped into it: each is a question.`;

const SETTINGS = [
  'GEMINI_API_KEY',
  'GEMINI_MODEL',
  'GEMINI_BASE_URL',
  'GEMINI_API_VERSION',
  'GEMINI_KEY_IN',
  'GEMINI_THINKING_LEVEL',
  'CONTEXT_TOKENS',
  'SEED_TOKENS',
  'ANSWER_SILENCE_SECONDS',
  'STORE_URL',
  'STORE_KEY',
  ...PROXY_SETTINGS,
];

const { once, resume, wav } = readArguments(
  { resume: { type: 'boolean' }, once: { type: 'string' }, wav: { type: 'string' }, help: { type: 'boolean' } },
  USAGE,
);
if (once?.trim() === '') endWrongly('--once needs a question.', USAGE);
if (wav === '') endWrongly('--wav needs a directory.', USAGE);

const config = loadOrEnd(() => readNeededSettings(SETTINGS, loadEnvironment()));
goThrough(config.proxies);
const secrets = listSecrets(config);
const say = makeLanguages({ en: toLanguage(en) }, 'en').to('en');
const explain = makeExplainer(makeRedactor(secrets), say, {
  setup: { model: config.geminiModel },
  apiVersion: config.geminiApiVersion,
  baseUrl: config.geminiBaseUrl,
});
using _held = holdProcess();
const quit = new AbortController();
const stop = () => quit.abort(new Error('the chat was ended'));
process.once('SIGINT', stop).once('SIGTERM', stop);

/** Runs the chat. Resolves to whether every question was answered. */
const chat = async (): Promise<boolean> => {
  const log = openLog('error', secrets, process.stderr);
  const store = await openStore(config.storeUrl, log, { storeKeys: config.storeKeys });
  const google = makeGoogleClient(pickGoogle(config));
  const { geminiModel: model, thinkingLevel: thinking, contextTokens, seedTokens, answerSilence: silence } = config;
  const setup = { model, thinking, contextTokens, activity: 'ours' as const, tools: [] };
  const talk = new ChatSession({ google, setup, seedTokens, silence, store, clock: systemClock, log });
  const folder = wav === undefined ? undefined : new Folder(wav);
  const { stdin: input, stdout: output, stderr: notes } = process;
  const dialogue = new ChatPrompt({
    terminal: { input, output, notes, interactive: Boolean(input.isTTY && output.isTTY) },
    ask: (text, signal) => talk.ask(text, signal),
    ...(folder && { save: (pcm: Buffer) => folder.save(pcm) }),
    say,
    explain,
  });
  try {
    if (!resume) await talk.forget();
    return await (once === undefined ? dialogue.lines(quit.signal) : dialogue.turn(once.trim(), quit.signal));
  } finally {
    await talk.close();
    await store.close();
  }
};

const answered = await chat().catch((error) => {
  console.error(explain(error));
  return false;
});
exitProcess(answered ? 0 : 1);
