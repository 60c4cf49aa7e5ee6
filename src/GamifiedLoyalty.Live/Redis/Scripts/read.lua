-- Reads rows and what is needed to show them, in one moment.
-- ARGV: today, milliseconds to keep the keys, then 'page', offset, limit or 'around', id, span.
local m = open()
if not m then
  return { 'missing' }
end
if m.before and (tonumber(ARGV[1]) > m.today or m.settled < m.today) then
  return status('day', m)
end

local keep = tonumber(ARGV[2])
if redis.call('PTTL', META) < keep / 2 then
  for i = 1, 6 do
    redis.call('PEXPIRE', KEYS[i], ARGV[2])
  end
end

local function higher(set, negated)
  return redis.call('ZCOUNT', set, '-inf', '(' .. negated)
end

local function sumsOf(ids)
  local sums = {}
  for at = 1, #ids, 1000 do
    local part = redis.call('HMGET', SUBJECTS, unpack(ids, at, math.min(#ids, at + 999)))
    for i = 1, #part do
      sums[#sums + 1] = part[i]
    end
  end
  return sums
end

-- The rank by the days before today, 0 for none.
local function rankBefore(id, packed)
  local _, _, _, _, score, count, reach = struct.unpack(SUMS, packed)
  if not m.before or count <= 0 then
    return 0
  end
  if m.shared then
    local negated = redis.call('ZSCORE', EARLIER, id)
    return negated and higher(EARLIER, negated) + 1 or 0
  end
  local at = redis.call('ZRANK', EARLIER, member(m, reach, id))
  return at and at + 1 or 0
end

local function addRows(answer, from, count)
  local found = count > 0 and redis.call('ZRANGE', NOW, text(from), text(from + count - 1), 'WITHSCORES') or {}
  local ids = {}
  for i = 1, #found, 2 do
    ids[#ids + 1] = m.shared and found[i] or found[i]:sub(17)
  end
  answer[#answer + 1] = found[2] and m.shared and higher(NOW, found[2]) + 1 or from + 1
  answer[#answer + 1] = from
  local sums = sumsOf(ids)
  for i = 1, #ids do
    answer[#answer + 1] = ids[i]
    answer[#answer + 1] = found[2 * i]
    answer[#answer + 1] = sums[i]
    answer[#answer + 1] = rankBefore(ids[i], sums[i])
    answer[#answer + 1] = headsOf(m, ids[i])
  end
end

local total = redis.call('ZCARD', NOW)
local answer = status('ok', m)
answer[5], answer[6], answer[7] = text(m.ev), m.before and 1 or 0, total
if ARGV[3] == 'page' then
  answer[8], answer[9] = -1, ''
  addRows(answer, tonumber(ARGV[4]), tonumber(ARGV[5]))
  return answer
end

local id, span = ARGV[4], tonumber(ARGV[5])
local packed = redis.call('HGET', SUBJECTS, id)
local own = packed and member(m, (select(4, struct.unpack(SUMS, packed))), id)
local at = own and redis.call('ZRANK', NOW, own)
if not at then
  answer[8], answer[9] = -1, ''
  return answer
end

local above = m.shared and higher(NOW, redis.call('ZSCORE', NOW, own)) or at
answer[8] = at
answer[9] = above > 0 and redis.call('ZRANGE', NOW, above - 1, above - 1, 'WITHSCORES')[2] or ''
local from = math.max(0, at - span)
addRows(answer, from, math.min(total, at + span + 1) - from)
return answer
