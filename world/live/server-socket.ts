import { WebSocket } from 'ws';

/** The server's end of a WebSocket. The library answers a client's close by itself; here, `asked` decides when. */
export class ServerSocket extends WebSocket {
  /** Called when the client closes; `answer` closes in return. */
  asked: (answer: () => void) => void = (answer) => answer();

  /** Closes before the client does. */
  end(code: number, reason: string): void {
    super.close(code, reason);
  }

  /** The library calls this to answer a close, and also if there's nothing left to answer. */
  override close(code?: number, reason?: string | Buffer): void {
    if (this.readyState !== this.OPEN) super.close(code, reason);
    else this.asked(() => super.close(code, reason));
  }
}
