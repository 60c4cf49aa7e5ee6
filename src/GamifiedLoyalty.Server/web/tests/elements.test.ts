// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi, type Mock } from 'vitest';
import type { Subscription } from '../src/live/connection';

const followed = vi.hoisted(() => new Map<string, { subscription: unknown; stopped: boolean }>());

vi.mock('../src/live/connection', () => ({
  liveConnection: () => ({
    follow: (subscription: Subscription) => {
      const entry = { subscription, stopped: false };
      followed.set(subscription.channel, entry);
      return { knownVersion: undefined, stop: () => (entry.stopped = true) };
    },
  }),
}));

const { GlFresh } = await import('../src/elements/gl-fresh');
const { GlLaunch } = await import('../src/elements/gl-launch');
const { GlWatch } = await import('../src/elements/gl-watch');
customElements.define('gl-fresh', GlFresh);
customElements.define('gl-launch', GlLaunch);
customElements.define('gl-watch', GlWatch);

let ask: Mock<(address: string, request?: RequestInit) => Promise<Response>>;
let hidden = false;

function answers(...pages: string[]): void {
  for (const page of pages) ask.mockResolvedValueOnce(new Response(page));
}

function show(markup: string): HTMLElement {
  const holder = document.createElement('div');
  holder.innerHTML = markup;
  const element = holder.firstElementChild as HTMLElement;
  document.body.replaceChildren(element);
  return element;
}

function changed(channel: string, version?: number): void {
  (followed.get(channel)?.subscription as Subscription).onChanged(version);
}

const text = (selector: string): string | undefined => document.querySelector(selector)?.textContent;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance', 'Date'] });
  ask = vi.fn(() => Promise.resolve(new Response('')));
  vi.stubGlobal('fetch', ask);
  hidden = false;
  Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
  followed.clear();
});

