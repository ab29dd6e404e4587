import { EngineError } from './engine-error.ts'

export type Settings = ReadonlyMap<string, string>

/**
 * Takes the settings of a statement out of the request's URL parameters.
 * @throws EngineError UNKNOWN_SETTING for a name that is not on the list, so that a typing error is not lost
 */
export function readSettings(parameters: Iterable<readonly [string, string]>): Settings {
  const settings = new Map<string, string>()
  for (const [name, value] of parameters) {
    if (ofTheRequest.has(name) || name.startsWith('param_')) continue
    if (!known(name))
      throw new EngineError('UNKNOWN_SETTING', `${name} is not a setting that this engine takes`)
    settings.set(name, value)
  }
  return settings
}

// Read by the HTTP interface itself, or without a meaning for an engine that runs beside its only caller. The length of
// a query is the engine's own affair, because values of parameters are written into it.
const ofTheRequest = new Set([
  'query',
  'query_id',
  'database',
  'default_format',
  'readonly',
  'wait_end_of_query',
  'enable_http_compression',
  'send_progress_in_http_headers',
  'http_headers_progress_interval_ms',
  'max_query_size',
  'cancel_http_readonly_queries_on_client_close',
])

const names = new Set([
  'alter_sync',
  'async_insert',
  'date_time_input_format',
  'date_time_output_format',
  'deduplicate_blocks_in_dependent_materialized_views',
  'deduplicate_insert',
  'distributed_ddl_task_timeout',
  'enable_optimize_predicate_expression',
  'final',
  'force_primary_key',
  'group_by_overflow_mode',
  'insert_deduplicate',
  'insert_deduplication_token',
  'join_algorithm',
  'join_use_nulls',
  'lightweight_deletes_sync',
  'mutations_sync',
  'parallel_view_processing',
  'prefer_column_name_to_alias',
  'read_overflow_mode',
  'result_overflow_mode',
  'session_timezone',
  'throw_on_max_partitions_per_insert_block',
  'timeout_overflow_mode',
  'union_default_mode',
  'use_skip_indexes',
  'wait_for_async_insert',
])
const prefixes = /^(max_|min_|input_format_|output_format_|format_|optimize_|query_plan_)[a-z0-9_]+$/

function known(name: string): boolean {
  return names.has(name) || prefixes.test(name)
}
