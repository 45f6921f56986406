import type { FastifySchemaValidationError } from 'fastify/types/schema.js'

/**
 * What AJV found, without the noise of unions: it reports every member of a union that does not fit. Where the members are told apart
 * by a tag, such as `kind`, only what is wrong with the one that was meant stays; a tag that none of them has is one error.
 */
export function errorsOfMeant(errors: readonly FastifySchemaValidationError[]): FastifySchemaValidationError[] {
  const unions = errors.filter(({ keyword }) => keyword === 'anyOf')
  return unions.reduce<FastifySchemaValidationError[]>(keepMeant, [...errors])
}

function keepMeant(
  errors: FastifySchemaValidationError[],
  union: FastifySchemaValidationError,
): FastifySchemaValidationError[] {
  const branches = new Map<string, FastifySchemaValidationError[]>()
  for (const error of errors) {
    const branch = branchOf(error, union)
    if (branch !== null) branches.set(branch, [...(branches.get(branch) ?? []), error])
  }
  const tags = [...branches].flatMap(([branch, problems]) => {
    const tag = problems.find((error) => isTag(error, union))
    return tag ? [{ branch, tag }] : []
  })
  const [first] = tags
  if (!first) return errors
  const isMeant = (branch: string) => !tags.some((one) => one.branch === branch)
  const others = errors.filter((error) => error !== union && (branchOf(error, union) ?? '') === '')
  const meant = [...branches].flatMap(([branch, problems]) => (isMeant(branch) ? problems : []))
  if (meant.length > 0) return [...others, ...meant]
  const allowedValues = tags.flatMap(({ tag }) => tag.params['allowedValues'] as unknown[])
  return [...others, { ...first.tag, params: { allowedValues } }]
}

/** The place of a member in the union to which an error belongs; null: to none. */
function branchOf(
  { schemaPath, instancePath }: FastifySchemaValidationError,
  union: FastifySchemaValidationError,
): string | null {
  const isBelow = schemaPath.startsWith(`${union.schemaPath}/`) && instancePath.startsWith(union.instancePath)
  const isSame = isBelow && /^(\/|$)/.test(instancePath.slice(union.instancePath.length))
  return isSame ? (schemaPath.slice(union.schemaPath.length + 1).split('/')[0] ?? null) : null
}

/** Says that the member that tells the branches apart has another value. */
function isTag({ keyword, params, schemaPath }: FastifySchemaValidationError, union: FastifySchemaValidationError) {
  const allowed = params['allowedValues']
  const within = schemaPath.slice(union.schemaPath.length + 1)
  return (
    keyword === 'enum' &&
    Array.isArray(allowed) &&
    allowed.length === 1 &&
    /^\d+\/properties\/[^/]+\/enum$/.test(within)
  )
}
