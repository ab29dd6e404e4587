SELECT person, country AS own_country, language AS own_language, kind, received_at, seq, id AS action_id, type AS action, at, catalog, channel_kind, channel, nullIf(category, '') AS category, nullIf(part_family, '') AS part_family, nullIf(part_number, '') AS part_number, nullIf(configuration, '') AS configuration, nullIf(cad_format, '') AS cad_format, nullIf(document, '') AS document, nullIf(document_kind, '') AS document_kind, quote_quantity
FROM events
WHERE contract = {contract: UInt32} AND seq > {after: UInt64} AND seq <= {through: UInt64}
  AND ((kind IN ('event', 'release') AND released = 1 AND (catalog IN {lock_catalogs: Array(String)} OR (channel_kind = 'site' AND channel IN {lock_sites: Array(String)})))
    OR (kind NOT IN ('event', 'release') AND person IN (SELECT person FROM events WHERE contract = {contract: UInt32} AND (catalog IN {lock_catalogs: Array(String)} OR (channel_kind = 'site' AND channel IN {lock_sites: Array(String)})))))
ORDER BY seq
LIMIT {limit: UInt32}
-- {"after":10,"through":20,"lock_catalogs":["bearings"],"lock_sites":["shop"],"limit":100}
