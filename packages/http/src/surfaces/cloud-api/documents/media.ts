import { Done, document, ofNode, ofNumber, said, Text } from './document.ts'

export const uploadMedia = document({
  operationId: 'uploadMedia',
  summary: 'Upload a file',
  tag: 'Media',
  params: ofNumber,
  consumes: ['multipart/form-data'],
  body: {
    type: 'object',
    properties: {
      messaging_product: { const: 'whatsapp' },
      type: said('Content type of the file.'),
      file: { type: 'string', contentMediaType: 'application/octet-stream' },
    },
    required: ['messaging_product', 'file'],
  },
  ok: { type: 'object', properties: { id: Text }, required: ['id'] },
  example: { id: '019f2c1e-6a3b-7c52-9d1e-2f40a1b2c3d4' },
})

export const deleteMedia = document({
  operationId: 'deleteMedia',
  summary: 'Delete a file',
  tag: 'Media',
  params: ofNode,
  ok: Done,
  example: { success: true },
})
