SELECT seq, CAST([1,
  (at >= fromUnixTimestamp64Milli({from: Int64}) AND at < fromUnixTimestamp64Milli({to: Int64}) AND type IN {actions: Array(String)} AND (catalog IN {segment_catalogs: Array(String)} OR (channel_kind = 'site' AND channel IN {segment_sites: Array(String)}) OR (channel_kind = 'network' AND channel IN {segment_networks: Array(String)})) AND (catalog IN {lock_catalogs: Array(String)} OR (channel_kind = 'site' AND channel IN {lock_sites: Array(String)}))),
  (type IN {actions_2: Array(String)})], 'Array(UInt8)') AS held
FROM events
WHERE contract = {contract: UInt32}
  AND seq > {after: UInt64}
  AND seq <= {through: UInt64}
  AND kind IN ('event', 'release')
  AND person IN {people: Array(UInt32)}
ORDER BY seq
-- {"after":0,"through":20,"people":[3],"from":1772323200000,"to":1775001600000,"actions":["cad_download","quote_request"],"segment_catalogs":["bearings"],"segment_sites":["www"],"segment_networks":["partnet"],"lock_catalogs":["bearings"],"lock_sites":["shop"],"actions_2":["product_view"]}
