/** A file of an upload: bytes, with the name and type that it is to have. */
export type FileInput = Blob | Uint8Array | { content: Blob | Uint8Array | string; filename?: string; type?: string }
