import { api, type Schemas, take } from '#lib/client/client.ts'
import { after, pagedQuery } from '#lib/data/use-pages.ts'

export type Attribute = Schemas['Attribute']
export type Tag = Schemas['Tag']

export const attributesQuery = pagedQuery<Attribute>(['attributes', 'all'], (cursor) =>
  take(api.GET('/attributes', { params: { query: { limit: 100, ...after(cursor) } } })),
)

interface NewAttribute extends Pick<Attribute, 'key' | 'label' | 'type' | 'unique' | 'indexed' | 'options'> {}

export const createAttribute = (body: NewAttribute) => take(api.POST('/attributes', { body }))

export const archiveAttribute = (id: string, archived: boolean) =>
  take(api.PATCH('/attributes/{id}', { params: { path: { id } }, body: { archived } }))

export const tagsQuery = pagedQuery<Tag>(['tags', 'all'], (cursor) =>
  take(api.GET('/tags', { params: { query: { limit: 100, ...after(cursor) } } })),
)

export const createTag = (name: string) => take(api.POST('/tags', { body: { name } }))

export const deleteTag = (id: string) => take(api.DELETE('/tags/{id}', { params: { path: { id } } }))
