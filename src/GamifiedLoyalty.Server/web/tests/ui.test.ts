import { describe, expect, it } from 'vitest';
import { formatScore, scoreText, type ScoreFormat } from '../src/ui/numbers';
import { ageText, fill, hueOf, monogram } from '../src/ui/text';

const euro: ScoreFormat = { decimals: 2, group: ',', point: '.', prefix: '€', suffix: '' };
const french: ScoreFormat = { decimals: 2, group: '\u202f', point: ',', prefix: '', suffix: '\u00a0€' };
const plain: ScoreFormat = { decimals: 0, group: ',', point: '.', prefix: '', suffix: '' };

describe('scores', () => {
  it('are grouped, with the fraction apart', () => {
    expect(formatScore(24_999, euro)).toEqual({ whole: '249', fraction: '.99' });
    expect(scoreText(123_456_789, euro)).toBe('€1,234,567.89');
    expect(scoreText(123_456_789, french)).toBe('1\u202f234\u202f567,89\u00a0€');
    expect(scoreText(1_000, plain)).toBe('1,000');
  });

  it('keep small and negative amounts exact', () => {
    expect(scoreText(5, euro)).toBe('€0.05');
    expect(scoreText(0, euro)).toBe('€0.00');
    expect(formatScore(-123_456, euro)).toEqual({ whole: '\u22121,234', fraction: '.56' });
    expect(scoreText(9_007_199_254_740_991, plain)).toBe('9,007,199,254,740,991');
  });
});

describe('texts', () => {
  it('fill named places and leave unknown ones', () => {
    expect(fill('{name}: {n} of {x}', { name: 'Maya', n: 3 })).toBe('Maya: 3 of {x}');
  });

  it('say an age in its largest unit', () => {
    const texts = { seconds: '{n} s', minutes: '{n} min', hours: '{n} h' };
    expect([ageText(-5, texts), ageText(59_400, texts), ageText(60_000, texts), ageText(7_300_000, texts)])
      .toEqual(['0 s', '59 s', '1 min', '2 h']);
  });

  it('take the letters of the first and last word', () => {
    expect([monogram('Maya de la Cruz'), monogram('élodie'), monogram('(x) Bo Li'), monogram('  ')])
      .toEqual(['MC', 'É', 'BL', '?']);
  });

  it('give a subject the same colour every time', () => {
    expect([hueOf('e1'), hueOf('e1'), hueOf('')]).toEqual([hueOf('e1'), hueOf('e1'), 7]);
    expect(hueOf('partner-17')).toBeLessThan(12);
  });
});
