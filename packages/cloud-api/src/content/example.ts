import type { ContentType, MessageContents } from './catalogue.ts'

/** A valid message, with nearly every member that its kind may have. */
export interface ContentExample<Type extends ContentType = ContentType> {
  readonly name: string
  readonly type: Type
  readonly content: MessageContents[Type]
}

export const example = <Type extends ContentType>(
  name: string,
  type: Type,
  content: MessageContents[Type],
): ContentExample<Type> => ({ name, type, content })

export const picture = { link: 'https://example.com/plant.jpg' }

export const productSections = [
  { title: 'Plants', product_items: [{ product_retailer_id: 'plant-1' }, { product_retailer_id: 'plant-2' }] },
]
