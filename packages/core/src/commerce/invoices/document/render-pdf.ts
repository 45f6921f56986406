import { fileURLToPath } from 'node:url'
import PDFDocument from 'pdfkit'
import type { DocumentKind, InvoiceDocument } from './invoice-document.ts'

const fontOf = (weight: string) => fileURLToPath(new URL(`../fonts/NotoSans-${weight}.ttf`, import.meta.url))

const titles: Readonly<Record<DocumentKind, string>> = {
  tax_invoice: 'Tax invoice',
  receipt_voucher: 'Receipt voucher',
  refund_voucher: 'Refund voucher',
  credit_note: 'Credit note',
  statement: 'Statement',
}

const margin = 48
const width = 595.28 - 2 * margin

/** The paper of a document: the same bytes each time, because nothing in it comes from the clock. Fonts are embedded: the standard ones lack ₹. */
export async function renderPdf(document: InvoiceDocument): Promise<Buffer> {
  const pdf = new PDFDocument({
    size: 'A4',
    margin,
    info: {
      Title: `${titles[document.kind]} ${document.number}`,
      CreationDate: new Date(`${document.issuedOn}T00:00:00Z`),
    },
  })
  const chunks: Buffer[] = []
  const done = new Promise<Buffer>((resolve, reject) => {
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk))
    pdf.on('end', () => resolve(Buffer.concat(chunks)))
    pdf.on('error', reject)
  })
  pdf.registerFont('regular', fontOf('Regular')).registerFont('bold', fontOf('Bold'))
  drawHead(pdf, document)
  drawLines(pdf, document)
  drawSums(pdf, document)
  pdf.end()
  return done
}

type Pdf = PDFKit.PDFDocument

function drawHead(pdf: Pdf, { kind, number, issuedOn, seller, buyer, ...document }: InvoiceDocument): void {
  pdf.font('bold').fontSize(18).text(titles[kind])
  pdf.font('regular').fontSize(10).text(`Number ${number}`).text(`Date ${issuedOn}`)
  if (document.period) pdf.text(`Period ${document.period.from} to ${document.period.to}`)
  if (document.corrects)
    pdf.text(`Corrects ${document.corrects.number} of ${document.corrects.issuedOn}: ${document.corrects.reason}`)
  pdf.moveDown()
  drawParty(pdf, 'Seller', seller)
  if (buyer) drawParty(pdf, 'Buyer', buyer)
  if (document.placeOfSupply) pdf.text(`Place of supply: ${document.placeOfSupply}`)
  if (kind !== 'statement') pdf.text(`Reverse charge: ${document.reverseCharge}`)
  pdf.moveDown()
}

function drawParty(pdf: Pdf, role: string, { name, address, gstin, vatId }: InvoiceDocument['seller']): void {
  pdf.font('bold').text(role).font('regular').text(name).text(address)
  if (gstin) pdf.text(`GSTIN ${gstin}`)
  if (vatId) pdf.text(`VAT id ${vatId}`)
  pdf.moveDown(0.5)
}

function drawLines(pdf: Pdf, { lines, currency }: InvoiceDocument): void {
  drawRow(pdf, ['Description', 'SAC', 'Quantity', 'Amount'], 'bold')
  for (const { description, sac, quantity, taxable } of lines)
    drawRow(pdf, [description, sac, quantity, showMoney(taxable, currency)])
  pdf.moveDown(0.5)
}

const columns = [0.5, 0.14, 0.12, 0.24]

function drawRow(pdf: Pdf, cells: readonly string[], font: 'regular' | 'bold' = 'regular'): void {
  if (pdf.y > 760) pdf.addPage()
  pdf.font(font).fontSize(10)
  const top = pdf.y
  let left = margin
  let bottom = top
  for (const [place, cell] of cells.entries()) {
    const cellWidth = (columns[place] ?? 0) * width
    pdf.text(cell, left, top, { width: cellWidth - 6, align: place < 2 ? 'left' : 'right' })
    bottom = Math.max(bottom, pdf.y)
    left += cellWidth
  }
  pdf.x = margin
  pdf.y = bottom + 2
}

function drawSums(pdf: Pdf, { currency, taxable, taxes, rounding, total, totalInWords, note }: InvoiceDocument): void {
  const sum = (label: string, amount: string, font: 'regular' | 'bold' = 'regular') =>
    drawRow(pdf, [label, '', '', showMoney(amount, currency)], font)
  if (taxes.length > 0) sum('Taxable value', taxable)
  for (const { name, rate, amount } of taxes) sum(`${name} ${rate} %`, amount)
  if (Number(rounding) !== 0) sum('Rounding', rounding)
  sum('Total', total, 'bold')
  pdf.moveDown(0.5).font('regular').text(totalInWords, margin, pdf.y, { width })
  if (note) pdf.moveDown(0.5).text(note, { width })
}

/** `₹1,18,000.00`: India groups by two. */
export function showMoney(amount: string, currency: string): string {
  const locale = currency === 'INR' ? 'en-IN' : 'en'
  // a string keeps every digit that a number would lose
  return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(amount as unknown as number)
}
