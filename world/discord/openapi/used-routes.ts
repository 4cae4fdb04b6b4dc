/**
 * Every route of Discord's that Parley uses, by what for. One that is new belongs here, once it is sure that Discord
 * describes it, that the bot's invitation has the rights for it, and that it stands a limit of its own.
 */
export const USED: Readonly<Record<string, string>> = {
  'GET /gateway/bot': 'where the gateway is, and how many sessions may be begun',
  'GET /applications/@me': "the application's id and flags",
  'GET /applications/{application_id}/commands': 'whether the commands are as they should be',
  'PUT /applications/{application_id}/commands': 'writes them where they are not',
  'GET /applications/{application_id}/guilds/{guild_id}/commands': 'the same in one server, for development',
  'PUT /applications/{application_id}/guilds/{guild_id}/commands': 'the same in one server, for development',
  'POST /interactions/{interaction_id}/{interaction_token}/callback': 'acknowledges and answers an interaction',
  'GET /webhooks/{webhook_id}/{webhook_token}/messages/@original': 'the answer to an interaction',
  'PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original': 'lets it grow',
  'DELETE /webhooks/{webhook_id}/{webhook_token}/messages/@original': 'takes it back',
  'POST /webhooks/{webhook_id}/{webhook_token}': 'its further pages, and what is for one person alone',
  'GET /webhooks/{webhook_id}/{webhook_token}/messages/{message_id}': 'whether another process has written there',
  'PATCH /webhooks/{webhook_id}/{webhook_token}/messages/{message_id}': 'lets those grow',
  'GET /channels/{channel_id}': 'a channel that is not known yet',
  'PATCH /channels/{channel_id}': 'opens an archived thread',
  'PUT /channels/{channel_id}/voice-status': "the line under a voice channel's name",
  'POST /channels/{channel_id}/typing': 'shows that an answer is coming',
  'GET /channels/{channel_id}/messages':
    'looks for an answer whose process died, and for what was said before a question',
  'POST /channels/{channel_id}/messages': 'answers a message, captions, the panel of a call',
  'GET /channels/{channel_id}/messages/{message_id}': 'a message that is answered, or may be there still',
  'PATCH /channels/{channel_id}/messages/{message_id}': 'lets an answer grow',
  'POST /channels/{channel_id}/messages/{message_id}/threads': 'opens a thread for a question',
  'POST /channels/{channel_id}/threads': 'opens a thread that somebody wants',
  'PUT /channels/{channel_id}/messages/pins/{message_id}': 'pins a message that somebody wants pinned',
  'DELETE /channels/{channel_id}/messages/{message_id}': 'takes a message of its own back',
  'PUT /channels/{channel_id}/messages/{message_id}/reactions/{emoji_name}/@me': 'says no where it may not write',
  'GET /guilds/{guild_id}/members/{user_id}': 'who somebody is in a server',
  'PATCH /guilds/{guild_id}/members/@me': 'its own name, picture and words in a server that wants them',
  'PATCH /guilds/{guild_id}/voice-states/@me': 'asks to speak on a stage',
  'GET /users/@me': 'the doctor asks whose token it is',
  'GET /users/@me/guilds': 'the doctor asks which servers it is in',
  'POST /users/@me/channels': 'writes to somebody directly',
};
