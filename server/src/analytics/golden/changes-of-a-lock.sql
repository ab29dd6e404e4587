SELECT seq, kind, person, id AS action_id, received_at
FROM events
WHERE contract = {contract: UInt32} AND seq > {after: UInt64} AND seq <= {through: UInt64}
  AND ((kind IN ('event', 'release') AND released = 1 AND (catalog IN {lock_catalogs: Array(String)} OR (channel_kind = 'site' AND channel IN {lock_sites: Array(String)})))
    OR (kind NOT IN ('event', 'release') AND person IN (SELECT person FROM events WHERE contract = {contract: UInt32} AND (catalog IN {lock_catalogs: Array(String)} OR (channel_kind = 'site' AND channel IN {lock_sites: Array(String)})))))
ORDER BY seq
LIMIT {limit: UInt32}
-- {"after":10,"through":20,"lock_catalogs":["bearings"],"lock_sites":["shop"],"limit":100}
