import Type from 'typebox'
import { ownerOfUpload } from '#auth/restricted-keys.ts'
import { operation } from '#operations/operation.ts'
import { strict } from '#resources/schemas.ts'
import { MediaView, toMediaView } from './media-view.ts'

const FetchBody = Type.Object(
  {
    url: Type.String({ minLength: 1, maxLength: 2048, description: 'A public https address.' }),
    filename: Type.Optional(Type.String({ minLength: 1, maxLength: 240 })),
  },
  { ...strict, examples: [{ url: 'https://example.com/price-list.pdf', filename: 'Prices.pdf' }] },
)

export const fetchMedia = operation({
  route: 'POST /media/fetch',
  tag: 'Media',
  scope: 'media:write',
  refuses: ['upstream_refused'],
  summary: 'Fetch a file from a URL',
  description: 'Copies a public file into the account, under the rules of an upload.',
  body: FetchBody,
  reply: { 201: MediaView },
  handle: async ({ ctx, accountId, principal, body: { url, filename = null } }) =>
    toMediaView(
      await ctx.media.fetch({ accountId, numberId: ownerOfUpload(principal), url, filename }),
      ctx.media.links,
    ),
})
