-- Applies a range of versions, exactly the next one.
-- ARGV: first, last, hash before, hash after, number of score changes, the changes, the headcounts.
local m = open()
if not m then
  return { 'missing' }
end

local first, last, prior, hash = tonumber(ARGV[1]), tonumber(ARGV[2]), ARGV[3], ARGV[4]
if last <= m.v and last <= m.h then
  return status('old', m)
end
if first > m.v + 1 or first > m.h + 1 then
  return status('gap', m)
end
if (m.v >= first and m.v < last) or (m.h >= first and m.h < last) then
  return status('part', m)
end
if m.v + 1 == first and m.c ~= '' and prior ~= '' and m.c ~= prior then
  return status('foreign', m)
end

local function setHeads(id, heads)
  local old = headsOf(m, id)
  redis.call('HSET', HEADS, id, text(heads))
  local packed = redis.call('HGET', SUBJECTS, id)
  if packed then
    local score, _, count, reach, eScore, eCount, eReach = struct.unpack(SUMS, packed)
    move(m, NOW, id, place(m, score, count, old), reach, place(m, score, count, heads), reach)
    if m.before then
      move(m, EARLIER, id, place(m, eScore, eCount, old), eReach, place(m, eScore, eCount, heads), eReach)
    end
  end
  m.ev = math.max(m.ev, last)
end

local function addRecent(id, day, score, count, reach)
  local parts = redis.call('HGET', RECENT, id) or ''
  for at = 1, #parts, PART_SIZE do
    local d, s, c, r = struct.unpack(PART, parts, at)
    if d == day then
      local sum = struct.pack(PART, d, s + score, c + count, math.max(r, reach))
      redis.call('HSET', RECENT, id, parts:sub(1, at - 1) .. sum .. parts:sub(at + PART_SIZE))
      return
    end
  end
  redis.call('HSET', RECENT, id, parts .. struct.pack(PART, day, score, count, reach))
end

local function change(id, day, dScore, dProvisional, dCount, version)
  local packed = redis.call('HGET', SUBJECTS, id)
  local score, provisional, count, reach, eScore, eCount, eReach = 0, 0, 0, 0, 0, 0, 0
  if packed then
    score, provisional, count, reach, eScore, eCount, eReach = struct.unpack(SUMS, packed)
  end

  local heads = headsOf(m, id)
  local newScore, newCount, newReach = score + dScore, count + dCount, math.max(reach, version)
  move(m, NOW, id, place(m, score, count, heads), reach, place(m, newScore, newCount, heads), newReach)
  if not m.before then
    m.ev = last
  elseif day < m.today then
    m.ev = last
    local toScore, toCount, toReach = eScore + dScore, eCount + dCount, math.max(eReach, version)
    move(m, EARLIER, id, place(m, eScore, eCount, heads), eReach, place(m, toScore, toCount, heads), toReach)
    eScore, eCount, eReach = toScore, toCount, toReach
  else
    addRecent(id, day, dScore, dCount, version)
  end
  redis.call('HSET', SUBJECTS, id,
    struct.pack(SUMS, newScore, provisional + dProvisional, newCount, newReach, eScore, eCount, eReach))
end

begin()
local changes = tonumber(ARGV[5])
if last > m.h then
  for i = 6 + changes, #ARGV do
    setHeads(ARGV[i]:sub(9), (struct.unpack('<i8', ARGV[i])))
  end
  m.h = last
end
if last > m.v then
  for i = 6, 5 + changes do
    local day, score, provisional, count, version = struct.unpack('<i8i8i8i8i8', ARGV[i])
    change(ARGV[i]:sub(41), day, score, provisional, count, version)
  end
  m.v, m.c = last, hash
end
close(m)
return status('ok', m)
