/** Frequencies of a bright major chord, upwards. */
const chord = [523.25, 659.25, 783.99, 1046.5];
const loudness = 0.16;

/** Browsers let a page be heard only after a click; that holds as long as the page stays, whatever it exchanges of itself. */
let context: AudioContext | undefined;

/** The sound of a celebration, made here: nothing is loaded. Silent until somebody has clicked. */
export class Sound {
  private readonly wake = (): void => {
    context ??= new AudioContext();
    void context.resume().then(() => this.show());
  };

  constructor(private readonly hint: HTMLElement) {
    document.addEventListener('pointerdown', this.wake);
    document.addEventListener('keydown', this.wake);
    this.show();
  }

  stop(): void {
    document.removeEventListener('pointerdown', this.wake);
    document.removeEventListener('keydown', this.wake);
  }

  play(): void {
    if (context?.state !== 'running') return;
    chord.forEach((frequency, index) => this.note(context!, frequency, context!.currentTime + 0.11 * index, index === chord.length - 1 ? 1.1 : 0.35));
    this.hint.dataset['played'] = String(Number(this.hint.dataset['played'] ?? 0) + 1);
  }

  private note(audio: AudioContext, frequency: number, at: number, length: number): void {
    const [tone, level] = [audio.createOscillator(), audio.createGain()];
    tone.type = 'triangle';
    tone.frequency.value = frequency;
    level.gain.setValueAtTime(0, at);
    level.gain.linearRampToValueAtTime(loudness, at + 0.02);
    level.gain.exponentialRampToValueAtTime(0.001, at + length);
    tone.connect(level).connect(audio.destination);
    tone.start(at);
    tone.stop(at + length);
  }

  private show(): void {
    this.hint.hidden = context?.state === 'running';
  }
}
