import { createTemplate } from './create-template.ts'
import { deleteTemplate } from './delete-template.ts'
import { editTemplate } from './edit-template.ts'
import { getTemplate } from './get-template.ts'
import { getTemplateContract } from './get-template-contract.ts'
import { lintTemplate } from './lint-template.ts'
import { listTemplateSyncs } from './list-template-syncs.ts'
import { listTemplates } from './list-templates.ts'
import { previewTemplate } from './preview-template.ts'
import { releaseTemplate } from './release-template.ts'
import { syncTemplates } from './sync-templates.ts'
import { uploadTemplateSample } from './upload-template-sample.ts'

export const templates = {
  listTemplates,
  listTemplateSyncs,
  getTemplate,
  getTemplateContract,
  lintTemplate,
  previewTemplate,
  createTemplate,
  uploadTemplateSample,
  syncTemplates,
  editTemplate,
  deleteTemplate,
  releaseTemplate,
}
