import { numberEdge } from './graph-edges.ts'

export const listQrCodes = numberEdge('message_qrdls', { scope: 'numbers:read', summary: 'List QR codes' })
