const roles = [
  'text', 'text-quiet', 'surface', 'surface-raised', 'surface-sunk', 'line', 'accent', 'accent-soft', 'gain', 'loss', 'gold', 'gold-soft', 'silver',
  'bronze', 'on-medal',
] as const;
const hues = 12;

export type Role = (typeof roles)[number];

/** The colours that the style sheet's roles have now, as a canvas understands them. */
export class Palette {
  private readonly colours = new Map<string, string>();
  private readonly marks: { back: string; front: string }[] = [];

  constructor(holder: HTMLElement) {
    const probe = document.createElement('span');
    probe.className = 'avatar';
    probe.hidden = true;
    holder.append(probe);
    for (const role of roles) {
      probe.style.color = `var(--${role})`;
      this.colours.set(role, getComputedStyle(probe).color);
    }
    probe.style.color = '';
    for (let hue = 0; hue < hues; hue++) {
      probe.dataset['hue'] = String(hue);
      const style = getComputedStyle(probe);
      this.marks.push({ back: style.backgroundColor, front: style.color });
    }
    probe.remove();
  }

  of(role: Role): string {
    return this.colours.get(role) ?? '#888';
  }

  avatar(hue: number): { back: string; front: string } {
    return this.marks[hue % hues] ?? { back: '#444', front: '#fff' };
  }
}
