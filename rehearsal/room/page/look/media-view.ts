import { html, type TemplateResult } from 'lit';
import { formatBytes } from './dates.ts';
import { ICONS } from './icons.ts';
import type { LookScene } from './look-scene.ts';
import './look-spoiler.ts';
import './voice-note-player.ts';
import type { AttachmentPayload, MediaPayload, MessagePayload } from './message-payload.ts';

/** Where a picture or a film stands, and what it's called for people who don't see it. */
/** A file as one line tells it. */
type LineFile = {
  name: string;
  size?: number | undefined;
  src: string | undefined;
  description?: string | null | undefined;
};

export type MediaPlace = {
  scene: LookScene;
  message?: Partial<MessagePayload> | undefined;
  name: string;
  isSpoiler?: boolean | undefined;
};

const IS_SPOILER = 1 << 3;

/** Draws a picture or a film by its address, which may be `attachment://NAME` of the message's own files. */
export const drawMedia = (media: MediaPayload, { scene, message, name, isSpoiler }: MediaPlace): TemplateResult => {
  const own = findOwn(media.url, message);
  const src = scene.locate(own?.url ?? media.url);
  const type = media.content_type ?? own?.content_type ?? '';
  const [width, height] = [media.width ?? own?.width ?? undefined, media.height ?? own?.height ?? undefined];
  const words = own?.description || name;
  if (!src) return html`<div class="no-media" role="img" aria-label=${words}>${ICONS.file} ${words}</div>`;
  if (type.startsWith('video/'))
    return hideSpoiler(
      isSpoiler,
      html`<video class="media" controls preload="metadata" src=${src} aria-label=${words}></video>`,
      scene,
    );
  return hideSpoiler(
    isSpoiler,
    html`<img class="media" src=${src} alt=${words} width=${width ?? ''} height=${height ?? ''} loading="lazy" decoding="async" />`,
    scene,
  );
};

/** The message's own file that an address names. */
export const findOwn = (url: string, message?: Partial<MessagePayload>): AttachmentPayload | undefined =>
  url.startsWith('attachment://')
    ? message?.attachments?.find(({ filename }) => filename === url.slice('attachment://'.length))
    : message?.attachments?.find((one) => one.url.split('?', 1)[0] === url.split('?', 1)[0]);

/** Draws one attachment by what it is: a picture, a film, a sound, or a file to take. */
export const drawAttachment = (
  attachment: AttachmentPayload,
  { scene, isVoice }: { scene: LookScene; isVoice: boolean },
): TemplateResult => {
  const { filename, content_type: type = '', url, description, flags = 0 } = attachment;
  const src = scene.locate(url);
  const isSpoiler = filename.startsWith('SPOILER_') || (flags & IS_SPOILER) !== 0;
  const name = attachment.title ?? filename;
  if (isVoice) {
    const { duration_secs: seconds, waveform } = attachment;
    return html`<look-voice-note .src=${src ?? ''} .seconds=${seconds ?? 0} .waveform=${waveform ?? ''} .words=${scene.words}></look-voice-note>`;
  }
  if (/^(?:image|video)\//.test(type) && src)
    return drawMedia(
      { ...attachment, url },
      { scene, message: { attachments: [attachment] }, name: description || name, isSpoiler },
    );
  const player =
    type.startsWith('audio/') && src
      ? html`<audio controls preload="metadata" src=${src} aria-label=${name}></audio>`
      : '';
  return hideSpoiler(
    isSpoiler,
    html`<div class="file">${drawFileLine({ name, size: attachment.size, src, description }, scene)}${player}</div>`,
    scene,
  );
};

/** A file's name, its size, and where it can be taken from. */
export const drawFileLine = (file: LineFile, scene: LookScene): TemplateResult =>
  html`<div class="file-line">${ICONS.file}<span class="file-words">
    ${file.src ? html`<a href=${file.src} download=${file.name}><bdi>${file.name}</bdi></a>` : html`<bdi>${file.name}</bdi>`}
    ${file.size === undefined ? '' : html`<span class="small">${formatBytes(file.size, scene)}</span>`}
    ${file.description ? html`<span class="small">${file.description}</span>` : ''}</span></div>`;

export const hideSpoiler = (
  isSpoiler: boolean | undefined,
  of: TemplateResult,
  { words }: LookScene,
): TemplateResult => (isSpoiler ? html`<look-spoiler block .words=${words}>${of}</look-spoiler>` : of);
