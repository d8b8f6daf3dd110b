-- "May I?" about one of KNOWN people at random. wrk calls setup once a thread, init in it, request for each request.
local threads = 0

function setup(thread)
  thread:set("seed", threads)
  threads = threads + 1
end

function init(args)
  known = tonumber(args[1])
  math.randomseed(4711 + seed)
end

function request()
  return wrk.format("GET", string.format("/subjects/u-%06d/permission?purpose=contact&kind=news&channel=sms", math.random(known)))
end
