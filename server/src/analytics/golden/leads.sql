SELECT person, argMax(last_country, latest) AS own_country, argMax(last_language, latest) AS own_language,
  sum(uses) AS actions,
  sum(cads) AS cad_downloads,
  sum(documents) AS documents_opened,
  sum(quotes) AS quote_requests,
  sum(views) AS product_views,
  sum(clicks) AS contact_clicks,
  min(first_at) AS first_action_at,
  max(last_at) AS last_action_at,
  nullIf(argMinIf(family, (-toInt64(uses), family), family != ''), '') AS top_part_family,
  max(latest) AS last_seq
FROM (
SELECT person, toString(part_family) AS family,
  argMax(country, seq) AS last_country, argMax(language, seq) AS last_language,
  count() AS uses,
  countIf(type = 'cad_download') AS cads,
  countIf(type = 'document_open') AS documents,
  countIf(type = 'quote_request') AS quotes,
  countIf(type = 'product_view') AS views,
  countIf(type = 'contact_click') AS clicks,
  min(at) AS first_at,
  max(at) AS last_at,
  max(seq) AS latest
FROM events
WHERE contract = {contract: UInt32}
  AND seq > {after: UInt64}
  AND seq <= {through: UInt64}
  AND released = 1
  AND at >= fromUnixTimestamp64Milli({from: Int64})
  AND at < fromUnixTimestamp64Milli({to: Int64})
  AND type IN {actions: Array(String)}
  AND (country IN {countries: Array(String)} OR person IN {moved: Array(UInt32)})
  AND (catalog IN {segment_catalogs: Array(String)} OR (channel_kind = 'site' AND channel IN {segment_sites: Array(String)}) OR (channel_kind = 'network' AND channel IN {segment_networks: Array(String)}))
  AND (catalog IN {lock_catalogs: Array(String)} OR (channel_kind = 'site' AND channel IN {lock_sites: Array(String)}))
  AND person IN {people: Array(UInt32)}
GROUP BY person, part_family
)
GROUP BY person
ORDER BY last_seq
-- {"after":0,"through":20,"from":1772323200000,"to":1775001600000,"actions":["cad_download","quote_request"],"countries":["DE","FR"],"moved":[7],"segment_catalogs":["bearings"],"segment_sites":["www"],"segment_networks":["partnet"],"lock_catalogs":["bearings"],"lock_sites":["shop"],"people":[3]}
