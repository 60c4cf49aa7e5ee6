-- What all scripts share. A board's standings are six keys that change together:
--   META      versions, the day and settings, and the sizes of the others
--   NOW       the listed subjects in order: the score negated, then the member text
--   EARLIER   the same by the days before today; absent for days and for periods that ended
--   SUBJECTS  id -> score, provisional, count, reach, and score, count, reach of the days before today
--   RECENT    id -> day, score, count, reach of today and of each later day
--   HEADS     id -> heads, of boards per head
-- Numbers are kept as 8-byte integers or written by text(), because tostring keeps 14 digits only.
local META, NOW, EARLIER, SUBJECTS, RECENT, HEADS = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6]
local SUMS, PART = '<i8i8i8i8i8i8i8', '<i8i8i8i8'
local PART_SIZE = 32

local function text(number)
  return string.format('%.0f', number)
end

local function sizes(now, earlier, subjects, recent, heads)
  return redis.call('ZCARD', now) .. ':' .. redis.call('ZCARD', earlier) .. ':' .. redis.call('HLEN', subjects)
    .. ':' .. redis.call('HLEN', recent) .. ':' .. redis.call('HLEN', heads)
end

-- The standings, or nil when a key is missing, was evicted or a script broke off.
local function open()
  local f = redis.call('HMGET', META, 'v', 'h', 'c', 'ev', 'today', 'settled', 'before', 'shared', 'min', 'sizes')
  if not f[1] or f[10] ~= sizes(NOW, EARLIER, SUBJECTS, RECENT, HEADS) then
    return nil
  end
  return {
    v = tonumber(f[1]), h = tonumber(f[2]), c = f[3], ev = tonumber(f[4]), today = tonumber(f[5]), settled = tonumber(f[6]),
    before = f[7] == '1', shared = f[8] == '1', min = tonumber(f[9]),
  }
end

-- Until close() the standings count as missing, so that nobody reads the work of a script that broke off.
local function begin()
  redis.call('HDEL', META, 'v')
end

local function close(m)
  redis.call('HSET', META, 'v', text(m.v), 'h', text(m.h), 'c', m.c, 'ev', text(m.ev), 'today', text(m.today),
    'settled', text(m.settled), 'before', m.before and '1' or '0', 'sizes', sizes(NOW, EARLIER, SUBJECTS, RECENT, HEADS))
  -- A key that came into being with this change ends with the others.
  local left = redis.call('PTTL', META)
  if left > 0 then
    for i = 2, 6 do
      if redis.call('PTTL', KEYS[i]) == -1 then
        redis.call('PEXPIRE', KEYS[i], left)
      end
    end
  end
end

local function status(name, m)
  return { name, text(m.v), text(m.h), m.c }
end

local function headsOf(m, id)
  return m.min > 0 and tonumber(redis.call('HGET', HEADS, id) or 0) or 0
end

-- The score of a listed subject, or nil. fmod is exact where dividing rounds.
local function place(m, score, count, heads)
  if count <= 0 or (m.min > 0 and heads < m.min) then
    return nil
  end
  if m.min > 0 then
    local rest = math.fmod(score, heads)
    score = (score - rest) / heads
    if rest < 0 then
      score = score - 1
    end
  end
  return score
end

local function member(m, reach, id)
  return m.shared and id or string.format('%016.0f', reach) .. id
end

local function move(m, set, id, from, fromReach, to, toReach)
  if from and (not to or member(m, fromReach, id) ~= member(m, toReach, id)) then
    redis.call('ZREM', set, member(m, fromReach, id))
  end
  if to and (from ~= to or fromReach ~= toReach) then
    redis.call('ZADD', set, text(0 - to), member(m, toReach, id))
  end
end
