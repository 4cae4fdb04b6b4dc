import { startDeadline } from '../base/clock.ts';
import type { AddressGate, GateAnswer, GateQuestion } from '../calls/gate/gate.ts';
import { type Config, pickGoogle } from '../config.ts';
import { USUAL_DECISION_MODEL } from '../environment/settings-schema.ts';
import { makeGoogleClient } from '../live/connection/dial.ts';
import type { DecisionModel, DecisionOrder } from '../live/decisions/decision-model.ts';
import type { StartOptions } from './start-options.ts';

/** What is asked about everything that people say in a call, or write in its chat without calling Parley. The assistant's own names stand in the text before it. */
const QUESTIONS = {
  meant: {
    is: 'noul',
    ask: 'Is the last speaker talking to the assistant?',
    yes: 'What they say last is addressed to the assistant, by any of its names or because they go on talking with it.',
    no: 'They talk to another person, to themselves, or about the assistant rather than to it.',
  },
  finished: {
    is: 'noul',
    ask: 'Has the last speaker finished what they are saying?',
    yes: 'It is a whole question, request, answer or remark.',
    no: 'It breaks off in the middle of a thought, or they only think for a moment.',
  },
  wish: {
    is: 'choice',
    ask: 'What does the last speaker want of the assistant besides an answer?',
    options: {
      none: 'Nothing else, or they talk to somebody else about such things.',
      quiet: 'It should be silent from now on, such as “be quiet” or “stop listening”, in any language.',
      mistaken: 'It should not answer this, because it was not meant, such as “not you”.',
    },
  },
} as const;

const WISHES = { none: 'none', quiet: 'quiet', mistaken: 'not-you' } as const;

/** How probable a wish for silence has to be: nobody wants to lose an answer to a guess. */
const SURE_WISH = 0.7;

const flatten = (words: string): string => words.replace(/\s+/g, ' ').trim();

/** Who isn't named is there all the same: whoever talks may talk to them. */
const countUnnamed = (unnamed: number): string[] =>
  unnamed > 0 ? [unnamed === 1 ? 'one more person' : `${unnamed} more people`] : [];

/** What is known before somebody speaks, as the model reads it. */
const describe = ({ person, said, present, unnamed, names, before, lines }: GateQuestion): string =>
  [
    `The assistant is called ${names.map(flatten).join(', ')}.`,
    `In the voice call with it are: ${[...present.map(flatten), ...countUnnamed(unnamed)].join(', ')}.`,
    ...(lines.length > 0 ? ['The last lines of the conversation with it:', ...lines.map(flatten)] : []),
    ...(before === undefined ? [] : [`${flatten(before)} spoke before.`]),
    `The last speaker is ${flatten(person.name)}. This is what they ${'text' in said ? 'write in its chat' : 'say'}:`,
  ].join('\n');

/** How Google's model for decisions is asked; it may take so many milliseconds. Whoever asks pays. */
export const makeGateOrder = (question: GateQuestion, deadline: number): DecisionOrder<typeof QUESTIONS> => ({
  place: question.place,
  spender: { is: 'person', id: question.person.id },
  parts: [{ text: describe(question) }, question.said],
  questions: QUESTIONS,
  deadline,
});

/** Whether Parley is spoken to, as Google's model for decisions has it; nothing if the operator wants nobody to be asked. */
export const makeGate = (
  decisions: DecisionModel | undefined,
  { decisionThreshold: sure, decisionPatience: patience }: Pick<Config, 'decisionThreshold' | 'decisionPatience'>,
): AddressGate | undefined =>
  decisions && {
    sure,
    patience,
    get isThere() {
      return decisions.rest === undefined;
    },
    async ask(question, signal): Promise<GateAnswer | undefined> {
      const outcome = await decisions.decide(makeGateOrder(question, patience), signal);
      if (outcome.is !== 'decided') return undefined;
      const { meant, finished, wish } = outcome.answers;
      const isSure = wish.probabilities[wish.choice] >= SURE_WISH;
      return { addressed: meant, finished, wish: isSure ? WISHES[wish.choice] : 'none' };
    },
  };

/** How long Google may take to say whether there's such a model, in milliseconds. */
const PATIENCE = 8_000;

/**
 * Warns the operator if Google has no model of the name that they have set. Calls go by Parley's name all the same, so it's no
 * reason not to start, and neither is trouble on the way to Google.
 */
export const checkDecisions = async (config: Config, { clock, log, say, signal }: StartOptions): Promise<void> => {
  const { decisionModel: model } = config;
  // Not every key has the usual one, and whether Google lists it for all of them isn't known.
  if (model === 'off' || model === USUAL_DECISION_MODEL) return;
  using patience = startDeadline(clock, { ms: PATIENCE, reason: 'it takes too long', signal });
  const once = { abortSignal: patience.signal, httpOptions: { retryOptions: { attempts: 1 } } };
  const asking = makeGoogleClient(pickGoogle(config)).models.get({ model, config: once });
  const isMissing = await asking.then(
    () => false,
    (error) => Object(error).status === 404,
  );
  if (!isMissing || signal.aborted) return;
  log.warn({ event: 'decision.no_model' }, 'there is no model of the name in DECISION_MODEL');
  say(
    'Google has no model of the name in DECISION_MODEL, so in calls of several people Parley goes by its name alone. Check DECISION_MODEL.',
  );
};
