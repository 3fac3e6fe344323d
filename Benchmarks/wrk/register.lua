-- Registers REQUESTS clients and keeps the answer in the middle of them in the file KEEP.
local count = tonumber(os.getenv("REQUESTS"))
local seen = 0

wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.body = '{"client_name": "One of many", "scope": "cds_client_admin lakeland_usage",' ..
  ' "cds_lakeland_privacy_officer": "privacy@example.com"}'

function response(status, headers, body)
  seen = seen + 1
  if seen == math.floor(count / 2) then
    local file = io.open(os.getenv("KEEP"), "w")
    file:write(body)
    file:close()
  end
  if seen == count then wrk.thread:stop() end
end
