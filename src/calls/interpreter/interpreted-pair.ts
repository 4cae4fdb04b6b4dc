/** Between which two languages a call interprets, as BCP 47 tags, and whether it also says the translations out loud. */
export type InterpretedPair = { languages: readonly [one: string, other: string]; aloud: boolean };

/** The languages of a pair as sentences name them. */
export const toNamedPair = ({ languages: [one, other] }: Pick<InterpretedPair, 'languages'>) => ({ one, other });
