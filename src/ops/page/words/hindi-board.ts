import type { OperatorFault } from '../../../base/events.ts';
import type { englishBoard } from './english-board.ts';
import { hindiFormats, hindiTurns } from './hindi-turns.ts';

const { amounts } = hindiFormats;
const { count } = amounts;

/** What only the operator can fix at Google, after a colon. */
const FAULTS: Record<OperatorFault, string> = {
  credits: 'प्रीपेड क्रेडिट खत्म हो गए हैं',
  cap: 'खर्च की सीमा पूरी हो गई है',
  billing: 'बिलिंग बंद है',
  region: 'जहां Parley चल रहा है, वहां यह उपलब्ध नहीं है',
  key: 'API key गलत है या उसकी अवधि खत्म हो गई है',
  leaked: 'API key सार्वजनिक जगह पर पाई गई',
  blocked: 'API key या उसका प्रोजेक्ट ब्लॉक है',
  restricted: 'API key वहां से या Gemini के लिए इस्तेमाल नहीं हो सकती',
  denied: 'कोई कारण नहीं बताया गया',
  model: 'ऐसा कोई मॉडल नहीं है',
  closed: 'यह मॉडल अब आपको उपलब्ध नहीं है',
  address: 'GEMINI_BASE_URL वाला सर्वर Live API नहीं है',
  setup: 'Parley का सेटअप इस मॉडल से मेल नहीं खाता',
};

const PERIODS = { day: 'प्रति दिन', month: 'प्रति महीना' };

