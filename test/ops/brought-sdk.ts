// What an operator brings with `node --import`: each span becomes a line of standard output.

import { registerRecorder } from './tracer-sdk.ts';

registerRecorder((span) => console.log(JSON.stringify(span)));
