import { Dawk } from '@dawk/sdk/client.ts'
import { type Command, UsageError } from '../command.ts'
import { type Profile, storeProfile } from '../profile.ts'

const login: Command = {
  name: 'login',
  summary: 'keep an address and a key for later commands, after trying them',
  positionals: [],
  flags: {
    url: { placeholder: '<url>', summary: 'of your Dawk; left out: http://127.0.0.1:4000' },
    key: {
      placeholder: '<key>',
      summary: 'sk_live_… or sk_test_…; better typed when asked, since shells remember flags',
    },
  },
  async run(ctx, given) {
    const url = (given.flag('url') ?? ctx.profile.url).replace(/\/+$/, '')
    const apiKey = given.flag('key') ?? ctx.env['DAWK_API_KEY'] ?? (await ctx.ask('API key: '))
    if (!apiKey) throw new UsageError('give the key with --key or in DAWK_API_KEY: nobody is here to ask')
    const account = await new Dawk({ apiKey, baseUrl: url, maxRetries: 0 }).account.get()
    const path = await storeProfile(ctx.env, ctx.profile.name, { url, apiKey })
    ctx.say(`kept as profile "${ctx.profile.name}" in ${path}`)
    return account
  },
  render: ({ name, id }: { name: string; id: string }) => `${name} (${id})`,
}

const logout: Command = {
  name: 'logout',
  summary: 'forget what login has kept',
  positionals: [],
  flags: {},
  async run(ctx) {
    await storeProfile(ctx.env, ctx.profile.name, null)
    ctx.say(`profile "${ctx.profile.name}" is gone; the key itself still works until it is revoked`)
  },
}

const whoami: Command = {
  name: 'whoami',
  summary: 'the account of the key',
  positionals: [],
  flags: {},
  run: async (ctx) => ({ ...(await ctx.client().account.get()), url: ctx.profile.url }),
  render: ({ name, id, url }: { name: string; id: string; url: string }) => `${name} (${id}) at ${url}`,
}

const config: Command = {
  name: 'config',
  summary: 'where the address and the key come from',
  positionals: [],
  flags: { explain: { summary: 'the same' } },
  run: async ({ profile }) => ({ ...profile, apiKey: profile.apiKey && `${profile.apiKey.slice(0, 12)}…` }),
  render: ({ name, url, apiKey, source }: Profile) =>
    `profile  ${name}\nurl      ${url} (${source.url})\nkey      ${apiKey ?? 'none'} (${source.apiKey})`,
}

export const accountCommands: readonly Command[] = [login, logout, whoami, config]
