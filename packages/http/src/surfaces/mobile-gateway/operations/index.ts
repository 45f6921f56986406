import { broadcastMessage } from './broadcast-message.ts'
import { getMessage } from './get-message.ts'
import { sendMessage } from './send-message.ts'
import { uploadMedia } from './upload-media.ts'

/** In the order of the document. */
export const operations = { sendMessage, getMessage, broadcastMessage, uploadMedia }
