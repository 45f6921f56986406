import { createAttribute } from './create-attribute.ts'
import { getAttribute } from './get-attribute.ts'
import { listAttributes } from './list-attributes.ts'
import { updateAttribute } from './update-attribute.ts'

export const attributes = { listAttributes, getAttribute, createAttribute, updateAttribute }
