-- wrk: each request is another person's decline. Arguments: FILE of sessions, the first of them to use, and how many
-- declines a second all connections together send (0: as fast as they are answered).
local sessions, at, last, mean = {}, 0, 0, 0
local body = '{"action":"decline"}'

function init(args)
   for line in io.lines(args[1]) do sessions[#sessions + 1] = line end
   at, last = tonumber(args[2]), #sessions
   if tonumber(args[3]) > 0 then mean = 1000 * tonumber(args[4]) / tonumber(args[3]) end
end

function request()
   at = at + 1
   if at > last then
      wrk.thread:stop()
      at = last
   end
   return wrk.format("POST", nil, {
      ["Host"] = "127.0.0.1", ["Content-Type"] = "application/json", ["Sec-Fetch-Site"] = "same-origin",
      ["Idempotency-Key"] = "decline-" .. at, ["Cookie"] = "hemval-session=" .. sessions[at],
   }, body)
end

-- As people come: independent of each other.
function delay()
   if mean == 0 then return 0 end
   return math.floor(-mean * math.log(1 - math.random()) + 0.5)
end

function done(summary, latency)
   local stat = io.open("/proc/self/stat"):read("*a"):gsub("^.*%) ", "")
   local fields = {}
   for field in stat:gmatch("%S+") do fields[#fields + 1] = field end
   local errors = summary.errors
   print(string.format('{"answered":%d,"seconds":%f,"refused":%d,"lost":%d,"p50":%f,"p99":%f,"ticks":%d}',
      summary.requests, summary.duration / 1e6, errors.status,
      errors.connect + errors.read + errors.write + errors.timeout,
      latency:percentile(50) / 1000, latency:percentile(99) / 1000, fields[12] + fields[13]))
end
