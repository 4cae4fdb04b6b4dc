import { PermissionFlagsBits } from 'discord.js';
import { z } from 'zod';
import { ApiError } from './api-error.ts';
import { limitText, read, rule } from './limits.ts';
import type { RouteCall, RouteResponse } from './route.ts';

/** How many pictures of itself a bot may send in so many milliseconds. Discord has such a limit, and doesn't say which. */
const MOST_PICTURES = 2;
const PICTURE_TIME = 10 * 60_000;

/** Discord's limit of an avatar, in bytes. */
const MOST_BYTES = 10_240 * 1_024;

/** How files of the kinds that Discord takes as an avatar begin (Discord docs, reference, "Image data"). */
const KINDS: Readonly<Record<string, string>> = {
  png: '89504e470d0a1a0a',
  jpeg: 'ffd8ff',
  gif: '474946383',
  webp: '52494646',
};

/** The picture in a data URI; nothing if it isn't what it says. */
const readPicture = (uri: string): Buffer | undefined => {
  const [, kind = '', text = ''] = /^data:image\/(\w+);base64,([A-Za-z0-9+/]+={0,2})$/.exec(uri) ?? [];
  const bytes = Buffer.from(text, 'base64');
  const begin = KINDS[kind];
  return begin && bytes.toString('hex', 0, 16).startsWith(begin) ? bytes : undefined;
};

const picture = z
  .string()
  .refine(
    (uri) => readPicture(uri) !== undefined,
    rule('IMAGE_INVALID', 'Must be a data URI of a PNG, JPEG, GIF or WebP.'),
  )
  .refine(
    (uri) => (readPicture(uri)?.length ?? 0) <= MOST_BYTES,
    rule('BINARY_TYPE_MAX_SIZE', 'File cannot be larger than 10240.0 kb.'),
  );

const body = z.object({
  nick: limitText(32).nullish(),
  bio: limitText(190).nullish(),
  avatar: picture.nullish(),
  banner: picture.nullish(),
});

/** Changes how the bot looks in one server (Discord docs, resources/guild, "Modify current member"). */
export const changeOwnMember = ({ world, param, body: sent }: RouteCall): RouteResponse => {
  const guild = world.guildById(param('guild'));
  const me = guild.find(world.bot.id);
  if (!me) throw new ApiError(10007);
  const { nick, bio, avatar } = read(body, sent);
  const isRenamed = nick !== undefined && (nick || null) !== me.face.nick;
  if (isRenamed && !(guild.permissionsOf(me.id) & PermissionFlagsBits.ChangeNickname)) throw new ApiError(50013);
  const now = world.clock.now();
  if (avatar) {
    me.pictures = [...me.pictures.filter((at) => now - at < PICTURE_TIME), now];
    if (me.pictures.length > MOST_PICTURES) {
      const message = 'You are changing your avatar too fast. Try again later.';
      throw new ApiError(50035, [{ path: ['avatar'], code: 'AVATAR_RATE_LIMIT', message }]);
    }
  }
  me.face = {
    nick: nick === undefined ? me.face.nick : nick || null,
    bio: bio === undefined ? me.face.bio : bio || null,
    avatar: avatar === undefined ? me.face.avatar : (avatar && readPicture(avatar)) || null,
  };
  guild.tellOf(me);
  return { body: me.payload() };
};
