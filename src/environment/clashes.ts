import { contextTokens, seedTokens } from './settings-schema.ts';
import { findShardProblem } from './shard-choice.ts';

type Environment = Record<string, string | undefined>;

/** When to ask a text model means nothing without one. */
const findTypedProblem = ({ TYPED_MODEL: model, TYPED_MODEL_WHEN: when = 'off' }: Environment): string | undefined =>
  model === undefined && when !== 'off' ? 'TYPED_MODEL_WHEN needs TYPED_MODEL, the name of a text model' : undefined;

/** What a session is told must fit into what is left of its context after it was shortened. */
const findSeedProblem = ({ CONTEXT_TOKENS, SEED_TOKENS }: Environment): string | undefined => {
  const [context, seed] = [contextTokens.safeParse(CONTEXT_TOKENS), seedTokens.safeParse(SEED_TOKENS)];
  if (!context.success || !seed.success || seed.data <= context.data / 2) return undefined;
  const given = SEED_TOKENS === undefined ? `; it’s ${seed.data} by default` : '';
  return `SEED_TOKENS must be at most half of CONTEXT_TOKENS, which is ${context.data}${given}`;
};

/** What is wrong with settings that no single one shows. */
export const findClashes = (environment: Environment): string[] =>
  [findShardProblem(environment), findSeedProblem(environment), findTypedProblem(environment)].filter(
    (problem) => problem !== undefined,
  );
