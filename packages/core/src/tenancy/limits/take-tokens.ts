/**
 * Takes tokens for a process out of what a key has left, in one round trip. A window is a hash of short slots with the
 * tokens that may be used up to the end of each; a slot counts until the whole window has passed since then, so that
 * tokens count too long rather than too short. Redis' own clock decides: those of the processes may differ.
 *
 * KEYS[1] the window · ARGV limit, window ms, slot ms, lease ms, needed now, wanted beyond, tokens to give back, the slot
 * they came from, tokens that were spent without asking. Answers {granted, slot, left, ms until more is free}.
 */
export const takeTokens = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local limit, window, size, lease = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local need, beyond, back, spent = tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7]), tonumber(ARGV[9])
local slot = math.floor((now + lease) / size)
if back > 0 then
  local there = tonumber(redis.call('HGET', KEYS[1], ARGV[8]) or '0')
  if there > 0 then redis.call('HINCRBY', KEYS[1], ARGV[8], -math.min(there, back)) end
end
if spent > 0 then redis.call('HINCRBY', KEYS[1], slot, spent) end
local used, first, gone = 0, nil, {}
local slots = redis.call('HGETALL', KEYS[1])
for i = 1, #slots, 2 do
  local count, leaves = tonumber(slots[i + 1]), (tonumber(slots[i]) + 1) * size + window
  if leaves <= now or count <= 0 then gone[#gone + 1] = slots[i]
  else
    used = used + count
    if first == nil or leaves < first then first = leaves end
  end
end
if #gone > 0 then redis.call('HDEL', KEYS[1], unpack(gone)) end
local free = math.max(0, limit - used)
local granted = math.min(free, need + math.max(0, math.min(beyond, math.floor((free - need) / 4))))
if granted > 0 then redis.call('HINCRBY', KEYS[1], slot, granted) end
if granted > 0 or spent > 0 then redis.call('PEXPIRE', KEYS[1], math.ceil(window + lease + 2 * size)) end
if first == nil then first = (slot + 1) * size + window end
return {granted, slot, free - granted, first - now}
`
