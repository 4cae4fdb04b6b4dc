import { UserError } from '../base/errors.ts';
import { LeaseLostError, NotStoredError } from '../store/store-errors.ts';
import type { ForgetResult } from './turns/turn-job.ts';

/** Forgets all of a conversation by `forget`, and tells whoever wants that how it went. It never rejects. */
export const forgetAll = async (
  { resolve, reject }: Pick<PromiseWithResolvers<ForgetResult>, 'resolve' | 'reject'>,
  forget: () => Promise<void>,
): Promise<void> => {
  try {
    await forget();
    resolve('done');
  } catch (error) {
    if (error instanceof NotStoredError && error.queued) return resolve('later');
    if (error instanceof NotStoredError) return reject(new UserError({ code: 'reset.failed' }, { cause: error }));
    reject(error instanceof LeaseLostError ? new UserError({ code: 'asking.moved' }, { cause: error }) : error);
  }
};
