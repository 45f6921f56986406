import assert from 'node:assert/strict'
import { eventCatalogue } from '@dawk/core/events/catalogue.ts'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'

interface LoggedFact {
  type: string
  data: unknown
}

const ajv = new Ajv2020({ allErrors: true, strict: false })
formats.default(ajv, ['uuid', 'date-time'])
const validators = new Map<string, ValidateFunction>()

/** Fails when an event has not exactly the data that the catalogue documents for its type. */
export function assertEventData({ type, data }: LoggedFact): void {
  const validate = validatorOf(type)
  assert.ok(validate(data), `${type}: ${JSON.stringify(validate.errors)} in ${JSON.stringify(data)}`)
}

function validatorOf(type: string): ValidateFunction {
  const schema: object | undefined = (eventCatalogue as Record<string, { data: object }>)[type]?.data
  assert.ok(schema, `the data of ${type} is not documented`)
  const validate = validators.get(type) ?? ajv.compile(closed(schema))
  validators.set(type, validate)
  return validate
}

/** Fails when a test left events in the log that the catalogue does not document; asked of every database before it goes. */
export async function assertLogDocumented(
  query: (sql: string) => Promise<{ rows: readonly unknown[] }>,
): Promise<void> {
  const { rows } = await query("select to_regclass('events') is not null as there")
  if (!(rows[0] as { there: boolean }).there) return // never migrated
  for (const event of (await query('select type, data from events')).rows) assertEventData(event as LoggedFact)
}

/** What an answer holds beyond its schema is a leak: objects that do not say otherwise are closed. */
export function closed(schema: object): object {
  return JSON.parse(
    JSON.stringify(schema, (_key, value: unknown) =>
      isObjectSchema(value) && !('additionalProperties' in value) ? { ...value, additionalProperties: false } : value,
    ),
  )
}

const isObjectSchema = (value: unknown): value is { properties: object } =>
  typeof value === 'object' &&
  value !== null &&
  'type' in value &&
  `${value.type}`.includes('object') &&
  'properties' in value
