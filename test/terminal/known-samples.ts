import { readDecisionSamples } from '../../src/terminal/assumptions/decision-samples.ts';
import type { ScriptedDecision } from '../../world/live/decision-script.ts';
import type { Live } from '../../world/live/live.ts';

/**
 * Lets a local Google know what is said in the doctor's recordings, and say which of them are meant: those that are, except where
 * `probabilities` has another figure under a recording's name.
 */
export const teachSamples = async (
  { decisions }: Pick<Live, 'decisions'>,
  probabilities: Record<string, number> = {},
): Promise<void> => {
  const samples = await readDecisionSamples();
  for (const { words, pcm } of samples) decisions.sounds.teach(words, pcm);
  decisions.script = ({ sounds, questions }) => {
    const sample = samples.find(({ words }) => words === sounds[0]?.words);
    const sure = sample ? (probabilities[sample.name] ?? (sample.meant ? 0.8 : 0.2)) : 0.5;
    const answers = Object.entries(questions).map(([id, question]): [string, ScriptedDecision] => [
      id,
      question.type === 'noul' ? sure : (Object.keys(question.criteria)[0] ?? ''),
    ]);
    return Object.fromEntries(answers);
  };
};
