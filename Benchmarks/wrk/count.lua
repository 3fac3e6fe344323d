-- Ends the run after REQUESTS answers (one thread).
local left = tonumber(os.getenv("REQUESTS"))

function response()
  left = left - 1
  if left == 0 then wrk.thread:stop() end
end