/** Every word of the operator's page in Hindi. */
export const hindiBoard: typeof englishBoard = {
  amounts,
  ...hindiTurns,

  'page.title': 'Parley: ऑपरेटर का पेज',
  'page.loading': 'लोड हो रहा है…',
  'page.script': 'इस पेज के लिए JavaScript ज़रूरी है.',
  'page.closed':
    'ऑपरेटर का पेज यहां नहीं दिखाया जाता, क्योंकि इस मशीन के अलावा दूसरे भी बिना पासवर्ड के इस तक पहुंच सकते हैं. OPERATOR_PASSWORD या OPERATOR_TOKEN सेट करें, या HTTP_HOST को 127.0.0.1 पर सेट करें, और Parley को फिर से शुरू करें.',

  'login.title': 'Parley में लॉग इन करें',
  'login.password': 'ऑपरेटर का पासवर्ड',
  'login.enter': 'लॉग इन करें',
  'login.wrong': 'यह पासवर्ड गलत है.',
  'login.late': ({ minutes }) => `बहुत बार गलत पासवर्ड डाला गया. ${count(minutes)} मिनट बाद फिर कोशिश करें.`,

  'status.ended': 'यह प्रोसेस खत्म हो गई है.',
  'status.lost': 'इस प्रोसेस तक पहुंचा नहीं जा सकता. फिर से कोशिश हो रही है…',
  'status.ready': 'तैयार.',
  'status.ready-but': ({ troubles }) => `तैयार, लेकिन ${troubles.join('; ')}.`,
  'status.not-ready': ({ troubles }) => `तैयार नहीं: ${troubles.join('; ')}.`,
  'status.fault': ({ fault }) => `Gemini कनेक्शन स्वीकार नहीं कर रहा: ${FAULTS[fault]} (${fault})`,
  troubles: {
    discord: 'Discord से कनेक्ट नहीं है',
    spare: 'सभी शार्ड दूसरी प्रोसेस के पास हैं, कोई खाली होने पर यह संभाल लेगी',
    commands: 'कमांड अभी रजिस्टर नहीं हुए हैं',
    store: 'स्टोरेज काम नहीं कर रहा',
    gemini: 'Gemini कनेक्शन स्वीकार नहीं कर रहा',
    stopping: 'इसे ड्रेन किया जा रहा है',
  },

  'control.refuse': 'नई कॉल लेना बंद करें',
  'control.take': 'फिर से कॉल लें',
  'control.drain': 'इस प्रोसेस को ड्रेन करें…',
  'control.logout': 'लॉग आउट करें',
  'drain.title': 'इस प्रोसेस को ड्रेन करें?',
  'drain.text':
    'यह नए सवाल और कॉल लेना बंद करती है, जो चल रहा है उसे पूरा करती है, अपनी बातचीत दूसरी प्रोसेस को सौंपती है और खत्म हो जाती है. अगर इसे कोई फिर से शुरू न करे और कोई दूसरी प्रोसेस न हो, तो किसी को जवाब नहीं मिलेगा.',
  'drain.cancel': 'रद्द करें',
  'drain.drain': 'ड्रेन करें',

  'said.open': 'सवाल खुल गया है.',
  'said.unreadable': 'यह फ़ाइल पढ़ी नहीं जा सकती.',
  'said.taking': 'नई कॉल फिर से ली जा रही हैं.',
  'said.refusing': 'अब से नई कॉल नहीं ली जाएंगी.',
  'said.draining': 'इस प्रोसेस को ड्रेन किया जा रहा है.',
  'said.left': 'आप लॉग आउट हो गए हैं.',
  'said.unreachable': 'प्रोसेस तक पहुंचा नहीं जा सकता.',
  'said.refused': ({ status }) => `प्रोसेस ने मना कर दिया (${status}).`,
  refusals: {
    'old-page': 'यह पेज पुराना हो गया है. इसे रीलोड करके फिर कोशिश करें.',
    starting: 'प्रोसेस अभी शुरू हो रही है. थोड़ी देर में फिर कोशिश करें.',
    broke: 'प्रोसेस यह नहीं कर सकी. कारण उसके लॉग में है.',
  },

  'section.now': 'अभी',
  'section.minutes': 'पिछले कुछ मिनट',
  'section.awake': 'सक्रिय बातचीत',
  'section.caps': 'खर्च की सीमाएं',
  'section.gateway': 'गेटवे',
  'section.warnings': 'चेतावनियां',
  'section.turns': 'सवाल',
  'section.line': 'एक सवाल की टाइमलाइन',

  'number.sessions': 'खुले सेशन',
  'number.sessions-of': ({ open, most }) => `${count(most)} में से ${count(open)}`,
  'number.awake': 'सक्रिय बातचीत',
  'number.waiting': 'इंतज़ार में सवाल',
  'number.calls': 'कॉल',
  'number.calls-refused': ({ calls }) => `${count(calls)} (नई नहीं ली जा रहीं)`,
  'number.turns': 'पिछले मिनट के सवाल',
  'number.all-turns': 'शुरू से अब तक के सवाल',
  'number.turns-failed': ({ turns, failed }) => `${count(turns)}, ${count(failed)} विफल`,
  'number.first': 'पहला हिस्सा, p50 / p95',
  'number.whole': 'पूरा जवाब, p50 / p95',
  'number.tokens': 'शुरू से अब तक के टोकन',
  'number.searches': 'शुरू से अब तक की वेब सर्च',
  'number.dollars': 'शुरू से अब तक का खर्च (डॉलर)',
  'number.store': 'स्टोरेज',
  'number.store-is': ({ is, queued, lost }) => `${is}, ${count(queued)} इंतज़ार में, ${count(lost)} खो गए`,
  stores: { starting: 'शुरू हो रहा है', here: 'उपलब्ध', away: 'पहुंच से बाहर', closed: 'बंद' },
  'number.memory': 'मेमोरी',
  'number.voices': 'वॉइस प्रोसेस',
  'number.since': 'कब से चल रही है',

  'chart.label': ({ title }) => `${title}, ज़्यादा से ज़्यादा पिछले पंद्रह मिनट`,
  'chart.key': ({ name, value }) => `${name}: ${value}`,
  charts: {
    work: 'क्या-क्या खुला है',
    turns: 'प्रति मिनट सवाल',
    latency: 'लेटेंसी',
    tokens: 'प्रति मिनट टोकन',
    dollars: 'प्रति मिनट खर्च (डॉलर)',
  },
  series: {
    sessions: 'सेशन',
    calls: 'कॉल',
    waiting: 'इंतज़ार में सवाल',
    turns: 'सवाल',
    first50: 'पहला हिस्सा, p50',
    first95: 'पहला हिस्सा, p95',
    whole50: 'पूरा, p50',
    whole95: 'पूरा, p95',
    tokens: 'टोकन',
    dollars: 'डॉलर',
  },

  'place.direct': 'डायरेक्ट मैसेज',
  'place.unknown': 'अनजान सर्वर',
  'place.channel': ({ server, channel }) => `${server}, #${channel}`,
  'place.thread': ({ server, channel }) => `${server}, #${channel} का थ्रेड`,

  'awake.label': 'सक्रिय बातचीत की टेबल',
  'awake.none': 'कोई बातचीत सक्रिय नहीं है.',
  'awake.more': ({ more }) => `${count(more)} और हैं.`,
  'awake.where': 'कहां',
  'awake.state': 'स्थिति',
  'awake.waiting': 'इंतज़ार में सवाल',
  states: { busy: 'जवाब दे रहा है', connected: 'कनेक्ट है', resting: 'कनेक्ट नहीं है' },

  'caps.label': 'खर्च की सीमाओं की टेबल',
  'caps.unknown': 'खर्च पता नहीं है, क्योंकि स्टोरेज से पूछा नहीं जा सकता.',
  'caps.none': 'इस प्रोसेस पर कोई सीमा नहीं है, और कोई सर्वर या चैनल अपनी सीमा के पास नहीं है.',
  'caps.what': 'किसके लिए',
  'caps.spent': 'खर्च',
  'caps.share': 'हिस्सा',
  'caps.again': 'फिर कब शुरू होगा',
  'caps.process': ({ period }) => `सब कुछ, ${PERIODS[period]}`,
  'caps.server': ({ place, period }) => `${place}, सभी चैनल, ${PERIODS[period]}`,
  'caps.channel': ({ place, period }) => `${place}, ${PERIODS[period]}`,
  'caps.spent-of': ({ spent, limit }) => `${limit} में से ${spent}`,
  'caps.tokens': ({ tokens }) => `${count(tokens)} टोकन`,
  'caps.meter': ({ name }) => `खर्च: ${name}`,

  'shards.none': 'अभी कोई नहीं.',
  'shards.line': ({ id, state }) => `शार्ड ${id}: ${state}`,
  'shards.ping': ({ id, state, ping }) => `शार्ड ${id}: ${state}, ${ping}`,
  shards: {
    ready: 'तैयार',
    connecting: 'कनेक्ट हो रहा है',
    reconnecting: 'फिर से कनेक्ट हो रहा है',
    idle: 'निष्क्रिय',
    nearly: 'लगभग तैयार',
    disconnected: 'डिस्कनेक्ट है',
    waitingforguilds: 'सर्वरों का इंतज़ार है',
    identifying: 'पहचान बता रहा है',
    resuming: 'फिर से जारी हो रहा है',
  },

  'warnings.label': 'चेतावनियों की टेबल',
  'warnings.none': 'शुरू होने के बाद से कोई चेतावनी नहीं आई.',
  'warnings.event': 'इवेंट',
  'warnings.level': 'लेवल',
  'warnings.count': 'कितनी बार',
  'warnings.last': 'आखिरी बार',
};
