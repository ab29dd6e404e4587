SELECT seq, kind, person, id AS action_id, received_at
FROM events
WHERE contract = {contract: UInt32} AND seq > {after: UInt64} AND seq <= {through: UInt64}
  AND ((kind IN ('event', 'release') AND released = 1)
    OR (kind NOT IN ('event', 'release')))
ORDER BY seq
LIMIT {limit: UInt32}
-- {"after":10,"through":20,"limit":100}
