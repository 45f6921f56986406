export interface Problem {
  field: string
  message: string
}

/** Of one node, whatever member of it. */
export const problemsOf = (problems: readonly Problem[], id: string): readonly Problem[] =>
  problems.filter(({ field }) => `${field}.`.startsWith(`nodes.${id}.`))

/** What is wrong at a path or within it, in one line. */
export function problemBelow(problems: readonly Problem[], path: string): string | undefined {
  const below = problems.filter(({ field }) => `${field}.`.startsWith(`${path}.`))
  return below.length === 0 ? undefined : below.map(({ message }) => message).join('; ')
}

/** The node that a problem is about; null: it is about none. */
export const nodeOf = ({ field }: Problem): string | null => /^nodes\.([^.]+)/.exec(field)?.[1] ?? null
