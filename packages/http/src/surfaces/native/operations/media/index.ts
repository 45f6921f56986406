import { deleteMedia } from './delete-media.ts'
import { fetchMedia } from './fetch-media.ts'
import { getMedia } from './get-media.ts'
import { getMediaContent } from './get-media-content.ts'
import { listMedia } from './list-media.ts'
import { uploadMedia } from './upload-media.ts'

export const media = { uploadMedia, fetchMedia, listMedia, getMedia, getMediaContent, deleteMedia }
