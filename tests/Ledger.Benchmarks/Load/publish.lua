-- Publishes the lines of a file, each once: thread T of N takes every Nth request, of BATCH lines each.
local threads = 0

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

function init(args)
  local count, batch = tonumber(args[2]), tonumber(args[3])
  wrk.headers["Content-Type"] = batch == 1 and "application/cloudevents+json" or "application/cloudevents-batch+json"
  bodies = {}
  local waiting, at = {}, 0
  for line in io.lines(args[1]) do
    waiting[#waiting + 1] = line
    if #waiting == batch then
      if at % count == number then
        bodies[#bodies + 1] = batch == 1 and line or "[" .. table.concat(waiting, ",") .. "]"
      end
      waiting, at = {}, at + 1
    end
  end
  next_body = 0
end

function request()
  next_body = next_body + 1
  if next_body > #bodies then
    wrk.thread:stop()
    next_body = #bodies
  end
  return wrk.format("POST", "/events", nil, bodies[next_body])
end
