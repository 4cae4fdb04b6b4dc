import type { LookScene } from './look-scene.ts';
import { toScenePerson } from './look-scene.ts';
import { type ComponentPayload, MESSAGE_FLAG, type MessagePayload } from './message-payload.ts';
import { toPlainText } from './plain-text.ts';

/** So much of a message is read out on its own; the rest is read in the list. */
const LONGEST = 500;

/** What a screen reader says of a new message: who wrote it and its words, without the signs of Markdown. */
export const composeAnnouncement = (message: MessagePayload, scene: LookScene): string => {
  const { name } = toScenePerson(scene, message.author);
  const only = (message.flags ?? 0) & MESSAGE_FLAG.ephemeral ? ' (only you can see this)' : '';
  const words = [message.content ?? '', ...(message.components ?? []).flatMap(listTexts)].join(' ');
  const said = toPlainText(words, { scene, message });
  return `${name}${only}: ${said.slice(0, LONGEST) || describe(message)}`;
};

const listTexts = ({ content, components = [] }: ComponentPayload): string[] => [
  ...(content ? [content] : []),
  ...components.flatMap(listTexts),
];

const describe = ({
  attachments = [],
  embeds = [],
  poll,
  sticker_items: stickers = [],
  flags = 0,
}: MessagePayload): string => {
  if (flags & MESSAGE_FLAG.voiceMessage) return 'a voice message';
  if (attachments.length > 0) return attachments.map(({ filename }) => filename).join(', ');
  if (poll) return `a poll, ${poll.question.text ?? ''}`;
  if (stickers.length > 0) return `a sticker, ${stickers[0]?.name}`;
  return embeds[0]?.title ?? embeds[0]?.description ?? 'a message';
};
