/**
 * What happens to a turn on its way, as its time line shows it. In brackets is what the detail says, if there's one.
 *
 * - `asked`: the question arrived in this process, or a person began to speak
 * - `claimed`: this process has the claim, so it answers. `admitted`: the asker may ask this, and the budget allows it
 * - `begun`: the turns before it have ended, and its files are read
 * - `dialling`: a connection is being opened. `dialled`: it's open (`fresh` or `resumed`). `undialled`: it failed (the
 *   close code). `connected`: one was open already
 * - `sent`: the question goes to the model (`live` or `text`)
 * - `endpointed`: the asker has stopped speaking, as far as the ears can tell. It comes again if they go on
 * - `understood`: the first words of a spoken question were understood. `unclaimed`: words came that may be of this question
 *   or of another person's before it, so nobody gets them
 * - `worded`, `sounded`, `written`: the first words, the first sound, the first part that has to be seen came
 * - `withdrawn`: what came of the answer is void, because the asker goes on or the question is sent again
 * - `slow`: the asker is told that it takes long. `noticed`: a message says something that isn't the answer
 * - `shown`: a message shows the answer, for the first time or changed
 * - `cued`: the call hears a soft sound, because a function takes its time
 * - `heard`: the call hears the first of the answer. `silent`: the mouth is done with it (how its playout ended)
 * - `calling`: the model called a function (its name). `called`: that has a result (its name and the outcome)
 * - `go-away`: Google will close the connection (in how many milliseconds). `closed`: it ended under the turn (the close
 *   code). `mute`: it's open but doesn't answer. `forgetful`: the session had lost its memory
 * - `told`: the asker reads why there's no answer, or not all of it (the code of that sentence)
 * - `ended`: the answer is over (the outcome). `recorded`, `unrecorded`: the transcript has the turn, or won't have it
 */
export const MOMENTS = [
  'asked',
  'claimed',
  'admitted',
  'begun',
  'dialling',
  'dialled',
  'undialled',
  'connected',
  'sent',
  'endpointed',
  'understood',
  'unclaimed',
  'worded',
  'sounded',
  'written',
  'withdrawn',
  'slow',
  'noticed',
  'shown',
  'cued',
  'heard',
  'silent',
  'calling',
  'called',
  'go-away',
  'closed',
  'mute',
  'forgetful',
  'told',
  'ended',
  'recorded',
  'unrecorded',
] as const;
export type MomentKind = (typeof MOMENTS)[number];
/** Everything that happens to a turn after it was asked. */
export type LaterMoment = Exclude<MomentKind, 'asked'>;

/** A word of a fixed choice, a code, the name of a declared function, or a number; never anybody's words. */
export type MomentDetail = string | number;

/** Takes the moments of one turn, as they happen. It returns at once and never throws. */
export type Moments = { note(what: LaterMoment, detail?: MomentDetail | undefined): void };

/** For a turn that nobody draws a time line of. */
export const UNNOTED: Moments = { note() {} };
