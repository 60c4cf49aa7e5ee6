-- Moves on to a later day, some of the subjects that scored on ended days at a time.
-- ARGV: today, the day after the period, cursor of the pass, the day for which the pass began, subjects at a time.
local m = open()
if not m then
  return { 'missing' }
end

local today, cursor = tonumber(ARGV[1]), ARGV[3]
if today > m.today then
  begin()
  m.today, m.ev = today, m.v
  if today >= tonumber(ARGV[2]) then
    redis.call('UNLINK', EARLIER, RECENT)
    m.before = false
  end
  close(m)
end
if not m.before or m.settled >= m.today then
  return { 'done' }
end
if tonumber(ARGV[4]) ~= m.today then
  cursor = '0'
end

local function settle(id, parts)
  local score, provisional, count, reach, eScore, eCount, eReach = struct.unpack(SUMS, redis.call('HGET', SUBJECTS, id))
  local rest, toScore, toCount, toReach = {}, eScore, eCount, eReach
  for at = 1, #parts, PART_SIZE do
    local d, s, c, r = struct.unpack(PART, parts, at)
    if d < m.today then
      toScore, toCount, toReach = toScore + s, toCount + c, math.max(toReach, r)
    else
      rest[#rest + 1] = parts:sub(at, at + PART_SIZE - 1)
    end
  end
  if #rest * PART_SIZE == #parts then
    return
  end

  local heads = headsOf(m, id)
  move(m, EARLIER, id, place(m, eScore, eCount, heads), eReach, place(m, toScore, toCount, heads), toReach)
  redis.call('HSET', SUBJECTS, id, struct.pack(SUMS, score, provisional, count, reach, toScore, toCount, toReach))
  if #rest == 0 then
    redis.call('HDEL', RECENT, id)
  else
    redis.call('HSET', RECENT, id, table.concat(rest))
  end
end

begin()
local found = redis.call('HSCAN', RECENT, cursor, 'COUNT', ARGV[5])
for i = 1, #found[2], 2 do
  settle(found[2][i], found[2][i + 1])
end
if found[1] == '0' then
  m.settled = m.today
end
close(m)
return { found[1] == '0' and 'done' or 'more', found[1], text(m.today) }
