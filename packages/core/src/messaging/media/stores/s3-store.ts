import { createReadStream } from 'node:fs'
import type { Readable } from 'node:stream'
import { AwsV4Signer } from 'aws4fetch'
import { Agent, type Dispatcher } from 'undici'
import { type ByteRange, MediaMissing, type MediaStore, type StoredFile } from './media-store.ts'

/** Any store that speaks S3; paths name the bucket, which all of them understand. */
export interface S3Settings {
  /** `https://s3.eu-central-1.amazonaws.com`, `http://minio:9000` */
  endpoint: string
  bucket: string
  region: string
  accessKeyId: string
  secretAccessKey: string
}

const emptySha256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

/** The operator names the address, so it needs no guard; bytes are streamed and signed by the hash that is known of them. */
export function createS3Store({ endpoint, bucket, region, accessKeyId, secretAccessKey }: S3Settings): MediaStore {
  const agent = new Agent({ connections: 32, headersTimeout: 30_000, bodyTimeout: 30_000, allowH2: false })
  const base = `${endpoint.replace(/\/+$/, '')}/${bucket}`

  async function request(method: 'GET' | 'PUT' | 'DELETE', key: string, file?: StoredFile, range?: ByteRange) {
    const signer = new AwsV4Signer({
      method,
      url: `${base}/${key}`,
      service: 's3',
      region,
      accessKeyId,
      secretAccessKey,
      headers: {
        'x-amz-content-sha256': file?.sha256 ?? emptySha256,
        ...(range && { range: `bytes=${range.start}-${range.end}` }),
      },
    })
    const { url, headers } = await signer.sign()
    return agent.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method,
      headers: { ...Object.fromEntries(headers), ...(file && { 'content-length': String(file.sizeBytes) }) },
      body: file ? createReadStream(file.path) : null,
    })
  }

  return {
    async put(key, file) {
      const reply = await request('PUT', key, file)
      if (reply.statusCode !== 200) throw await failure('put', key, reply)
      await reply.body.dump()
    },
    async open(key, range): Promise<Readable> {
      const reply = await request('GET', key, undefined, range)
      if (reply.statusCode === 200 || reply.statusCode === 206) return reply.body
      const error = await failure('get', key, reply)
      throw reply.statusCode === 404 ? new MediaMissing(key, error) : error
    },
    async delete(key) {
      const reply = await request('DELETE', key)
      if (![200, 202, 204, 404].includes(reply.statusCode)) throw await failure('delete', key, reply)
      await reply.body.dump()
    },
    close: () => agent.destroy(),
  }
}

/** S3 answers in XML; its code and message say what is wrong. */
async function failure(what: string, key: string, reply: Dispatcher.ResponseData): Promise<Error> {
  const text = (await reply.body.text()).slice(0, 500)
  const code = /<Code>([^<]*)<\/Code>/.exec(text)?.[1] ?? ''
  return new Error(`The S3 store did not ${what} ${key}: HTTP ${reply.statusCode} ${code}`.trim())
}
