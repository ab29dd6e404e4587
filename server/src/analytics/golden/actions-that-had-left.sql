SELECT person, country AS own_country, language AS own_language, seq, id AS action_id, type AS action, at, catalog, channel_kind, channel, nullIf(category, '') AS category, nullIf(part_family, '') AS part_family, nullIf(part_number, '') AS part_number, nullIf(configuration, '') AS configuration, nullIf(cad_format, '') AS cad_format, nullIf(document, '') AS document, nullIf(document_kind, '') AS document_kind, quote_quantity
FROM events
WHERE contract = {contract: UInt32}
  AND seq > {after: UInt64}
  AND seq <= {through: UInt64}
  AND kind IN ('event', 'release')
  AND at >= fromUnixTimestamp64Milli({from: Int64})
  AND at < fromUnixTimestamp64Milli({to: Int64})
  AND type IN {actions: Array(String)}
  AND (catalog IN {segment_catalogs: Array(String)} OR (channel_kind = 'site' AND channel IN {segment_sites: Array(String)}) OR (channel_kind = 'network' AND channel IN {segment_networks: Array(String)}))
  AND (catalog IN {lock_catalogs: Array(String)} OR (channel_kind = 'site' AND channel IN {lock_sites: Array(String)}))
ORDER BY seq
-- {"after":10,"through":20,"from":1772323200000,"to":1775001600000,"actions":["cad_download","quote_request"],"segment_catalogs":["bearings"],"segment_sites":["www"],"segment_networks":["partnet"],"lock_catalogs":["bearings"],"lock_sites":["shop"]}
