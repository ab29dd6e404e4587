SELECT person, maxIf(seq, (seq > {after: UInt64} AND seq <= {through: UInt64} AND released = 1 AND at >= fromUnixTimestamp64Milli({from: Int64}) AND at < fromUnixTimestamp64Milli({to: Int64}) AND type IN {actions: Array(String)} AND (country IN {countries: Array(String)} OR person IN {moved: Array(UInt32)}) AND (catalog IN {segment_catalogs: Array(String)} OR (channel_kind = 'site' AND channel IN {segment_sites: Array(String)}) OR (channel_kind = 'network' AND channel IN {segment_networks: Array(String)})) AND (catalog IN {lock_catalogs: Array(String)} OR (channel_kind = 'site' AND channel IN {lock_sites: Array(String)})))) AS last_seq, max(kind NOT IN ('event', 'release')) AS is_changed
FROM events
WHERE contract = {contract: UInt32}
  AND seq > {after: UInt64}
  AND seq <= {through: UInt64}
GROUP BY person
HAVING last_seq > 0 OR is_changed = 1
ORDER BY last_seq
-- {"after":10,"through":20,"from":1772323200000,"to":1775001600000,"actions":["cad_download","quote_request"],"countries":["DE","FR"],"moved":[7],"segment_catalogs":["bearings"],"segment_sites":["www"],"segment_networks":["partnet"],"lock_catalogs":["bearings"],"lock_sites":["shop"]}
