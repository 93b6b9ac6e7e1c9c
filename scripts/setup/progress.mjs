// Progress goes to standard error: standard output belongs to what runs after.

const silentForMs = 1000;
const repeatPlainMs = 15_000;

/** Runs `work` and shows it once it takes longer than a second. */
export async function step(title, work, stream = process.stderr) {
  const line = new ProgressLine(title, stream);
  try {
    const result = await work((detail) => line.say(detail));
    line.end('done');
    return result;
  } catch (error) {
    line.end('failed');
    throw error;
  }
}

class ProgressLine {
  constructor(title, stream) {
    this.title = title;
    this.stream = stream;
    this.startedAt = Date.now();
    this.detail = '';
    this.shown = false;
    this.lastPlainAt = 0;
    this.timer = setInterval(() => this.draw(), 500);
    this.timer.unref();
  }

  say(detail) {
    this.detail = detail;
  }

  draw() {
    const now = Date.now();
    if (now - this.startedAt < silentForMs) return;
    if (this.stream.isTTY) {
      this.stream.write(`\r\x1b[K${this.text()}`);
    } else if (!this.shown || now - this.lastPlainAt >= repeatPlainMs) {
      this.stream.write(`${this.text()}\n`);
      this.lastPlainAt = now;
    }
    this.shown = true;
  }

  end(word) {
    clearInterval(this.timer);
    if (!this.shown) return;
    this.detail = word;
    this.stream.write(`${this.stream.isTTY ? '\r\x1b[K' : ''}${this.text()}\n`);
  }

  text() {
    const seconds = Math.round((Date.now() - this.startedAt) / 1000);
    return `${this.title}: ${this.detail === '' ? '' : `${this.detail}, `}${seconds} s`;
  }
}
