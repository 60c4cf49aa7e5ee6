import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Fresh } from '../src/ui/fresh';
import { leftText } from '../src/ui/text';

const units = { days: '{n} d', hours: '{n} h', minutes: '{n} min', seconds: '{n} s' };

describe('the time left', () => {
  it('is said in its two largest units', () => {
    expect(leftText(2 * 86_400_000 + 4 * 3_600_000 + 59_000, units)).toBe('2 d 4 h');
    expect(leftText(3_600_000, units)).toBe('1 h 0 min');
    expect(leftText(61_999, units)).toBe('1 min 1 s');
    expect(leftText(-5, units)).toBe('0 min 0 s');
  });
});

describe('a page that keeps itself fresh', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('loads once for many changes, and not again before the pause is over', async () => {
    const load = vi.fn(() => Promise.resolve());
    const fresh = new Fresh(load, () => true);
    for (let i = 0; i < 20; i++) fresh.changed(10_000);
    await vi.advanceTimersByTimeAsync(300);
    expect(load).toHaveBeenCalledTimes(1);

    fresh.changed(10_000);
    await vi.advanceTimersByTimeAsync(9_000);
    expect(load).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(load).toHaveBeenCalledTimes(2);
  });

  it('does not make a change of the own account wait for the pause of a board', async () => {
    const load = vi.fn(() => Promise.resolve());
    const fresh = new Fresh(load, () => true);
    fresh.changed(10_000);
    await vi.advanceTimersByTimeAsync(300);
    fresh.changed(10_000);
    fresh.changed(1_500);
    await vi.advanceTimersByTimeAsync(1_500);
    expect(load).toHaveBeenCalledTimes(2);
  });

  it('waits while nobody looks', async () => {
    const load = vi.fn(() => Promise.resolve());
    let looked = false;
    const fresh = new Fresh(load, () => looked);
    fresh.changed(0);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(load).not.toHaveBeenCalled();
    looked = true;
    fresh.look();
    await vi.advanceTimersByTimeAsync(0);
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('goes on after a load that failed', async () => {
    const load = vi.fn(() => Promise.reject(new Error('away')));
    const fresh = new Fresh(load, () => true);
    fresh.changed(100);
    await vi.advanceTimersByTimeAsync(300);
    fresh.changed(100);
    await vi.advanceTimersByTimeAsync(300);
    expect(load).toHaveBeenCalledTimes(2);
  });
});
