import type { WireEvent } from '@catalytics/contract/events.ts'
import type { SeededRandom } from '../lib/seeded-random.ts'
import { weighted } from './sampler.ts'

type WireQuote = NonNullable<WireEvent['quote']>

/** A request for quotation: a quantity, mostly with a message in the buyer's language (BCP 47) or English. */
export function drawQuote(random: SeededRandom, partNumber: string, buyer: string): WireQuote {
  const { quantity } = drawQuantity(random)
  if (!random.chance(0.85)) return { quantity }
  const message = random.pick(messages[buyer.slice(0, 2)] ?? englishMessages)
  return { quantity, message: message.replaceAll('{n}', String(quantity)).replaceAll('{part}', partNumber) }
}

const quantities = [1, 2, 4, 5, 8, 10, 12, 20, 25, 50, 100, 200, 250, 500, 1000, 2500]
const drawQuantity = weighted(
  quantities.map((quantity) => ({ quantity })),
  ({ quantity }) => 1 / (4 + quantity ** 0.6),
)

// Some begin with a sign that a spreadsheet takes for a formula: people do write lists and arrows like that.
const englishMessages = [
  'Please quote {n} pcs of {part}, delivery within 4 weeks.',
  'Hello,\n\nwe need {n} x {part} for a new packaging line. Any price breaks for ten times that?\n\nThank you',
  'What is the lead time for {part}? First order {n}, then the same every quarter.',
  '- {n} x {part}\n- stainless version if available\n- material certificate 3.1',
  'Replacement for a competitor part in our test rig. Is {part} available from stock? Quantity {n}.',
  'Price & availability for {part} ({n} pieces), shipping included, please.',
  '=> {part}, {n} off, urgent: the machine is down',
]
const messages: Readonly<Record<string, readonly string[]>> = {
  de: [
    'Bitte um Angebot über {n} Stück {part}, Liefertermin ca. 4 Wochen.',
    'Guten Tag,\n\nwir benötigen {n} x {part}. Gibt es Staffelpreise?\n\nMit freundlichen Grüßen',
    'Wie lange ist die Lieferzeit für {part}? Jahresbedarf rund {n} Stück, Abruf quartalsweise.',
    '- {n} Stk. {part}\n- Werkszeugnis 3.1\n- Anlieferung über Tor 4',
    'Ersatzteil für Stillstand: {n} x {part} ab Lager lieferbar? Rückruf bitte unter der angegebenen Nummer.',
    '+++ EILT +++ {n} Stück {part}, Größe bitte nochmals prüfen',
  ],
  fr: [
    'Merci de nous faire parvenir votre meilleure offre pour {n} pièces {part}.',
    'Bonjour,\n\nnous avons besoin de {n} × {part}. Quel est le délai ?\n\nCordialement',
    'Quel est le prix unitaire de {part} pour {n} pièces, puis pour dix fois cette quantité ?',
    '- {n} pièces {part}\n- certificat matière 3.1\n- livraison franco à l’atelier',
    'Pièce de rechange : {part} est-elle disponible sur stock ? Quantité : {n}.',
  ],
}
