SELECT person, count() AS actions, min(at) AS first_action_at, max(at) AS last_action_at
FROM events
WHERE contract = {contract: UInt32}
  AND seq > {after: UInt64}
  AND seq <= {through: UInt64}
  AND released = 1
GROUP BY person
-- {"after":0,"through":20}