afterEach(() => {
  document.body.innerHTML = '';
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('gl-fresh', () => {
  const page = (channels: string[], said: string, version = 7): string =>
    `<gl-fresh data-program="acme" data-version="${version}" data-channels='${JSON.stringify(channels)}'>
       <p data-fresh="own" data-say="${said}">${said}</p><p data-part="announce"></p></gl-fresh>`;

  /** How long a second change waits after the first was answered, in milliseconds. */
  const waitAfter = async (channels: string[], channel: string): Promise<number> => {
    show(page(channels, 'Place 3'));
    changed(channel);
    await vi.advanceTimersByTimeAsync(250);
    expect(ask).toHaveBeenCalledTimes(1);
    changed(channel);
    let waited = 0;
    while (ask.mock.calls.length === 1 && waited < 60_000) {
      await vi.advanceTimersByTimeAsync(250);
      waited += 250;
    }
    return waited;
  };

  it('waits longest for boards, less for the contest of the page, least for the own account', async () => {
    expect(await waitAfter(['board/revenue'], 'board/revenue')).toBe(10_000);
    ask.mockClear();
    expect(await waitAfter(['challenge/sprint'], 'challenge/sprint')).toBe(3_000);
    ask.mockClear();
    expect(await waitAfter(['employee/e1', 'board/revenue'], 'employee/e1')).toBe(1_500);
  });

  it('does not ask more often for contests that the page only points to than for boards', async () => {
    expect(await waitAfter(['board/revenue', 'challenge/sprint'], 'challenge/sprint')).toBe(10_000);
  });

  it('does not ask for what the page shows already', async () => {
    show(page(['board/revenue'], 'Place 3'));
    changed('board/revenue', 7);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(ask).not.toHaveBeenCalled();
    changed('board/revenue', 8);
    await vi.advanceTimersByTimeAsync(250);
    expect(ask).toHaveBeenCalledTimes(1);
  });

  it('asks for nothing while nobody looks, and at once when somebody does again', async () => {
    show(page(['challenge/sprint'], 'Place 3'));
    hidden = true;
    for (let i = 0; i < 5; i++) {
      changed('challenge/sprint');
      await vi.advanceTimersByTimeAsync(10_000);
    }
    expect(ask).not.toHaveBeenCalled();
    hidden = false;
    document.dispatchEvent(new Event('visibilitychange'));
    await vi.advanceTimersByTimeAsync(0);
    expect(ask).toHaveBeenCalledTimes(1);
  });

  it('exchanges what differs and says it, but not more often than every ten seconds', async () => {
    const first = show(page(['employee/e1'], 'Place 3'));
    answers(page(['employee/e1'], 'Place 2'), page(['employee/e1'], 'Place 1'));
    await vi.advanceTimersByTimeAsync(20_000);
    changed('employee/e1');
    await vi.advanceTimersByTimeAsync(250);
    expect(text('[data-fresh]')).toBe('Place 2');
    expect(text('[data-part="announce"]')).toBe('Place 2');
    changed('employee/e1');
    await vi.advanceTimersByTimeAsync(1_500);
    expect(text('[data-fresh]')).toBe('Place 1');
    expect(text('[data-part="announce"]')).toBe('Place 2');
    expect(document.body.firstElementChild).toBe(first);
  });

  it('keeps what it shows when the server answers with a fault', async () => {
    show(page(['employee/e1'], 'Place 3'));
    ask.mockResolvedValueOnce(new Response(page(['employee/e1'], 'Place 9'), { status: 503 }));
    changed('employee/e1');
    await vi.advanceTimersByTimeAsync(250);
    expect(ask).toHaveBeenCalledTimes(1);
    expect(text('[data-fresh]')).toBe('Place 3');
  });

  it('follows contests that begin and leaves those that end', async () => {
    show(page(['board/revenue', 'challenge/old'], 'Place 3'));
    const board = followed.get('board/revenue');
    answers(page(['board/revenue', 'challenge/new'], 'Place 3', 9));
    changed('challenge/old');
    await vi.advanceTimersByTimeAsync(250);
    expect(followed.get('challenge/old')?.stopped).toBe(true);
    expect(followed.get('challenge/new')?.stopped).toBe(false);
    expect(followed.get('board/revenue')).toBe(board);
    changed('challenge/new', 9);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(ask).toHaveBeenCalledTimes(1);
    changed('challenge/new');
    await vi.advanceTimersByTimeAsync(20_000);
    expect(ask).toHaveBeenCalledTimes(2);
  });
});

describe('gl-launch', () => {
  const form = (effect: string): string =>
    `<gl-launch><form action="/p/acme/contests/launch"><input name="name" value="Sprint"><input name="bar" value="10">
       <textarea>one\ntwo\nthree</textarea></form><button data-part="look">Look</button>
       <aside data-part="beside"><p data-fresh="effect"><b data-part="expected">${effect}</b><a data-line="2">Line 2</a></p></aside>
       <p data-part="said"></p></gl-launch>`;

  const type = (name: string, value: string): void => {
    const field = document.querySelector<HTMLInputElement>(`input[name="${name}"]`)!;
    field.value = value;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  };

  it('takes the place of the button that shows the effect', () => {
    show(form('10 points'));
    expect(document.querySelector<HTMLElement>('[data-part="look"]')?.hidden).toBe(true);
  });

  it('asks once for what was typed in one go, with every field, and only to look', async () => {
    show(form('10 points'));
    answers(form('25 points'));
    type('name', 'Spr');
    await vi.advanceTimersByTimeAsync(499);
    type('name', 'Spring');
    type('bar', '25');
    await vi.advanceTimersByTimeAsync(499);
    expect(ask).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(ask).toHaveBeenCalledTimes(1);
    const [address, request] = ask.mock.calls[0]!;
    expect(address).toContain('/p/acme/contests/launch');
    expect(request?.method).toBe('POST');
    expect(Object.fromEntries(request?.body as URLSearchParams)).toMatchObject({ name: 'Spring', bar: '25', do: 'look' });
    expect(text('[data-part="expected"]')).toBe('25 points');
    expect(text('[data-part="said"]')).toBe('25 points');
    expect(document.querySelector<HTMLInputElement>('input[name="name"]')?.value).toBe('Spring');
  });

  it('is busy until the last answer and lets no older one replace it', async () => {
    show(form('10 points'));
    const open: ((page: string) => void)[] = [];
    ask.mockImplementation(() => new Promise((resolve) => open.push((page) => resolve(new Response(page)))));
    const busy = (): string | null | undefined => document.querySelector('[data-part="beside"]')?.getAttribute('aria-busy');
    type('bar', '20');
    await vi.advanceTimersByTimeAsync(500);
    type('bar', '30');
    await vi.advanceTimersByTimeAsync(500);
    open[0]!(form('20 points'));
    await vi.advanceTimersByTimeAsync(0);
    expect([text('[data-part="expected"]'), busy()]).toEqual(['10 points', 'true']);
    open[1]!(form('30 points'));
    await vi.advanceTimersByTimeAsync(0);
    expect([text('[data-part="expected"]'), busy()]).toEqual(['30 points', null]);
  });

  it('keeps the effect while the server is away, and asks again after the next change', async () => {
    show(form('10 points'));
    ask.mockRejectedValueOnce(new Error('away'));
    answers(form('40 points'));
    type('bar', '20');
    await vi.advanceTimersByTimeAsync(500);
    expect(text('[data-part="expected"]')).toBe('10 points');
    expect(document.querySelector('[data-part="beside"]')?.hasAttribute('aria-busy')).toBe(false);
    type('bar', '40');
    await vi.advanceTimersByTimeAsync(500);
    expect(text('[data-part="expected"]')).toBe('40 points');
  });

  it('leads from a fault to its line of the document', () => {
    show(form('10 points'));
    document.querySelector<HTMLElement>('[data-line]')!.click();
    const document_ = document.querySelector('textarea')!;
    expect(document.activeElement).toBe(document_);
    expect([document_.selectionStart, document_.selectionEnd]).toEqual([4, 7]);
  });

  it('asks for nothing more once it is gone', async () => {
    const element = show(form('10 points'));
    type('bar', '20');
    element.remove();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(ask).not.toHaveBeenCalled();
  });
});

describe('gl-watch', () => {
  const contest = (status: string, rows: string, more = ''): string =>
    `<gl-watch data-address="/p/acme/contests/sprint/manage"><p data-fresh="now" data-status="${status}">${status}</p>
       <p data-fresh="rows">${rows}</p>${more}</gl-watch>`;

  it('asks for the page every four seconds, while it is looked at', async () => {
    show(contest('open', '1 Maya'));
    ask.mockImplementation(() => Promise.resolve(new Response(contest('open', '1 Noah'))));
    await vi.advanceTimersByTimeAsync(12_500);
    expect(ask).toHaveBeenCalledTimes(3);
    expect(ask.mock.calls[0]![0]).toBe('/p/acme/contests/sprint/manage');
    expect(text('[data-fresh="rows"]')).toBe('1 Noah');
    hidden = true;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(ask).toHaveBeenCalledTimes(3);
  });

  it('goes to the page of the new state, because other buttons belong to it', async () => {
    show(contest('open', '1 Maya'));
    const goes = vi.spyOn(window.location, 'replace').mockImplementation(() => undefined);
    answers(contest('closed', '1 Noah'));
    await vi.advanceTimersByTimeAsync(4_300);
    expect(goes).toHaveBeenCalledWith('/p/acme/contests/sprint/manage');
    expect(text('[data-fresh="rows"]')).toBe('1 Maya');
  });

  it('does not interrupt whoever is about to give a reason', async () => {
    show(contest('open', '1 Maya', '<details open><textarea>Because</textarea></details>'));
    const goes = vi.spyOn(window.location, 'replace').mockImplementation(() => undefined);
    answers(contest('closed', '1 Noah'));
    await vi.advanceTimersByTimeAsync(4_300);
    expect(goes).not.toHaveBeenCalled();
    expect(text('[data-fresh="rows"]')).toBe('1 Noah');
    expect(document.querySelector('textarea')?.value).toBe('Because');
  });

  it('asks for the key when the session has ended, and changes nothing on a fault', async () => {
    show(contest('open', '1 Maya'));
    const again = vi.spyOn(window.location, 'reload').mockImplementation(() => undefined);
    ask.mockResolvedValueOnce(new Response(contest('open', '1 Noah'), { status: 503 }));
    await vi.advanceTimersByTimeAsync(4_300);
    expect(again).not.toHaveBeenCalled();
    ask.mockResolvedValueOnce(new Response('', { status: 401 }));
    await vi.advanceTimersByTimeAsync(4_300);
    expect(again).toHaveBeenCalledTimes(1);
    expect(text('[data-fresh="rows"]')).toBe('1 Maya');
  });

  it('stops when it is gone', async () => {
    show(contest('open', '1 Maya')).remove();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(ask).not.toHaveBeenCalled();
  });
});
