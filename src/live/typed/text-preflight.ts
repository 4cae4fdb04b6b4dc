import type { GoogleGenAI } from '@google/genai/web';

/** The method that a text model must support, as Google names it. */
const TEXT = 'generateContent';

/**
 * Whether Google has a text model of this name, which costs one small request.
 *
 * @throws what the SDK throws: an `ApiError` with status 404 if there's no such model at all
 */
export const isTextModel = async (google: GoogleGenAI, model: string, signal: AbortSignal): Promise<boolean> => {
  const config = { abortSignal: signal, httpOptions: { retryOptions: { attempts: 1 } } };
  const { supportedActions } = await google.models.get({ model, config });
  return supportedActions?.includes(TEXT) ?? false;
};
