-- Puts filled temporary keys in place, unless what is there is as new.
-- KEYS: the six, then the temporary ones of the last five.
-- ARGV: version, version of heads, hash, today, before, shared, min, milliseconds to keep, the sizes written, and the
-- version and hash of foreign standings that may be replaced whatever their version.
local m = open()
local v, h = tonumber(ARGV[1]), tonumber(ARGV[2])
local isForeign = m and text(m.v) == ARGV[10] and m.c == ARGV[11]
if m and not isForeign and (m.v > v or m.h > h or (m.v == v and m.h == h)) then
  redis.call('UNLINK', KEYS[7], KEYS[8], KEYS[9], KEYS[10], KEYS[11])
  return status('newer', m)
end
if sizes(KEYS[7], KEYS[8], KEYS[9], KEYS[10], KEYS[11]) ~= ARGV[9] then
  redis.call('UNLINK', KEYS[7], KEYS[8], KEYS[9], KEYS[10], KEYS[11])
  return { 'broken' }
end

redis.call('UNLINK', KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6])
for i = 7, 11 do
  if redis.call('EXISTS', KEYS[i]) == 1 then
    redis.call('RENAME', KEYS[i], KEYS[i - 5])
  end
end
redis.call('HSET', META, 'shared', ARGV[6], 'min', ARGV[7])
local today = tonumber(ARGV[4])
m = { v = v, h = h, c = ARGV[3], ev = math.max(v, h), today = today, settled = today, before = ARGV[5] == '1' }
close(m)
for i = 1, 6 do
  redis.call('PEXPIRE', KEYS[i], ARGV[8])
end
return status('ok', m)
