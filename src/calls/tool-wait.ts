/**
 * What people hear while the calls of an answer take time. `idle`: none does; `told` says whether the model has said
 * something since the question or the last call. `working`: one does, and unless the model says something a cue is due
 * at `due`, in milliseconds.
 */
export type ToolWait = { is: 'idle'; told: boolean } | { is: 'working'; due: number };

/** What happens meanwhile. `again`: the answer starts over. */
export type ToolWaitEvent = 'began' | 'ended' | 'sounded' | 'cued' | 'again';

/** How long people hear nothing before they get a cue that Parley is at work, in milliseconds. With its way it's heard within 1.5 s. */
export const FIRST_CUE = 1_200;

/** How long after a sentence or a cue the next cue is due, in milliseconds. */
export const NEXT_CUE = 6_000;

/** Nothing runs, and nothing was said. */
export const AT_REST: ToolWait = { is: 'idle', told: false };

/** What follows from an event at this moment. A sentence before a slow call announces it, so the cue isn't due so soon. */
export const followToolWait = (wait: ToolWait, event: ToolWaitEvent, now: number): ToolWait => {
  switch (event) {
    case 'began':
      return wait.is === 'working' ? wait : { is: 'working', due: now + (wait.told ? NEXT_CUE : FIRST_CUE) };
    case 'sounded':
      return wait.is === 'working' ? { is: 'working', due: now + NEXT_CUE } : { is: 'idle', told: true };
    case 'cued':
      return wait.is === 'working' ? { is: 'working', due: now + NEXT_CUE } : wait;
    case 'ended':
    case 'again':
      return AT_REST;
  }
};
