import type { WireEvent } from '@catalytics/contract/events.ts'
import type { SeededRandom } from '../lib/seeded-random.ts'
import { asciiOf } from './cultures.ts'
import type { WirePart } from './parts.ts'
import { weighted, type Sampler } from './sampler.ts'

type WireDocument = NonNullable<WireEvent['document']>

/** A CAD format, about as often as engineers ask for it. */
export const drawFormat: Sampler<string> =
  readShares(`STEP AP214 21; SOLIDWORKS 19; Autodesk Inventor 12; STEP AP242 9; CATIA V5 7;
  Creo Parametric 5.5; NX 5; DWG 2D 5; Solid Edge 4; Parasolid 3.5; PDF 3D 3.5; DXF 2D 3; IGES 3; Autodesk Fusion 2;
  AutoCAD 3D 1.5; ACIS SAT 1; JT 0.8; STL 0.7; Revit 0.5; SketchUp 0.3`)

const drawKind = readShares(
  `datasheet 56; assembly_instructions 20; certificate 9; catalog_page 8; operating_manual 7`,
)

// Manuals are translated into these; whoever speaks another language reads English.
const documentLanguages = new Set(['en', 'de', 'fr', 'it', 'es', 'pl', 'zh-CN'])

/** A document of the part, in the reader's language (BCP 47) where there is one. */
export function drawDocument(random: SeededRandom, part: WirePart, reader: string): WireDocument {
  const kind = drawKind(random)
  const language = documentLanguages.has(reader) && random.chance(0.85) ? reader : 'en'
  // A certificate covers a whole family, everything else a part.
  const subject =
    kind === 'certificate' || part.number === undefined ? fileName(part.family ?? '') : part.number
  return { name: `${kind}-${subject.replaceAll(/[^\p{L}\p{N}.,-]+/gu, '_')}.pdf`, kind, language }
}

function fileName(family: string): string {
  return asciiOf(family, 'en')
}

/** `NAME SHARE; NAME SHARE`: a name may have blanks. */
function readShares(text: string): Sampler<string> {
  const rows = text.split(/;\s+/).map((row) => {
    const gap = row.lastIndexOf(' ')
    return { name: row.slice(0, gap), share: Number(row.slice(gap + 1)) }
  })
  const draw = weighted(rows, ({ share }) => share)
  return (random) => draw(random).name
}
