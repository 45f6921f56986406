import type { OpenApiDocument } from './document.ts'

/** Where an operation stands in the SDKs: `client.<resource>.<method>()`. */
export interface SdkName {
  resource: string
  method: string
}

/**
 * The names of all operations, by operation id. The resource is the tag; the method is the operation id without the noun of the
 * tag: `listMessages` of "Messages" is `messages.list`. Two that would have one name both keep their operation id.
 */
export function sdkNames({ paths }: Pick<OpenApiDocument, 'paths'>): Map<string, SdkName> {
  const names = Object.values(paths)
    .flatMap((item) => Object.values(item))
    .map(({ operationId = '', tags = [] }) => ({ operationId, ...nameOf(operationId, tags[0] ?? '') }))
  const count = new Map<string, number>()
  for (const { resource, method } of names)
    count.set(`${resource}.${method}`, (count.get(`${resource}.${method}`) ?? 0) + 1)
  return new Map(
    names.map(({ operationId, resource, method }) => {
      const isAlone = count.get(`${resource}.${method}`) === 1
      return [operationId, { resource, method: isAlone ? method : operationId }]
    }),
  )
}

function nameOf(operationId: string, tag: string): SdkName {
  const plural = tag
    .split(/\W+/)
    .map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1).toLowerCase()}`)
    .join('')
  const singular = plural.endsWith('ies') ? `${plural.slice(0, -3)}y` : plural.replace(/s$/, '')
  const method = operationId.replace(new RegExp(`(?<=[a-z])(${plural}|${singular})(?=[A-Z]|$)`), '').replace(/To$/, '')
  return { resource: `${plural.charAt(0).toLowerCase()}${plural.slice(1)}`, method }
}

/** `listByTag` as Python writes it: `list_by_tag`. */
export const snakeCase = (name: string): string =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll(/[-.]/g, '_')
    .toLowerCase()
