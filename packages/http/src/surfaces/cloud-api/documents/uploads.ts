import { document, pathOf, queryOf, said, Text } from './document.ts'

const fileMembers = {
  file_name: Text,
  file_length: { type: 'integer', description: 'In bytes, at most 16 MB.' },
  file_type: said('application/pdf, image/jpeg, image/jpg, image/png or video/mp4.'),
}

export const openUpload = document({
  operationId: 'openUpload',
  summary: 'Open an upload session for the sample of a header',
  description:
    'The id is the path of the next request. `file_name`, `file_length` and `file_type` may stand in the query or in the body.',
  tag: 'Uploads',
  params: pathOf('appId', "Meta's id of the app of a number's access token, or `app`."),
  querystring: queryOf(fileMembers),
  ok: { type: 'object', properties: { id: Text }, required: ['id'] },
  example: { id: 'upload:MTAyMjkwMTI5MzQwMzk4?sig=dXBsb2FkOk1UcGg_c2lnPUFSWg' },
})

const ofSession = pathOf('session', 'What stands between `upload:` and `?` in the id of the session.')
const sig = queryOf({ sig: said('As the id of the session has it.') }, ['sig'])
const offset = { type: 'integer', description: 'Where to go on.' }

export const continueUpload = document({
  operationId: 'continueUpload',
  summary: 'Upload the bytes of a session',
  description:
    'The bytes are the body, whatever its content type says; the header `file_offset` tells from which byte on. The last ones ' +
    'are answered with the handle `h`, which goes into `example.header_handle` of a header.',
  tag: 'Uploads',
  params: ofSession,
  querystring: sig,
  headers: queryOf({ file_offset: { type: 'integer', minimum: 0, default: 0 } }),
  consumes: ['application/octet-stream'],
  body: { type: 'string', contentMediaType: 'application/octet-stream' },
  ok: { type: 'object', properties: { h: Text, id: Text, file_offset: offset } },
  example: { h: '4::aW1hZ2UvcG5n:ARb0123456789' },
})

export const readUpload = document({
  operationId: 'getUpload',
  summary: 'Get how far an upload session is',
  tag: 'Uploads',
  params: ofSession,
  querystring: sig,
  ok: { type: 'object', properties: { id: Text, file_offset: offset }, required: ['id', 'file_offset'] },
  example: { id: 'upload:MTAyMjkwMTI5MzQwMzk4?sig=dXBsb2FkOk1UcGg_c2lnPUFSWg', file_offset: 10_000 },
})
