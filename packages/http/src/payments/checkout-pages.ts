import type { PaymentVendor, VendorName } from '@dawk/core/commerce/payments/payment-vendor.ts'
import { describe, findTopUpOfOrder } from '@dawk/core/commerce/payments/top-ups/start-top-up.ts'
import { takeReturn } from '@dawk/core/commerce/payments/top-ups/take-reports.ts'
import { totalOf } from '@dawk/core/commerce/payments/top-ups/top-up.ts'
import type { FastifyPluginAsync, FastifyReply } from 'fastify'
import { limitAddress } from '../auth/rate-limit.ts'
import type { OperationContext } from '../context.ts'
import { htmlPage } from '../pages/html-page.ts'

const requestsPerMinute = 120

interface Named {
  Params: { provider: string; orderId: string }
}

/** Where a person comes by on the way to the vendor's page, and on the way back. Neither needs a key: the vendor's id of the order is no secret and shows an amount. */
export const checkoutPages: FastifyPluginAsync<{ ctx: OperationContext }> = async (app, { ctx }) => {
  app.addHook('onRequest', limitAddress(ctx, 'pages', requestsPerMinute))
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  )
  const vendorOf = (name: string) => ctx.vendors.get(name as VendorName)

  app.get<Named>('/payments/:provider/checkout/:orderId', async ({ params }, reply) => {
    const vendor = vendorOf(params.provider)
    const topUp = vendor && (await findTopUpOfOrder(ctx.core, vendor.name, params.orderId))
    const form =
      topUp &&
      vendor.checkoutForm({
        ...{ orderId: params.orderId, total: totalOf(topUp), currency: topUp.currency, description: describe(topUp) },
        returnUrl: `${ctx.publicUrl()}/payments/${vendor.name}/return/${params.orderId}`,
      })
    if (!form) return notThere(reply)
    return reply
      .headers({ 'content-security-policy': policyFor(form.action), 'referrer-policy': 'no-referrer' })
      .type('text/html; charset=utf-8')
      .send(htmlPage({ title: 'To the payment', body: formHtml(form) }))
  })

  /** What the browser brings back credits nothing; it is a reason to ask the vendor at once. */
  const comeBack = async (vendor: PaymentVendor | undefined, orderId: string, reply: FastifyReply) => {
    const topUp = vendor && (await takeReturn(ctx.core, vendor, orderId))
    if (!topUp) return notThere(reply)
    const url = new URL(topUp.returnUrl)
    url.searchParams.set('topUp', topUp.id)
    return reply.redirect(url.href, 303)
  }
  app.get<Named>('/payments/:provider/return/:orderId', ({ params }, reply) =>
    comeBack(vendorOf(params.provider), params.orderId, reply),
  )
  app.post<Named>('/payments/:provider/return/:orderId', ({ params }, reply) =>
    comeBack(vendorOf(params.provider), params.orderId, reply),
  )
}

const notThere = (reply: FastifyReply) =>
  reply
    .code(404)
    .type('text/html; charset=utf-8')
    .send(htmlPage({ title: 'No such payment', body: '    <main><h1>There is no such payment here.</h1></main>\n' }))

/** The vendor may lead on to pages of banks, so a form may go anywhere by TLS. */
const policyFor = (action: string): string =>
  `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action https: ${new URL(action).origin}; frame-ancestors 'none'`

const formHtml = ({ action, fields }: { action: string; fields: Readonly<Record<string, string>> }): string =>
  `    <main>
      <form id="checkout" method="post" action="${escapeHtml(action)}">
${Object.entries(fields)
  .map(([name, value]) => `        <input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}" />\n`)
  .join('')}        <button>Continue to the payment</button>
      </form>
    </main>
    <script type="module" src="/pages/checkout.js"></script>
`

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
