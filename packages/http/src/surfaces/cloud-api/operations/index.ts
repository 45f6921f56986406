import { continueUpload } from './continue-upload.ts'
import { createTemplate } from './create-template.ts'
import { deleteMedia } from './delete-media.ts'
import { deleteTemplate } from './delete-template.ts'

import { getBusinessProfile } from './get-business-profile.ts'
import { getNode } from './get-node.ts'
import { getUpload } from './get-upload.ts'
import { listPhoneNumbers } from './list-phone-numbers.ts'
import { listTemplates } from './list-templates.ts'
import { openUpload } from './open-upload.ts'
import { reads } from './reads/index.ts'
import { sendMessage } from './send-message.ts'
import { updateBusinessProfile } from './update-business-profile.ts'
import { updateNode } from './update-node.ts'
import { uploadMedia } from './upload-media.ts'
import { writes } from './writes/index.ts'

/** In the order of the document. */
export const operations = {
  sendMessage,
  uploadMedia,
  deleteMedia,
  getNode,
  listPhoneNumbers,
  getBusinessProfile,
  updateBusinessProfile,
  listTemplates,
  createTemplate,
  deleteTemplate,
  updateNode,
  openUpload,
  getUpload,
  continueUpload,
  ...reads,
  ...writes,
}
