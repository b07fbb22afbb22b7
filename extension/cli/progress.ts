/** A bar on the terminal for runs that take their time; nothing where the output is no terminal. */

const width = 24;
/** Short runs need none. */
const patience = 400;

export class Progress {
  private readonly start = Date.now();
  private shown = false;
  private count = 0;

  constructor(
    private readonly total: number,
    private readonly stream: NodeJS.WriteStream = process.stderr,
  ) {}

  advance(what: string): void {
    this.count += 1;
    if (!this.stream.isTTY || Date.now() - this.start < patience) return;
    const filled = Math.round((this.count / this.total) * width);
    const line = `${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${String(this.count)}/${String(this.total)} ${what}`;
    this.stream.write(`\r\u001b[K${line.slice(0, this.stream.columns - 1)}`);
    this.shown = true;
  }

  finish(): void {
    if (this.shown) this.stream.write('\r\u001b[K');
  }
}
