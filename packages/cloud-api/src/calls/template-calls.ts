import type { Readable } from 'node:stream'
import type { CallOutcome } from '../call-outcome.ts'
import type { GraphCall, SuccessReply } from '../graph-call.ts'
import type { MetaTemplate, NewTemplate, TemplateEdit } from '../template-types.ts'

export interface TemplatePage {
  readonly data: readonly MetaTemplate[]
  readonly paging?: { readonly cursors?: { readonly before?: string; readonly after?: string }; readonly next?: string }
}

interface TemplateCreated {
  readonly id: string
  readonly status: string
  /** Meta may store another category than was asked for. */
  readonly category: string
}

interface WabaAccess {
  readonly wabaId: string
  readonly token: string
}

interface TemplateAccess {
  readonly templateId: string
  readonly token: string
}

interface TemplateListFilter {
  readonly limit?: number
  readonly after?: string
  readonly name?: string
  readonly status?: string
  readonly language?: string
  readonly category?: string
}

/** Bytes that are not in memory. */
interface SizedStream {
  readonly stream: Readable
  readonly sizeBytes: number
}

export interface TemplateCalls {
  /** One page, with every field that a copy needs. `paging.next` is there only if another page follows. */
  listTemplates(request: WabaAccess & TemplateListFilter): Promise<CallOutcome<TemplatePage>>
  getTemplate(request: TemplateAccess): Promise<CallOutcome<MetaTemplate>>
  createTemplate(request: WabaAccess & { readonly template: NewTemplate }): Promise<CallOutcome<TemplateCreated>>
  editTemplate(request: TemplateAccess & { readonly edit: TemplateEdit }): Promise<CallOutcome<SuccessReply>>
  /** All languages of a name; with `templateId` only that one. */
  deleteTemplate(
    request: WabaAccess & { readonly name: string; readonly templateId?: string },
  ): Promise<CallOutcome<SuccessReply>>
  /** Opens an upload session for a sample (pdf, jpeg, png, mp4); lives for some hours. */
  openUpload(request: {
    readonly appId: string
    readonly token: string
    readonly fileName: string
    readonly fileBytes: number
    readonly fileType: string
  }): Promise<CallOutcome<{ readonly id: string }>>
  /** Sends the bytes from `offset` on; the last call answers with the handle that goes into `header_handle`. */
  continueUpload(request: {
    readonly uploadId: string
    readonly token: string
    readonly offset: number
    readonly bytes: Uint8Array | SizedStream
  }): Promise<CallOutcome<{ readonly h: string }>>
  /** From which byte an interrupted upload goes on. */
  readUpload(request: {
    readonly uploadId: string
    readonly token: string
  }): Promise<CallOutcome<{ readonly id: string; readonly file_offset: number }>>
}

const templateFields = [
  'id',
  'name',
  'language',
  'category',
  'status',
  'components',
  'parameter_format',
  'sub_category',
  'previous_category',
  'rejected_reason',
  'quality_score',
  'message_send_ttl_seconds',
  'cta_url_link_tracking_opted_out',
].join(',')

/** The template edges of the Graph API: https://developers.facebook.com/docs/whatsapp/business-management-api/message-templates */
export function createTemplateCalls(call: GraphCall): TemplateCalls {
  return {
    listTemplates: ({ wabaId, token, limit = 100, ...filter }) =>
      call({ method: 'GET', path: edgeOf(wabaId), token, query: { fields: templateFields, limit, ...filter } }),
    getTemplate: ({ templateId, token }) =>
      call({ method: 'GET', path: encodeURIComponent(templateId), token, query: { fields: templateFields } }),
    createTemplate: ({ wabaId, token, template }) =>
      call({ method: 'POST', path: edgeOf(wabaId), token, body: template }),
    editTemplate: ({ templateId, token, edit }) =>
      call({ method: 'POST', path: encodeURIComponent(templateId), token, body: edit }),
    deleteTemplate: ({ wabaId, token, name, templateId }) =>
      call({ method: 'DELETE', path: edgeOf(wabaId), token, query: { hsm_id: templateId, name } }),
    openUpload: ({ appId, token, fileName, fileBytes, fileType }) =>
      call({
        method: 'POST',
        path: `${encodeURIComponent(appId)}/uploads`,
        token,
        query: { file_name: fileName, file_length: fileBytes, file_type: fileType },
      }),
    continueUpload: ({ uploadId, token, offset, bytes }) =>
      call({
        method: 'POST',
        path: uploadPath(uploadId),
        token,
        scheme: 'OAuth',
        bytes: {
          data: 'stream' in bytes ? bytes.stream : bytes,
          headers: {
            file_offset: String(offset),
            'content-type': 'application/octet-stream',
            'content-length': String('stream' in bytes ? bytes.sizeBytes : bytes.length),
          },
        },
        headersTimeoutMs: uploadTimeoutMs,
      }),
    readUpload: ({ uploadId, token }) => call({ method: 'GET', path: uploadPath(uploadId), token, scheme: 'OAuth' }),
  }
}

/** For 16 MB over a slow line. */
const uploadTimeoutMs = 120_000

const edgeOf = (wabaId: string) => `${encodeURIComponent(wabaId)}/message_templates`

/** `upload:<base64>?sig=…`: Meta's own path and query, to be used as they are. */
const uploadPath = (uploadId: string) => (/^upload:[\w=+/-]+(\?[\w=&%.-]*)?$/.test(uploadId) ? uploadId : 'upload:bad')
