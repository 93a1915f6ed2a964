-- wrk: the files of a list, one after the other, as a browser asks for them. Argument: FILE of addresses.
local requests, at = {}, 0

function init(args)
   for line in io.lines(args[1]) do
      requests[#requests + 1] = wrk.format("GET", line, { ["Host"] = "127.0.0.1", ["Accept-Encoding"] = "gzip, deflate, br" })
   end
end

function request()
   at = at % #requests + 1
   return requests[at]
end

function done(summary, latency)
   local stat = io.open("/proc/self/stat"):read("*a"):gsub("^.*%) ", "")
   local fields = {}
   for field in stat:gmatch("%S+") do fields[#fields + 1] = field end
   local errors = summary.errors
   print(string.format('{"answered":%d,"bytes":%d,"seconds":%f,"refused":%d,"lost":%d,"ticks":%d}', summary.requests,
      summary.bytes, summary.duration / 1e6, errors.status,
      errors.connect + errors.read + errors.write + errors.timeout, fields[12] + fields[13]))
end
