// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LiveState, Subscription } from '../src/live/connection';

const hub = vi.hoisted(() => ({ state: 'Disconnected', refused: new Set<string>() }));

vi.mock('@microsoft/signalr', () => {
  const connection = {
    get state() {
      return hub.state;
    },
    on: () => undefined,
    onclose: () => undefined,
    start: () => {
      hub.state = 'Connected';
      return Promise.resolve();
    },
    stop: () => Promise.resolve(),
    invoke: (_: string, { channel }: { channel: string }) =>
      hub.refused.has(channel) ? Promise.reject(new Error('forbidden: no')) : Promise.resolve({ channel, version: 1, snapshot: {} }),
  };
  class HubConnectionBuilder {
    withUrl = (): this => this;
    configureLogging = (): this => this;
    build = (): typeof connection => connection;
  }
  return { HubConnectionBuilder, HubConnectionState: { Connected: 'Connected' }, HttpTransportType: {}, LogLevel: {} };
});

const { LiveConnection } = await import('../src/live/connection');

const told = new Map<string, LiveState>();

function subscription(channel: string): Subscription {
  return { program: 'acme', channel, onChanged: () => undefined, onState: (state) => told.set(channel, state) };
}

beforeEach(() => {
  vi.useFakeTimers();
  hub.state = 'Disconnected';
  hub.refused.clear();
  told.clear();
});

afterEach(() => vi.useRealTimers());

describe('a connection of two channels, one of which is refused', () => {
  const target = { replace: () => undefined, merge: () => undefined };

  it('says of the refused one alone that it is not live, also after it was asked for again', async () => {
    hub.refused.add('challenge/closed');
    const connection = new LiveConnection('/hubs/live', undefined);
    connection.follow(subscription('board/revenue'), target);
    connection.follow(subscription('challenge/closed'), target);

    await vi.advanceTimersByTimeAsync(1);
    expect(Object.fromEntries(told)).toEqual({ 'board/revenue': 'live', 'challenge/closed': 'offline' });

    await vi.advanceTimersByTimeAsync(20_000);
    expect(told.get('challenge/closed')).toBe('offline');
  });

  it('says that it is live when it is allowed at last', async () => {
    hub.refused.add('challenge/closed');
    new LiveConnection('/hubs/live', undefined).follow(subscription('challenge/closed'), target);
    await vi.advanceTimersByTimeAsync(1);

    hub.refused.clear();
    await vi.advanceTimersByTimeAsync(20_000);

    expect(told.get('challenge/closed')).toBe('live');
  });
});
